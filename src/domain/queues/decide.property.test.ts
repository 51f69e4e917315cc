import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { walk } from '../../../test/harness/random-walk.ts';
import { decideQueue } from './decide.ts';
import { evolveQueue } from './evolve.ts';
import { QueueEntry, type QueueCommand, type QueueFacts, type WaitingKey } from './queue-entry.ts';

const initial: QueueEntry = { status: 'none' };
const rules = { initial, decide: decideQueue, evolve: evolveQueue };
const facts: QueueFacts = {
  queue: {
    key: 'billing',
    name: 'Billing',
    strategy: 'longest-idle',
    skills: [],
    ringSeconds: 20,
    waitTargetSeconds: 40,
    newsEverySeconds: 75,
    overflow: { afterSeconds: 60, queue: 'sales' },
    creditSeconds: 0,
  },
  recentWaits: [60_000, 60_000, 60_000, 60_000, 60_000],
  callback: {
    ringBack: { number: '+447700900555', spoken: '0 7 7 0 0 9 0 0 5 5 5' },
    open: null,
    keyed: { number: '+447700900777', spoken: '0 7 7 0 0 9 0 0 7 7 7' },
    timezone: 'Europe/London',
    withinMinutes: 60,
    hours: ['08:00', '21:00'],
    zones: ['Europe/London'],
  },
};
const keys: readonly Readonly<Record<string, WaitingKey>>[] = [
  {},
  { '9': 'manager', '5': 'step' },
  { '9': 'manager', '5': 'callback' },
];
const kept = { callbackId: 'c1.q1.cb', number: '+447700900555', askedAt: 0, promisedBy: 0 };
const join = fc.record({
  type: fc.constant('JoinQueue' as const),
  callId: fc.constant('c1'),
  callerSid: fc.constant('CA1'),
  businessId: fc.constant('shop'),
  queue: fc.constantFrom('billing', null),
  only: fc.constantFrom(null, ['ana']),
  ringSeconds: fc.constantFrom(null, 30),
  topic: fc.constant(null),
  priority: fc.constant(null),
  language: fc.constant('en-GB'),
  waitingKeys: fc.constantFrom(...keys),
  story: fc.constant([]),
  entrance: fc.constantFrom('asking' as const, 'fetched' as const),
  returning: fc.constantFrom(null, { since: 0 }),
  lost: fc.constantFrom(null, 'ana'),
  words: fc.constantFrom(null, 'Hello.'),
});
const command: fc.Arbitrary<QueueCommand> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('TakeTurn' as const),
      turn: fc.integer({ min: 1, max: 5 }),
      input: fc.record(
        { sid: fc.constant('CA1'), keys: fc.constantFrom('0', '1', '2', '5', '7', '9') },
        { requiredKeys: ['sid'] },
      ),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.constantFrom<QueueCommand>(
      { type: 'WaitTargetPassed' },
      { type: 'OverflowDue' },
      { type: 'TellWaiting', words: 'No manager can be reached.' },
      { type: 'GiveBack', reason: 'Nobody answered.' },
      { type: 'FetchAgain' },
      {
        type: 'EffectSettled',
        effectId: 'e',
        kind: 'line.move',
        outcome: 'failed',
        why: 'gave-up',
        reason: 'Time-out.',
      },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<QueueCommand>(
      { type: 'ServeCaller' },
      { type: 'CallerGone' },
      { type: 'TakePlace' },
      { type: 'GiveUpPlace', why: 'It is night.' },
      {
        ...{ type: 'KeepPlace', callId: 'c1.q1.cb.k1', businessId: 'shop', queue: 'billing', only: null },
        ...{ joinedAt: 0, rank: 0, topic: null, language: 'en-GB', story: [], kept },
      },
    ),
  },
  { weight: 1, arbitrary: join },
);

test('whatever comes in whatever order, a wait ends once, is breached once at most, and keeps its rank', () => {
  const steps = fc.array(
    fc.record({ command, facts: fc.constant(facts), afterMs: fc.integer({ min: 1, max: 60_000 }) }),
    { maxLength: 25 },
  );
  fc.assert(
    fc.property(join, steps, (first, commands) => {
      const seen: string[] = [];
      walk(rules, [{ command: first, facts, afterMs: 0 }, ...commands], {
        id: 'c1.q1',
        parse: (written) => QueueEntry.parse(written),
        ended: ['served', 'left', 'abandoned', 'called-back'],
        check: (after, events, before) => {
          seen.push(...events.map(({ type }) => type));
          if (before.status !== 'none' && after.status !== 'none') expect(after.rank).toBe(before.rank);
        },
      });
      const times = (...types: readonly string[]) => seen.filter((type) => types.includes(type)).length;
      const ends = ['CallerServed', 'CallerLeftQueue', 'CallerAbandoned', 'PlaceTaken', 'PlaceGivenUp'];
      expect(times(...ends)).toBeLessThanOrEqual(1);
      expect(times('CallbackWanted')).toBeLessThanOrEqual(1);
      expect(times('WaitBreached')).toBeLessThanOrEqual(1);
      expect(times('QueueOverflowed')).toBeLessThanOrEqual(1);
      expect(times('ManagerAskedWhileWaiting')).toBeLessThanOrEqual(1);
    }),
  );
});
