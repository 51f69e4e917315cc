import { DateTime } from 'luxon';
import { MINUTE } from '../../kernel/duration.ts';
import type { Hours } from '../businesses/business.ts';
import type { HolidayLookup } from '../businesses/hours.ts';
import { addWorkingTime, workingTimeBetween } from '../businesses/working-time.ts';
import { allowedMs, levelOf, nextLevel, severityRule, timeOf } from './levels.ts';
import type { Level, Matrix } from './matrix.ts';

/** What a matrix does by itself to a case that nobody resolves: for the preview, and for a case of the past. */

export interface CourseAsked {
  readonly matrix: Matrix;
  readonly topic: string | null;
  readonly severity: number;
  /** Epoch ms. */
  readonly startAt: number;
  readonly timezone: string;
  readonly hours: Readonly<Record<string, Hours>>;
  readonly holidays: HolidayLookup;
  /** When the customer was contacted; null: never; `in-time`: always before it was too late. */
  readonly contact: number | null | 'in-time';
  /** When the clocks stood still, in order. */
  readonly pauses: readonly { readonly from: number; readonly to: number }[];
}

export interface CourseStep {
  readonly at: number;
  readonly level: number;
  readonly what: 'begins' | 'first-contact' | 'next-update' | 'climbs' | 'passes';
  readonly text: string;
}

/** Every step with its moment, from the start to the highest level's deadline. */
export function courseOf(asked: CourseAsked): readonly CourseStep[] {
  const { matrix, topic, severity } = asked;
  const steps: CourseStep[] = [];
  const { startLevel } = severityRule(matrix, severity);
  let level = levelOf(matrix, topic, startLevel) ?? levelOf(matrix, topic, 1);
  let at = asked.startAt;
  steps.push({
    at,
    level: level?.number ?? 1,
    what: 'begins',
    text: `It starts ${whenWords(at, asked.timezone)} on ${levelWords(level)}.`,
  });
  while (level !== null) {
    const end = onLevel(asked, level, at, steps);
    const next = nextLevel(matrix, topic, level.number);
    if (end === null) break;
    steps.push(endOf(asked, level, next, end));
    level = next;
    at = end.at;
  }
  return steps.toSorted((one, other) => one.at - other.at);
}

interface End {
  readonly at: number;
  readonly because: string;
}

/** The deadlines of one level, and which of them ends the stay there. */
function onLevel(asked: CourseAsked, level: Level, from: number, steps: CourseStep[]): End | null {
  const contact = dueAt(asked, level, level.firstContactMinutes, from);
  const resolve = dueAt(asked, level, level.resolveMinutes, from);
  const update = dueAt(asked, level, level.nextUpdateEveryMinutes, from);
  // A first contact is made only once: in time means on the first level.
  const first = from === asked.startAt;
  const open = asked.contact === 'in-time' ? first : asked.contact === null || asked.contact > from;
  if (contact !== null && open) {
    const missed = asked.contact !== 'in-time' && (asked.contact === null || asked.contact > contact);
    if (missed && (resolve === null || contact < resolve))
      return { at: contact, because: 'the customer was not contacted' };
    const text = `First contact is due by ${whenWords(contact, asked.timezone)}; without it the case climbs then.`;
    steps.push({ at: contact, level: level.number, what: 'first-contact', text });
  }
  if (update !== null && (resolve === null || update < resolve)) {
    const text = `The customer is owed news by ${whenWords(update, asked.timezone)}.`;
    steps.push({ at: update, level: level.number, what: 'next-update', text });
  }
  return resolve === null ? null : { at: resolve, because: 'it is not resolved' };
}

function endOf(asked: CourseAsked, level: Level, next: Level | null, { at, because }: End): CourseStep {
  const when = whenWords(at, asked.timezone);
  return next === null
    ? {
        at,
        level: level.number,
        what: 'passes',
        text: `${when}: ${because} on level ${level.number}, the highest; those there are told again.`,
      }
    : {
        at,
        level: next.number,
        what: 'climbs',
        text: `${when}: ${because} on level ${level.number}, so ${levelWords(next)} is told.`,
      };
}

function dueAt(asked: CourseAsked, level: Level, minutes: number | null, from: number): number | null {
  const { matrix, severity, hours, timezone, holidays, pauses } = asked;
  const allowed = allowedMs(matrix, minutes, severity);
  if (allowed === null) return null;
  const time = timeOf(level, hours);
  const add = (at: number, ms: number) => addWorkingTime(time, timezone, at, ms, holidays) ?? at + ms;
  let due = add(from, allowed);
  for (const pause of pauses) {
    if (pause.to <= from || pause.from >= due) continue;
    due = add(due, workingTimeBetween(time, timezone, Math.max(pause.from, from), pause.to, holidays));
  }
  return due;
}

/** `Friday 27 Mar, 17:50`, in the wall time of the business. */
export function whenWords(at: number, timezone: string): string {
  return DateTime.fromMillis(at, { zone: timezone, locale: 'en-GB' }).toFormat('cccc d LLL, HH:mm');
}

function levelWords(level: Level | null): string {
  return level === null ? 'no level' : `level ${level.number} (${level.name})`;
}

/** `2 h`, `45 min`, `14 d`. */
export function minutesWords(minutes: number): string {
  if (minutes >= 2_880 && minutes % 1_440 === 0) return `${minutes / 1_440} d`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** `1 h 20 min`. */
export function spanWords(ms: number): string {
  return minutesWords(Math.round(ms / MINUTE));
}
