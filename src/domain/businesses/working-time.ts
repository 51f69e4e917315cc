import type { Hours } from './business.ts';
import { intervalsOf, localDay, type HolidayLookup, type Interval } from './hours.ts';

/** Which time counts: all of it, or only that in which the business is open. */
export type WorkingTime = 'round-the-clock' | Hours;

/** A year without one opening is no business; a deadline further away than ten years is no deadline. */
const CLOSED_DAYS = 400;
const MOST_DAYS = 3_660;

/**
 * The moment (epoch ms) at which `durationMs` of working time since `fromMs` have passed: exactly at closing time when
 * they end there. Null when the business does not open for over a year, or the moment is more than ten years away.
 * @throws Error when the zone is unknown.
 */
export function addWorkingTime(
  spec: WorkingTime,
  zone: string,
  fromMs: number,
  durationMs: number,
  holidays: HolidayLookup,
): number | null {
  if (spec === 'round-the-clock' || durationMs <= 0) return fromMs + Math.max(0, durationMs);
  let left = durationMs;
  for (const { from, to } of openSpans(spec, zone, fromMs, holidays)) {
    if (to - from >= left) return from + left;
    left -= to - from;
  }
  return null;
}

/**
 * How much working time (ms) lies between two moments (epoch ms); 0 when they are the wrong way round.
 * @throws Error when the zone is unknown.
 */
export function workingTimeBetween(
  spec: WorkingTime,
  zone: string,
  fromMs: number,
  toMs: number,
  holidays: HolidayLookup,
): number {
  if (spec === 'round-the-clock') return Math.max(0, toMs - fromMs);
  let sum = 0;
  for (const { from, to } of openSpans(spec, zone, fromMs, holidays)) {
    if (from >= toMs) break;
    sum += Math.min(to, toMs) - from;
  }
  return sum;
}

/** Open spans after `fromMs`, in order and without overlap, until there are none for over a year. */
function* openSpans(
  hours: Hours,
  zone: string,
  fromMs: number,
  holidays: HolidayLookup,
): Generator<Interval> {
  const today = localDay(zone, fromMs);
  let until = fromMs;
  let closed = 0;
  // A span that began yesterday may run past midnight.
  for (let offset = -1; offset < MOST_DAYS && closed < CLOSED_DAYS; offset += 1) {
    const spans = intervalsOf(hours, today.plus({ days: offset }), holidays);
    closed = spans.length === 0 ? closed + 1 : 0;
    for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
      const begin = Math.max(from, until);
      if (to <= begin) continue;
      until = to;
      yield { from: begin, to };
    }
  }
}
