import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { peopleOf } from '../people/people-store.ts';
import { presenceOf } from '../people/person.ts';
import { QueueEntry, type JoinedEntry, type KeptEntry, type WaitingEntry } from './queue-entry.ts';

/** Waits older than this say little about today's. */
const EVIDENCE_LIMIT = 20;

export const queuesStore = nounTable<QueueEntry, 'queue_entries'>({
  table: 'queue_entries',
  parse: (json) => QueueEntry.parse(json),
  columns: (entry) => {
    if (entry.status === 'none') {
      return {
        business_id: '',
        queue: '',
        call_id: '',
        status: 'none',
        rank: 0,
        joined_at: 0,
        ended_at: 0,
        waited_ms: null,
      };
    }
    return {
      business_id: entry.businessId,
      queue: entry.queue ?? '',
      call_id: entry.callId,
      status: entry.status,
      rank: entry.rank,
      joined_at: entry.joinedAt,
      ended_at: entry.status === 'waiting' || entry.status === 'kept-place' ? null : entry.endedAt,
      waited_ms: waitedMs(entry),
    };
  },
});

/**
 * How long somebody waited for a person: an evidence for whoever waits next. A place that was taken for a call-back
 * counts when it had stood in the line all the time: a second try, or an agreed time, says nothing of the queue.
 */
function waitedMs(entry: JoinedEntry): number | null {
  if (entry.status === 'served') return entry.endedAt - entry.joinedAt;
  return entry.status === 'called-back' && entry.callerSid !== '' ? entry.endedAt - entry.joinedAt : null;
}

/** Waits in ms of the callers served last in this queue, newest first. */
export async function recentWaits(
  reader: Reader,
  businessId: string,
  queue: string,
): Promise<readonly number[]> {
  const rows = await reader
    .selectFrom('queue_entries')
    .where('business_id', '=', businessId)
    .where('queue', '=', queue)
    .where('waited_ms', 'is not', null)
    .select('waited_ms')
    .orderBy('ended_at', 'desc')
    .limit(EVIDENCE_LIMIT)
    .execute();
  return rows.flatMap((row) => (row.waited_ms === null ? [] : [row.waited_ms]));
}

export interface WaitingRecord {
  readonly id: string;
  readonly entry: WaitingEntry;
}

export interface PlaceRecord {
  readonly id: string;
  readonly entry: WaitingEntry | KeptEntry;
}

/** Everyone who stands in a line of this business, on the telephone or to be rung back, soonest served first. */
export async function waitingIn(reader: Reader, businessId: string): Promise<readonly PlaceRecord[]> {
  const rows = await reader
    .selectFrom('queue_entries')
    .where('business_id', '=', businessId)
    .where('ended_at', 'is', null)
    .select(['id', 'state'])
    .orderBy('rank')
    .execute();
  return rows.flatMap((row) => {
    const entry = QueueEntry.parse(JSON.parse(row.state));
    return entry.status === 'waiting' || entry.status === 'kept-place' ? [{ id: row.id, entry }] : [];
  });
}

/** The wait that this call is in now, or null. */
export async function currentWait(reader: Reader, callId: string): Promise<WaitingRecord | null> {
  const row = await reader
    .selectFrom('queue_entries')
    .where('call_id', '=', callId)
    .where('ended_at', 'is', null)
    .select(['id', 'state'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const entry = QueueEntry.parse(JSON.parse(row.state));
  return entry.status === 'waiting' ? { id: row.id, entry } : null;
}

/** How a queue stands at `at` (epoch ms), for the conditions of a flow. */
export async function queueFacts(
  reader: Reader,
  businessId: string,
  queue: string,
  at: number,
): Promise<{ readonly waiting: number; readonly longestWaitSeconds: number; readonly peopleFree: number }> {
  const waiting = (await waitingIn(reader, businessId)).filter(({ entry }) => entry.queue === queue);
  const longest = waiting.reduce((most, { entry }) => Math.max(most, at - entry.joinedAt), 0);
  const people = await peopleOf(reader, businessId);
  const free = people.filter(
    (person) =>
      presenceOf(person).presence === 'free' &&
      person.memberships.some(
        (membership) => membership.businessId === businessId && membership.queues.includes(queue),
      ),
  );
  return {
    waiting: waiting.length,
    longestWaitSeconds: Math.round(longest / 1_000),
    peopleFree: free.length,
  };
}
