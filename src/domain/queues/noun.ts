import type { Noun } from '../../engine/noun.ts';
import type { Reader } from '../../store/database.ts';
import type { Instruction } from '../../telephony/line.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { callbackForCaller } from '../callbacks/for-caller.ts';
import type { Severity } from '../cases/case.ts';
import { CASE_CREDIT_SECONDS } from './follow-case.ts';
import { decideQueue } from './decide.ts';
import { evolveQueue } from './evolve.ts';
import { queuesStore, recentWaits } from './queues-store.ts';
import type {
  QueueCommand,
  QueueEffect,
  QueueEntry,
  QueueEvent,
  QueueFacts,
  WaitingEntry,
} from './queue-entry.ts';

export const queuesNoun: Noun<QueueEntry, QueueCommand, QueueEvent, QueueEffect, QueueFacts, Instruction> = {
  name: 'queues',
  initial: { status: 'none' },
  gather: gatherFacts,
  decide: decideQueue,
  evolve: evolveQueue,
  store: queuesStore,
};

const NOTHING: QueueFacts = { queue: null, recentWaits: [], callback: null };

async function gatherFacts(
  reader: Reader,
  _id: string,
  command: QueueCommand,
  entry: QueueEntry,
): Promise<QueueFacts> {
  if (command.type === 'TakeTurn' && entry.status === 'waiting') {
    const waits = entry.queue === null ? [] : await recentWaits(reader, entry.businessId, entry.queue);
    const callback = await callbackAsked(reader, entry, command.input.keys ?? null);
    return { queue: null, recentWaits: waits, callback };
  }
  if (command.type === 'FollowCase') return caseFacts(reader, command.severity, entry);
  if (command.type !== 'JoinQueue' && command.type !== 'KeepPlace') return NOTHING;
  const business = await businessOf(reader, command.businessId);
  // A queue that is no more, after the business was changed, must not leave its caller nowhere.
  const queue = business.queues.find(({ key }) => key === command.queue) ?? business.queues[0];
  if (queue === undefined) return NOTHING;
  if (command.type === 'KeepPlace') return { ...NOTHING, queue: { ...queue, creditSeconds: 0 } };
  const creditSeconds = command.priority === null ? 0 : (business.priorities[command.priority] ?? 0);
  const waits = command.only === null ? await recentWaits(reader, business.id, queue.key) : [];
  const callback = await callbackForCaller(reader, business, command.callId, null);
  return { queue: { ...queue, creditSeconds }, recentWaits: waits, callback };
}

async function caseFacts(reader: Reader, severity: Severity, entry: QueueEntry): Promise<QueueFacts> {
  if (entry.status !== 'waiting') return NOTHING;
  const { queues, priorities } = await businessOf(reader, entry.businessId);
  const queue = queues.find(({ key }) => key === entry.queue);
  if (queue === undefined) return NOTHING;
  const creditSeconds = priorities[`severity-${severity}`] ?? CASE_CREDIT_SECONDS[severity];
  return { ...NOTHING, queue: { ...queue, creditSeconds } };
}

/** Only a caller who is being asked about a call-back, or has pressed its key, needs it to be looked up. */
async function callbackAsked(
  reader: Reader,
  entry: WaitingEntry,
  keys: string | null,
): Promise<QueueFacts['callback']> {
  const pressed = keys !== null && entry.waitingKeys[keys] === 'callback';
  if (entry.asking === null && !pressed) return null;
  const business = await businessOf(reader, entry.businessId);
  const keyed = entry.asking?.what === 'number' ? keys : null;
  const confirmed =
    entry.asking?.what === 'confirm' && entry.asking.numberFrom === 'keyed' ? entry.asking.number : null;
  return callbackForCaller(reader, business, entry.callId, keyed ?? confirmed);
}
