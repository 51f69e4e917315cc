import type { Reader } from '../../store/database.ts';
import { QueueEntry } from '../queues/queue-entry.ts';

/** How things stood at a moment (epoch ms), now or in the past: what conditions ask about besides the event. */

/** Calls of this number that began from `from` until and with `until`. */
export async function countCalls(
  reader: Reader,
  of: { readonly businessId: string; readonly number: string; readonly from: number; readonly until: number },
): Promise<number> {
  const row = await reader
    .selectFrom('calls')
    .where('business_id', '=', of.businessId)
    .where('from_number', '=', of.number)
    .where('started_at', '>=', of.from)
    .where('started_at', '<=', of.until)
    .select((select) => select.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Cases of this customer that were open at `at`. */
export async function countOpenCases(
  reader: Reader,
  of: { readonly businessId: string; readonly number: string; readonly at: number },
): Promise<number> {
  const row = await reader
    .selectFrom('cases')
    .where('business_id', '=', of.businessId)
    .where('customer_number', '=', of.number)
    .where('opened_at', '<=', of.at)
    .where((where) => where.or([where('resolved_at', 'is', null), where('resolved_at', '>', of.at)]))
    .select((select) => select.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Callers who waited in this queue at `at`. */
export async function countWaiting(
  reader: Reader,
  of: { readonly businessId: string; readonly queue: string; readonly at: number },
): Promise<number> {
  const waiting = reader
    .selectFrom('queue_entries')
    .where('business_id', '=', of.businessId)
    .where('queue', '=', of.queue)
    .where('joined_at', '<=', of.at)
    .select((select) => select.fn.countAll().as('count'));
  const still = await waiting.where('ended_at', 'is', null).executeTakeFirstOrThrow();
  const since = await waiting.where('ended_at', '>', of.at).executeTakeFirstOrThrow();
  return Number(still.count) + Number(since.count);
}

/** What a wait was about, by name; empty when nobody said. */
export async function topicOfWait(reader: Reader, entryId: string): Promise<string> {
  const row = await reader
    .selectFrom('queue_entries')
    .where('id', '=', entryId)
    .select('state')
    .executeTakeFirst();
  if (row === undefined) return '';
  const entry = QueueEntry.parse(JSON.parse(row.state));
  return entry.status === 'none' ? '' : (entry.topic ?? '');
}

/** Whether anybody had this caller. */
export async function wasAnswered(reader: Reader, callId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('queue_entries')
    .where('call_id', '=', callId)
    .where('status', '=', 'served')
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Events of one thing up to and with a place in the log, in order, as JSON. */
export async function eventsUntil(
  reader: Reader,
  of: { readonly noun: string; readonly id: string; readonly seq: number },
): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('events')
    .where('noun', '=', of.noun)
    .where('id', '=', of.id)
    .where('seq', '<=', of.seq)
    .select('data')
    .orderBy('seq')
    .execute();
  return rows.map(({ data }) => data);
}

export interface LoggedEvent {
  readonly seq: number;
  readonly noun: string;
  readonly id: string;
  readonly at: number;
  /** JSON. */
  readonly data: string;
}

/** Events of these types since `since` (epoch ms), the newest first, at most `limit`. */
export async function eventsSince(
  reader: Reader,
  of: { readonly types: readonly string[]; readonly since: number; readonly limit: number },
): Promise<readonly LoggedEvent[]> {
  return reader
    .selectFrom('events')
    .where('at', '>=', of.since)
    .where('type', 'in', [...of.types])
    .select(['seq', 'noun', 'id', 'at', 'data'])
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(of.limit)
    .execute();
}
