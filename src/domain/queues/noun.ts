import type { Noun } from '../../engine/noun.ts';
import type { Reader } from '../../store/database.ts';
import type { Instruction } from '../../telephony/line.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { decideQueue } from './decide.ts';
import { evolveQueue } from './evolve.ts';
import { queuesStore, recentWaits } from './queues-store.ts';
import type { QueueCommand, QueueEffect, QueueEntry, QueueEvent, QueueFacts } from './queue-entry.ts';

export const queuesNoun: Noun<QueueEntry, QueueCommand, QueueEvent, QueueEffect, QueueFacts, Instruction> = {
  name: 'queues',
  initial: { status: 'none' },
  gather: gatherFacts,
  decide: decideQueue,
  evolve: evolveQueue,
  store: queuesStore,
};

async function gatherFacts(
  reader: Reader,
  _id: string,
  command: QueueCommand,
  entry: QueueEntry,
): Promise<QueueFacts> {
  if (command.type === 'TakeTurn' && entry.status === 'waiting') {
    const waits = entry.queue === null ? [] : await recentWaits(reader, entry.businessId, entry.queue);
    return { queue: null, recentWaits: waits };
  }
  if (command.type !== 'JoinQueue') return { queue: null, recentWaits: [] };
  const business = await businessOf(reader, command.businessId);
  // A queue that is no more, after the business was changed, must not leave its caller nowhere.
  const queue = business.queues.find(({ key }) => key === command.queue) ?? business.queues[0];
  if (queue === undefined) return { queue: null, recentWaits: [] };
  const creditSeconds = command.priority === null ? 0 : (business.priorities[command.priority] ?? 0);
  const waits = command.only === null ? await recentWaits(reader, business.id, queue.key) : [];
  return { queue: { ...queue, creditSeconds }, recentWaits: waits };
}
