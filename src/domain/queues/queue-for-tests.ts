import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { decideQueue } from './decide.ts';
import { evolveQueue } from './evolve.ts';
import type { QueueCommand, QueueEntry, QueueEvent, QueueFacts } from './queue-entry.ts';

/** A caller who waits in the shop’s queue for billing. */

export const initial: QueueEntry = { status: 'none' };
export const rules = { name: 'queues', initial, decide: decideQueue, evolve: evolveQueue } as const;
export const SECOND = 1_000;

export const billing: NonNullable<QueueFacts['queue']> = {
  key: 'billing',
  name: 'Billing',
  strategy: 'longest-idle',
  skills: ['german'],
  ringSeconds: 20,
  waitTargetSeconds: 40,
  newsEverySeconds: 75,
  overflow: { afterSeconds: 60, queue: 'sales' },
  creditSeconds: 0,
};
export const facts: QueueFacts = { queue: billing, recentWaits: [], callback: null };
/** Callers waited between one and two minutes lately. */
export const evidence: QueueFacts = {
  queue: billing,
  recentWaits: [60, 70, 80, 90, 95].map((s) => s * SECOND),
  callback: null,
};

export const join = {
  type: 'JoinQueue',
  callId: 'c1',
  callerSid: 'CA1',
  businessId: 'shop',
  queue: 'billing',
  only: null,
  ringSeconds: null,
  topic: 'a bill',
  priority: null,
  language: 'en-GB',
  waitingKeys: { '5': 'step', '9': 'manager' },
  story: ['Chose Billing'],
  entrance: 'asking',
  returning: null,
  lost: null,
  words: null,
} as const satisfies QueueCommand;
export const returning = {
  ...join,
  entrance: 'fetched',
  returning: { since: NINE - 300 * SECOND },
  words: 'The line to Ana Silva has ended.',
  waitingKeys: {},
} as const;
export const here = { facts, id: 'c1.q1' };
export const of = { entryId: 'c1.q1', callId: 'c1', businessId: 'shop', queue: 'billing', at: NINE } as const;

/** The events that a command leads to, as the past of what comes next. */
export function after(
  past: readonly QueueEvent[],
  command: QueueCommand,
  known = facts,
  at = NINE,
): readonly QueueEvent[] {
  const { answer } = given(rules, ...past).when(command, { facts: known, at, id: 'c1.q1' });
  if ('refused' in answer) throw new Error(answer.reason);
  return [...past, ...answer.events];
}
export const waiting = after([], join);
export const back = after([], returning);
export const turn = (number: number, keys?: string): QueueCommand => ({
  type: 'TakeTurn',
  turn: number,
  input: { sid: 'CA1', ...(keys === undefined ? {} : { keys }) },
});
export const heard = (answer: object): string =>
  [...JSON.stringify(answer).matchAll(/"kind":"say","text":"([^"]*)"/g)].map((match) => match[1]).join(' ');
export const clears = [{ clear: 'wait-target' }, { clear: 'overflow' }, { clear: 'fetch' }] as const;
export const givenBack: QueueEvent = { type: 'GivingBack', ...of, reason: 'Ana did not answer.' };
