import { DateTime } from 'luxon';
import type { Hours } from './business.ts';

/** Names the public holiday on a local date (`YYYY-MM-DD`), or null on an ordinary day. */
export type HolidayLookup = (
  place: { readonly country: string; readonly region?: string | undefined },
  date: string,
) => string | null;

export type OpenNow =
  | { readonly open: true }
  /** `holiday` and `exception` name the day in `day`. */
  | { readonly open: false; readonly why: 'hours' | 'holiday' | 'exception'; readonly day: string | null };

export type Opening =
  /** `until`: epoch ms, null when it never closes. */
  | { readonly open: true; readonly until: number | null }
  /** `opensNext`: epoch ms, null when no opening lies within a year. */
  | (Extract<OpenNow, { readonly open: false }> & { readonly opensNext: number | null });

/** From `from` until before `to`, epoch ms. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

interface DayPlan {
  readonly spans: readonly (readonly [string, string])[];
  readonly why: 'hours' | 'holiday' | 'exception';
  readonly name: string | null;
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const LOOK_AHEAD_DAYS = 366;
/** Open without a gap for this long is called always open. */
const ALWAYS_AFTER_DAYS = 8;

/**
 * Whether a business is open at a moment, until when, and when it opens next. Times of day are wall time in `zone`:
 * an exception beats a public holiday, which beats the week. A span that ends before it begins runs past midnight.
 * @throws Error when the zone is unknown.
 */
export function openAt(hours: Hours, zone: string, atMs: number, holidays: HolidayLookup): Opening {
  const now = isOpenAt(hours, zone, atMs, holidays);
  const today = localDay(zone, atMs);
  return now.open
    ? { open: true, until: isRoundTheClock(hours) ? null : closingAfter(hours, today, atMs, holidays) }
    : { ...now, opensNext: openingAfter(hours, today, atMs, holidays) };
}

/** As `openAt`, without looking ahead: for decisions that only ask about now. */
export function isOpenAt(hours: Hours, zone: string, atMs: number, holidays: HolidayLookup): OpenNow {
  if (isRoundTheClock(hours)) return { open: true };
  const today = localDay(zone, atMs);
  for (const offset of [0, -1]) {
    const intervals = intervalsOf(hours, today.plus({ days: offset }), holidays);
    if (intervals.some((interval) => interval.from <= atMs && atMs < interval.to)) return { open: true };
  }
  const plan = planOf(hours, today, holidays);
  return { open: false, why: plan.why, day: plan.name };
}

/** Midnight in `zone` of the day of `atMs`. @throws Error when the zone is unknown. */
export function localDay(zone: string, atMs: number): DateTime {
  const day = DateTime.fromMillis(atMs, { zone }).startOf('day');
  if (!day.isValid) throw new Error(`"${zone}" is not a time zone: write one such as Europe/London`);
  return day;
}

function isRoundTheClock(hours: Hours): boolean {
  if (hours.holidays || hours.exceptions.length > 0) return false;
  return WEEKDAYS.every((day) => hours.weekly[day]?.some(([from, to]) => from === '00:00' && to === '24:00'));
}

/** The end of the open time around `atMs`, across spans that touch. */
function closingAfter(hours: Hours, today: DateTime, atMs: number, holidays: HolidayLookup): number | null {
  let end = atMs;
  for (let offset = -1; offset <= ALWAYS_AFTER_DAYS; offset += 1) {
    const day = today.plus({ days: offset });
    if (day.toMillis() > end) return end;
    const intervals = intervalsOf(hours, day, holidays).toSorted((a, b) => a.from - b.from);
    for (const interval of intervals) if (interval.from <= end && interval.to > end) end = interval.to;
  }
  return null;
}

function openingAfter(hours: Hours, today: DateTime, atMs: number, holidays: HolidayLookup): number | null {
  for (let offset = 0; offset <= LOOK_AHEAD_DAYS; offset += 1) {
    const starts = intervalsOf(hours, today.plus({ days: offset }), holidays)
      .map((interval) => interval.from)
      .filter((from) => from > atMs);
    if (starts.length > 0) return Math.min(...starts);
  }
  return null;
}

function planOf(hours: Hours, day: DateTime, holidays: HolidayLookup): DayPlan {
  const date = day.toISODate() ?? '';
  const exception = hours.exceptions.find((one) => one.date === date);
  if (exception) return { spans: exception.open, why: 'exception', name: exception.why };
  const holiday = hours.holidays ? holidays(hours.holidays, date) : null;
  if (holiday !== null) return { spans: [], why: 'holiday', name: holiday };
  const weekday = WEEKDAYS[day.weekday - 1];
  return { spans: (weekday && hours.weekly[weekday]) ?? [], why: 'hours', name: null };
}

/** The open spans that begin on this local day; one may run past midnight. */
export function intervalsOf(hours: Hours, day: DateTime, holidays: HolidayLookup): Interval[] {
  return planOf(hours, day, holidays).spans.flatMap(([from, to]) => {
    const start = wallTime(day, from);
    const end = latest(wallTime(to > from ? day : day.plus({ days: 1 }), to));
    return end > start.toMillis() ? [{ from: start.toMillis(), to: end }] : [];
  });
}

function wallTime(day: DateTime, time: string): DateTime {
  if (time === '24:00') return day.plus({ days: 1 }).startOf('day');
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour: hour ?? 0, minute: minute ?? 0 });
}

/** When the clocks go back a wall time happens twice; we close at the second, so that nobody is turned away early. */
function latest(end: DateTime): number {
  const hourLater = end.plus({ hours: 1 });
  return hourLater.hour === end.hour && hourLater.minute === end.minute
    ? hourLater.toMillis()
    : end.toMillis();
}
