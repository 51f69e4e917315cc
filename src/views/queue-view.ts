import type { QueueRow } from '../contract/live.ts';
import type { Business, Queue } from '../domain/businesses/business.ts';
import { allBusinesses } from '../domain/businesses/businesses-store.ts';
import type { Clock } from '../kernel/clock.ts';
import type { View } from '../live/board.ts';
import type { BoardRows } from '../live/rows.ts';
import type { QueueFigures } from '../observability/metrics.ts';
import type { Database } from '../store/database.ts';
import { startOfDay } from './caller.ts';

/** Each queue with what became of today's callers. */
export function queueView(database: Database, clock: Clock): View<QueueRow> {
  const { reader } = database;

  async function row(business: Business, queue: Queue): Promise<QueueRow> {
    const since = startOfDay(clock.now(), business.timezone);
    const ended = await reader
      .selectFrom('queue_entries')
      .where('business_id', '=', business.id)
      .where('queue', '=', queue.key)
      .where('ended_at', '>=', since)
      .select(['status', 'waited_ms'])
      .execute();
    const served = ended.flatMap(({ waited_ms }) => (waited_ms === null ? [] : [waited_ms]));
    return {
      id: `${business.id}/${queue.key}`,
      businessId: business.id,
      queue: queue.key,
      name: queue.name,
      waitTargetSeconds: queue.waitTargetSeconds,
      answeredToday: served.length,
      answeredInTargetToday: served.filter((waited) => waited <= queue.waitTargetSeconds * 1_000).length,
      lostToday: ended.filter(({ status }) => status === 'abandoned').length,
    };
  }

  return {
    async all() {
      const businesses = await allBusinesses(reader);
      return Promise.all(
        businesses.flatMap((business) => business.queues.map((queue) => row(business, queue))),
      );
    },
    async one(id) {
      const [businessId, key] = id.split('/');
      const business = (await allBusinesses(reader)).find((candidate) => candidate.id === businessId);
      const queue = business?.queues.find((candidate) => candidate.key === key);
      return business === undefined || queue === undefined ? null : row(business, queue);
    },
  };
}

/** How many wait in each queue, and how many of them too long: for the figures that machines read. */
export function queueFigures(rows: Pick<BoardRows, 'queues' | 'waiting'>): readonly QueueFigures[] {
  return rows.queues.map(({ businessId, queue }) => {
    const waiting = rows.waiting.filter((row) => row.businessId === businessId && row.queue === queue);
    const breached = waiting.filter(({ breachedAt }) => breachedAt !== null);
    return { business: businessId, queue, waiting: waiting.length, breached: breached.length };
  });
}
