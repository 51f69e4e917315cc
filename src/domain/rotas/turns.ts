import { DateTime } from 'luxon';
import type { KeptRota, Layer, RotaPlan, Shift, Weekday } from './rota.ts';

/** Whose turn it is, computed in local wall time, so that a handover at 09:00 stays at 09:00 when the clocks change. */

const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Who is on call from `from` to `to` (epoch ms), without gaps being filled, in order. */
export function shiftsOf(rota: KeptRota, from: number, to: number): readonly Shift[] {
  if (to <= from) return [];
  const turns = plansOf(rota, from, to).flatMap(({ plan, ...time }) =>
    plan.layers.map((layer) => turnsOf(layer, plan.timezone, time.from, time.to)),
  );
  const overrides = rota.overrides.filter((override) => override.from < to && override.to > from);
  const edges = [...turns.flat(), ...overrides].flatMap((time) => [time.from, time.to]);
  const times = [...new Set([from, ...edges.filter((at) => at > from && at < to), to])].toSorted(
    (a, b) => a - b,
  );
  const shifts: Shift[] = [];
  times.slice(0, -1).forEach((start, index) => {
    const end = times[index + 1] ?? to;
    let holder: Omit<Shift, 'from' | 'to'> | null =
      turns.map((ofLayer) => ofLayer.find((turn) => turn.from <= start && turn.to > start)).find(Boolean) ??
      null;
    for (const override of overrides) {
      if (override.from > start || override.to <= start) continue;
      if (override.insteadOf !== null && override.insteadOf !== holder?.personId) continue;
      holder = { personId: override.personId, layer: 'Override', override: override.id };
    }
    if (holder === null) return;
    const { personId, layer, override } = holder;
    const last = shifts.at(-1);
    if (
      last?.to === start &&
      last.personId === personId &&
      last.layer === layer &&
      last.override === override
    )
      shifts[shifts.length - 1] = { ...last, to: end };
    else shifts.push({ personId, layer, override, from: start, to: end });
  });
  return shifts;
}

/** The plans that hold in a time (epoch ms), each with its part of it, in order. */
function plansOf(
  { plan, earlier }: KeptRota,
  from: number,
  to: number,
): readonly (Time & { plan: RotaPlan })[] {
  return [...earlier, { plan, until: to }].flatMap((one, index) => {
    const begins = Math.max(from, earlier[index - 1]?.until ?? from);
    const ends = Math.min(to, one.until);
    return begins < ends ? [{ plan: one.plan, from: begins, to: ends }] : [];
  });
}

/** Who is on call at this moment; null: nobody. Its times end at the edges of the two weeks around. */
export function onCallAt(rota: KeptRota, at: number): Shift | null {
  const around = 14 * DAY;
  return shiftsOf(rota, at - around, at + around).find((shift) => shift.from <= at && shift.to > at) ?? null;
}

/** Times without anybody. */
export function gapsOf(
  shifts: readonly Shift[],
  from: number,
  to: number,
): readonly { readonly from: number; readonly to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let covered = from;
  for (const shift of shifts) {
    if (shift.from > covered) gaps.push({ from: covered, to: shift.from });
    covered = Math.max(covered, shift.to);
  }
  if (covered < to) gaps.push({ from: covered, to });
  return gaps;
}

const DAY = 86_400_000;

/** The turns of one layer, each cut to its hours where it has some. */
function turnsOf(layer: Layer, zone: string, from: number, to: number): readonly Shift[] {
  const startOf = startsOf(layer, zone);
  const turns: Shift[] = [];
  for (let turn = Math.max(0, turnAt(layer, zone, from)); startOf(turn) < to; turn += 1) {
    const personId = layer.people[turn % layer.people.length];
    if (personId === undefined) continue;
    const time = { from: Math.max(from, startOf(turn)), to: Math.min(to, startOf(turn + 1)) };
    for (const part of withinHours(layer, zone, time)) {
      turns.push({ personId, layer: layer.name, override: null, ...part });
    }
  }
  return turns;
}

/** Number of the turn in which a moment (epoch ms) lies, the first being 0; negative before it. */
function turnAt(layer: Layer, zone: string, at: number): number {
  const startOf = startsOf(layer, zone);
  // A day may be an hour longer or shorter: the guess is at most one turn off.
  const guess = Math.floor((at - startOf(0)) / (daysOf(layer) * DAY));
  return [guess + 1, guess].find((turn) => startOf(turn) <= at) ?? guess - 1;
}

function daysOf({ every }: Layer): number {
  return every.count * (every.unit === 'weeks' ? 7 : 1);
}

/**
 * When each turn begins, epoch ms. Each is named by its own date and time of day: a first one on the night in which
 * that hour is left out does not move all that follow.
 */
function startsOf(layer: Layer, zone: string): (turn: number) => number {
  const first = firstDate(layer, zone);
  const days = daysOf(layer);
  return (turn) => atTime(first.plus({ days: turn * days }), layer.handover.time);
}

function firstDate({ from, handover, every }: Layer, zone: string): DateTime {
  const date = DateTime.fromISO(from, { zone });
  if (every.unit === 'days' || handover.weekday === undefined) return date;
  const ahead = (DAYS.indexOf(handover.weekday) + 1 - date.weekday + 7) % 7;
  return date.plus({ days: ahead });
}

/** The date of the hand-over, of any turn, that came last at a moment (epoch ms): with it as `from` the first person has that moment. */
export function begunAt(layer: Omit<Layer, 'from'>, zone: string, at: number): string {
  const day = DateTime.fromMillis(at, { zone }).startOf('day');
  const last = atTime(day, layer.handover.time) <= at ? day : day.minus({ days: 1 });
  const { every, handover } = layer;
  const back =
    every.unit === 'days' || handover.weekday === undefined
      ? 0
      : (last.weekday - (DAYS.indexOf(handover.weekday) + 1) + 7) % 7;
  return last.minus({ days: back }).toFormat('yyyy-MM-dd');
}

/** The same turns from a moment (epoch ms) on, written so that whoever has it then is named first. */
export function goingOn(layer: Layer, zone: string, at: number): Layer {
  const turn = turnAt(layer, zone, at);
  if (turn < 0) return layer;
  const first = turn % layer.people.length;
  return {
    ...layer,
    people: [...layer.people.slice(first), ...layer.people.slice(0, first)],
    from: firstDate(layer, zone)
      .plus({ days: turn * daysOf(layer) })
      .toFormat('yyyy-MM-dd'),
  };
}

/** The first hand-over of a layer after a moment, epoch ms. */
export function nextHandover(layer: Layer, zone: string, at: number): number {
  return startsOf(layer, zone)(Math.max(0, turnAt(layer, zone, at) + 1));
}

interface Time {
  readonly from: number;
  readonly to: number;
}

function withinHours({ hours }: Layer, zone: string, time: Time): readonly Time[] {
  if (hours === undefined) return [time];
  const parts: Time[] = [];
  const last = DateTime.fromMillis(time.to, { zone }).startOf('day');
  for (
    let day = DateTime.fromMillis(time.from, { zone }).startOf('day');
    day <= last;
    day = day.plus({ days: 1 })
  ) {
    const weekday = DAYS[day.weekday - 1];
    for (const [opens, closes] of (weekday === undefined ? undefined : hours[weekday]) ?? []) {
      const from = Math.max(time.from, atTime(day, opens));
      const to = Math.min(time.to, atTime(day, closes));
      if (from < to) parts.push({ from, to });
    }
  }
  return parts;
}

function atTime(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour === 24 ? day.plus({ days: 1 }).toMillis() : day.set({ hour, minute }).toMillis();
}
