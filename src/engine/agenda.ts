import type { Clock } from '../kernel/clock.ts';
import { SECOND } from '../kernel/duration.ts';
import { createHeap } from './heap.ts';
import type { Scheduler } from './scheduler.ts';

/** Something that falls due: the key of a timer or the id of an effect, and when (epoch ms). */
export interface Due {
  readonly what: 'timer' | 'effect';
  readonly id: string;
  readonly at: number;
}

export interface Agenda {
  /** Notes it, in place of what was noted for the same timer or effect before. */
  put(due: Due): void;
  has(what: Due['what'], id: string): boolean;
  drop(what: Due['what'], id: string): void;
  isDue(now: number): boolean;
  /** Removes and returns what is due at `now`, the earliest first. */
  takeDue(now: number): Due[];
  /** From now on calls `onDue` when something falls due. */
  start(onDue: () => void): void;
  stop(): void;
}

/** The clock may be moved while we sleep, and a machine may be suspended: never sleep longer than this. */
const LONGEST_SLEEP_MS = 5 * SECOND;
const KEPT_BEFORE_CLEARING = 1_000;

interface Entry extends Due {
  readonly order: number;
}

/** One heap and one alarm for everything that falls due soon; rebuilt from the store at each start. */
export function createAgenda(clock: Clock, scheduler: Scheduler): Agenda {
  const before = (one: Entry, other: Entry) =>
    one.at < other.at || (one.at === other.at && one.order < other.order);
  const current = new Map<string, Entry>();
  let heap = createHeap<Entry>(before);
  let order = 0;
  let alarm: { readonly at: number; cancel(): void } | null = null;
  let onDue: (() => void) | null = null;

  const keyOf = (what: Due['what'], id: string) => `${what}:${id}`;
  const stands = (entry: Entry) => current.get(keyOf(entry.what, entry.id)) === entry;

  /** The earliest entry that was neither moved nor dropped. */
  function head(): Entry | undefined {
    for (let top = heap.peek(); top; top = heap.peek()) {
      if (stands(top)) return top;
      heap.pop();
    }
    return undefined;
  }

  function arm(): void {
    if (!onDue) return;
    const next = head();
    if (!next || (alarm && alarm.at <= next.at)) return;
    alarm?.cancel();
    const ms = Math.min(Math.max(next.at - clock.now(), 0), LONGEST_SLEEP_MS);
    const cancel = scheduler.after(ms, () => {
      alarm = null;
      const first = head();
      if (first && first.at <= clock.now()) onDue?.();
      arm();
    });
    alarm = { at: next.at, cancel };
  }

  function clearOutdated(): void {
    if (heap.size < KEPT_BEFORE_CLEARING + 2 * current.size) return;
    heap = createHeap<Entry>(before);
    for (const entry of current.values()) heap.push(entry);
  }

  return {
    put(due) {
      const entry: Entry = { ...due, order: (order += 1) };
      current.set(keyOf(due.what, due.id), entry);
      heap.push(entry);
      clearOutdated();
      arm();
    },
    has: (what, id) => current.has(keyOf(what, id)),
    drop(what, id) {
      current.delete(keyOf(what, id));
    },
    isDue(now) {
      const next = head();
      return next !== undefined && next.at <= now;
    },
    takeDue(now) {
      const due: Due[] = [];
      for (let next = head(); next && next.at <= now; next = head()) {
        heap.pop();
        current.delete(keyOf(next.what, next.id));
        due.push(next);
      }
      return due;
    },
    start(handler) {
      onDue = handler;
      arm();
    },
    stop() {
      onDue = null;
      alarm?.cancel();
      alarm = null;
    },
  };
}
