import type { BreachRow, WaitingRow } from '../contract/live.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import { findCall } from '../domain/calls/calls-store.ts';
import { escalationsOfCall } from '../domain/escalations/escalations-store.ts';
import { offersOfCall } from '../domain/offers/offers-store.ts';
import { queuesStore } from '../domain/queues/queues-store.ts';
import { QueueEntry, type JoinedEntry } from '../domain/queues/queue-entry.ts';
import { searchOf } from '../domain/routing/routing-store.ts';
import type { Clock } from '../kernel/clock.ts';
import { HOUR, SECOND } from '../kernel/duration.ts';
import type { View } from '../live/board.ts';
import type { Database, Reader } from '../store/database.ts';
import { customerOf } from './callback-view.ts';
import { callerOf, startOfDay } from './caller.ts';
import { toldOf } from './told.ts';

/** Everyone who waits now. */
export function waitingView(database: Database): View<WaitingRow> {
  const { reader } = database;
  return {
    async all() {
      const rows = await reader
        .selectFrom('queue_entries')
        .where('ended_at', 'is', null)
        .select(['id', 'state'])
        .execute();
      const found = await Promise.all(
        rows.map((row) => waitingRow(reader, row.id, QueueEntry.parse(JSON.parse(row.state)))),
      );
      return found.filter((row) => row !== null);
    },
    async one(id) {
      const stored = await queuesStore.load(reader, id);
      return stored === null ? null : waitingRow(reader, id, stored.state);
    },
  };
}

async function waitingRow(reader: Reader, id: string, entry: QueueEntry): Promise<WaitingRow | null> {
  if (entry.status !== 'waiting' && entry.status !== 'kept-place') return null;
  const who = await whoWaits(reader, entry);
  if (who === null) return null;
  const offers = await offersOfCall(reader, entry.callId);
  const search = await searchOf(reader, id);
  return {
    id,
    businessId: entry.businessId,
    queue: await queueKey(reader, entry),
    callId: who.callId,
    caller: who.caller,
    topic: entry.topic,
    joinedAt: entry.joinedAt,
    targetAt:
      entry.status === 'kept-place'
        ? entry.kept.promisedBy
        : entry.joinedAt + entry.waitTargetSeconds * SECOND,
    breachedAt: entry.breachedAt,
    told: toldOf(await escalationsOfCall(reader, entry.callId)),
    ringing: offers
      .filter(({ offer }) => offer.status === 'ringing' || offer.status === 'picked-up')
      .map(({ offer }) => ({ personId: offer.personId, name: offer.personName, since: offer.madeAt })),
    why: search === null || search.status === 'none' ? '' : search.why,
    rank: entry.rank,
    ahead: entry.ahead,
    callback: who.callback,
  };
}

type Who = Pick<WaitingRow, 'callId' | 'caller' | 'callback'>;

/** Who is on the line, or who is rung back when their turn comes; `callId`: the call in which they asked for it. */
async function whoWaits(reader: Reader, entry: JoinedEntry): Promise<Who | null> {
  if (entry.status === 'kept-place' || entry.status === 'called-back') {
    const customer = await customerOf(reader, entry.kept.callbackId);
    return customer === null ? null : { ...customer, callId: customer.callback.askedIn ?? entry.callId };
  }
  const call = await findCall(reader, entry.callId);
  return call === null
    ? null
    : { callId: entry.callId, caller: await callerOf(reader, call), callback: null };
}

/** Callers for particular people are shown with the first queue of the business. */
async function queueKey(reader: Reader, entry: JoinedEntry): Promise<string> {
  return entry.queue ?? (await businessOf(reader, entry.businessId)).queues[0]?.key ?? '';
}

/** Today's waits that passed their target, also when they are over. */
export function breachView(database: Database, clock: Clock): View<BreachRow> {
  const { reader } = database;
  return {
    async all() {
      const rows = await reader
        .selectFrom('queue_entries')
        .where('joined_at', '>=', clock.now() - 24 * HOUR)
        .select(['id', 'state'])
        .execute();
      const found = await Promise.all(
        rows.map((row) => breachRow(reader, clock, row.id, QueueEntry.parse(JSON.parse(row.state)))),
      );
      return found.filter((row) => row !== null);
    },
    async one(id) {
      const stored = await queuesStore.load(reader, id);
      return stored === null ? null : breachRow(reader, clock, id, stored.state);
    },
  };
}

async function breachRow(
  reader: Reader,
  clock: Clock,
  id: string,
  entry: QueueEntry,
): Promise<BreachRow | null> {
  if (entry.status === 'none' || entry.breachedAt === null) return null;
  const { timezone } = await businessOf(reader, entry.businessId);
  if (entry.breachedAt < startOfDay(clock.now(), timezone)) return null;
  const who = await whoWaits(reader, entry);
  if (who === null) return null;
  return {
    id,
    businessId: entry.businessId,
    queue: await queueKey(reader, entry),
    callId: who.callId,
    caller: who.caller,
    at: entry.breachedAt,
    waitTargetSeconds: entry.waitTargetSeconds,
    told: toldOf(await escalationsOfCall(reader, entry.callId)),
    answeredAt: entry.status === 'served' || entry.status === 'called-back' ? entry.endedAt : null,
    lostAt: entry.status === 'abandoned' ? entry.endedAt : null,
  };
}
