import { DateTime } from 'luxon';
import type { KeptRota, Layer, Shift, Weekday } from './rota.ts';

/** Whose turn it is, computed in local wall time, so that a handover at 09:00 stays at 09:00 when the clocks change. */

const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Who is on call from `from` to `to` (epoch ms), without gaps being filled, in order. */
export function shiftsOf(rota: KeptRota, from: number, to: number): readonly Shift[] {
  if (to <= from) return [];
  const { timezone, layers } = rota.plan;
  const turns = layers.map((layer) => turnsOf(layer, timezone, from, to));
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
  const first = firstHandover(layer, zone);
  const days = layer.every.count * (layer.every.unit === 'weeks' ? 7 : 1);
  const startOf = (turn: number) => first.plus({ days: turn * days }).toMillis();
  // A day may be an hour longer or shorter: one turn to either side is looked at as well.
  const begin = Math.max(0, Math.floor((from - first.toMillis()) / (days * DAY)) - 1);
  const turns: Shift[] = [];
  for (let turn = begin; startOf(turn) < to; turn += 1) {
    const personId = layer.people[turn % layer.people.length];
    if (personId === undefined || startOf(turn + 1) <= from) continue;
    const time = { from: Math.max(from, startOf(turn)), to: Math.min(to, startOf(turn + 1)) };
    for (const part of withinHours(layer, zone, time)) {
      turns.push({ personId, layer: layer.name, override: null, ...part });
    }
  }
  return turns;
}

function firstHandover({ from, handover, every }: Layer, zone: string): DateTime {
  const [hour, minute] = handover.time.split(':').map(Number);
  const date = DateTime.fromISO(from, { zone }).set({ hour: hour ?? 0, minute: minute ?? 0 });
  if (every.unit === 'days' || handover.weekday === undefined) return date;
  const ahead = (DAYS.indexOf(handover.weekday) + 1 - date.weekday + 7) % 7;
  return date.plus({ days: ahead });
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
