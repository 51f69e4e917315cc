import type { Effect, Event, TimerChange } from '../kernel/decision.ts';
import type { Writer } from '../store/database.ts';
import type { Due } from './agenda.ts';
import type { StoredEvent } from './noun.ts';

interface Asker {
  readonly noun: string;
  readonly id: string;
}

/** Adds events to the log, in order, and returns them with their places in it. */
export async function appendEvents(
  writer: Writer,
  { noun, id, at }: Asker & { readonly at: number },
  events: readonly Event[],
): Promise<readonly StoredEvent[]> {
  if (events.length === 0) return [];
  const rows = await writer
    .insertInto('events')
    .values(events.map((event) => ({ noun, id, type: event.type, data: JSON.stringify(event), at })))
    .returning('seq')
    .execute();
  // Neither database promises the order of returned rows; the places themselves were given in order.
  const places = rows.map((row) => row.seq).sort((one, other) => one - other);
  return events.map((event, index) => {
    const seq = places[index];
    if (seq === undefined) throw new Error(`The event log took ${places.length} of ${events.length} events.`);
    return { seq, noun, id, at, event };
  });
}

/** Withdraws effects that wait and adds new ones; an id that is known already is left as it is. */
export async function writeEffects(
  writer: Writer,
  { noun, id, now }: Asker & { readonly now: number },
  effects: readonly Effect[],
  withdraws: readonly string[],
): Promise<readonly Due[]> {
  if (withdraws.length > 0) {
    await writer
      .updateTable('effects')
      .set({ status: 'withdrawn' })
      .where('id', 'in', withdraws)
      .where('status', '=', 'waiting')
      .execute();
  }
  if (effects.length === 0) return [];
  await writer
    .insertInto('effects')
    .values(
      effects.map((effect) => ({
        id: effect.id,
        kind: effect.kind,
        call_id: effect.callId,
        noun,
        noun_id: id,
        payload: JSON.stringify(effect),
        status: 'waiting' as const,
        attempts: 0,
        due_at: now,
        started_at: null,
        result: null,
        created_at: now,
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return effects.map((effect) => ({ what: 'effect', id: effect.id, at: now }));
}

/**
 * Sets, moves and clears timers; returns when each is due now (epoch ms), or null when it was cleared.
 * A timer that has fired stays in the table as the proof of it.
 */
export async function writeTimers(
  writer: Writer,
  { noun, id }: Asker,
  changes: readonly TimerChange[],
): Promise<ReadonlyMap<string, number | null>> {
  const now = new Map<string, number | null>();
  for (const change of changes) {
    if ('clear' in change) {
      const key = timerKey(noun, id, change.clear);
      await writer.deleteFrom('timers').where('key', '=', key).where('fired_at', 'is', null).execute();
      now.set(key, null);
      continue;
    }
    const key = timerKey(noun, id, change.set);
    const news = { command: JSON.stringify(change.command), due_at: change.at, fired_at: null };
    await writer
      .insertInto('timers')
      .values({ key, noun, id, ...news })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(news))
      .execute();
    now.set(key, change.at);
  }
  return now;
}

function timerKey(noun: string, id: string, name: string): string {
  return `${noun}/${id}/${name}`;
}
