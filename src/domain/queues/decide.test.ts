// Longer than 300 lines because it is one promise a test, in the order in which a wait goes from joining to its end.
import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { decideQueue } from './decide.ts';
import { evolveQueue } from './evolve.ts';
import type { QueueCommand, QueueEntry, QueueEvent, QueueFacts } from './queue-entry.ts';

const initial: QueueEntry = { status: 'none' };
const rules = { name: 'queues', initial, decide: decideQueue, evolve: evolveQueue } as const;
const SECOND = 1_000;

const billing: NonNullable<QueueFacts['queue']> = {
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
const facts: QueueFacts = { queue: billing, recentWaits: [] };
/** Callers waited between one and two minutes lately. */
const evidence: QueueFacts = { queue: billing, recentWaits: [60, 70, 80, 90, 95].map((s) => s * SECOND) };

const join = {
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
  words: null,
} as const satisfies QueueCommand;
const returning = {
  ...join,
  entrance: 'fetched',
  returning: { since: NINE - 300 * SECOND },
  words: 'The line to Ana Silva has ended.',
  waitingKeys: {},
} as const;
const it = { facts, id: 'c1.q1' };
const of = { entryId: 'c1.q1', callId: 'c1', businessId: 'shop', queue: 'billing', at: NINE } as const;

/** The events that a command leads to, as the past of what comes next. */
function after(
  past: readonly QueueEvent[],
  command: QueueCommand,
  known = facts,
  at = NINE,
): readonly QueueEvent[] {
  const { answer } = given(rules, ...past).when(command, { facts: known, at, id: 'c1.q1' });
  if ('refused' in answer) throw new Error(answer.reason);
  return [...past, ...answer.events];
}
const waiting = after([], join);
const back = after([], returning);
const turn = (number: number, keys?: string): QueueCommand => ({
  type: 'TakeTurn',
  turn: number,
  input: { sid: 'CA1', ...(keys === undefined ? {} : { keys }) },
});
const heard = (answer: object): string =>
  [...JSON.stringify(answer).matchAll(/"kind":"say","text":"([^"]*)"/g)].map((match) => match[1]).join(' ');
const clears = [{ clear: 'wait-target' }, { clear: 'overflow' }, { clear: 'fetch' }] as const;
const givenBack: QueueEvent = { type: 'GivingBack', ...of, reason: 'Ana did not answer.' };

describe('the order of the line', () => {
  const rank = (command: QueueCommand, known = facts, at = NINE) => {
    const state = given(rules).when(command, { facts: known, at, id: 'c1.q1' }).thenState();
    if (state.status !== 'waiting') throw new Error('the caller does not wait');
    return state.rank;
  };

  test('is who came first', () => {
    expect(rank(join, facts, NINE)).toBeLessThan(rank(join, facts, NINE + SECOND));
  });

  test('but a priority counts as time waited, no more and no less', () => {
    const urgent = { ...facts, queue: { ...billing, creditSeconds: 60 } };
    expect(rank(join, urgent, NINE + 59 * SECOND)).toBeLessThan(rank(join, facts, NINE));
    expect(rank(join, urgent, NINE + 61 * SECOND)).toBeGreaterThan(rank(join, facts, NINE));
  });

  test('who comes back is before everyone who only waits, even with a priority', () => {
    const urgent = { ...facts, queue: { ...billing, creditSeconds: 3_600 } };
    expect(rank(returning)).toBeLessThan(rank(join, urgent, NINE - SECOND));
  });
});

describe('joining', () => {
  test('starts the clock of the wait target and of the overflow', () => {
    expect(given(rules).when(join, it).answer).toMatchObject({
      timers: [
        { set: 'wait-target', at: NINE + 40 * SECOND, command: { type: 'WaitTargetPassed' } },
        { set: 'overflow', at: NINE + 60 * SECOND, command: { type: 'OverflowDue' } },
      ],
    });
  });

  test('tells an honest range and the ways out', () => {
    const { answer } = given(rules).when(join, { ...it, facts: evidence });
    expect(heard(answer)).toBe(
      'You are in the queue for Billing. The wait is usually between 1 and 2 minutes. ' +
        'To leave a message instead, press 0. To speak to a manager, press 9.',
    );
    expect(answer).toMatchObject({
      events: [{}, { type: 'WaitAnnounced', told: { fromSeconds: 60, toSeconds: 120 } }],
    });
  });

  test('tells no range when too few have waited', () => {
    const { answer } = given(rules).when(join, it);
    expect(heard(answer)).toMatch(/cannot say yet/);
    expect(answer).toMatchObject({ events: [{}, { type: 'WaitAnnounced', told: null }] });
  });

  test('never leaves the caller with music alone', () => {
    const particular = { ...join, only: ['ana'] } as const;
    expect(heard(given(rules).when(particular, it).answer)).toMatch(/ringing somebody.*press 0/);
    expect(heard(given(rules).when(join, it).answer)).toMatch(/press 0/);
  });

  test('happens once', () => {
    given(rules, ...waiting)
      .when(join, it)
      .thenNothing();
  });

  test('is refused when the business has no queue at all', () => {
    given(rules)
      .when(join, { ...it, facts: { queue: null, recentWaits: [] } })
      .thenRefused('queue-unknown');
  });
});

describe('coming back', () => {
  test('the leg is called into the loop, where the caller hears why before all else', () => {
    expect(given(rules).when(returning, it).answer).toMatchObject({
      effects: [
        {
          kind: 'line.move',
          id: 'c1.q1.fetch',
          sid: 'CA1',
          step: { noun: 'queues', id: 'c1.q1', turn: 1 },
        },
      ],
    });
    expect(heard(given(rules, ...back).when(turn(1), it).answer)).toMatch(
      /^The line to Ana Silva has ended\. /,
    );
  });

  test('the wait target holds anew: the time with a person was no waiting', () => {
    expect(given(rules).when(returning, it).answer).toMatchObject({
      timers: [{ set: 'wait-target', at: NINE + 40 * SECOND }, { set: 'overflow' }],
    });
    const breached = given(rules, ...back).when(
      { type: 'WaitTargetPassed' },
      { ...it, at: NINE + 40 * SECOND },
    );
    expect(breached.answer).toMatchObject({ events: [{ type: 'WaitBreached', waitedSeconds: 40 }] });
  });

  test('a line that could not call the leg is asked again until the caller is there', () => {
    const failed = {
      type: 'EffectSettled',
      effectId: 'c1.q1.fetch',
      kind: 'line.move',
      outcome: 'failed',
      reason: 'time-out',
    } as const;
    given(rules, ...back)
      .when({ ...failed, why: 'gave-up' }, it)
      .then({
        events: [],
        timers: [{ set: 'fetch', at: NINE + 2 * SECOND, command: { type: 'FetchAgain' } }],
      });
    expect(given(rules, ...back).when({ type: 'FetchAgain' }, it).answer).toMatchObject({
      effects: [{ kind: 'line.move', step: { turn: 1 } }],
    });
    const inLoop = after(back, turn(1));
    given(rules, ...inLoop)
      .when({ type: 'FetchAgain' }, it)
      .thenNothing();
    given(rules, ...inLoop)
      .when({ ...failed, why: 'gave-up' }, it)
      .thenNothing();
    given(rules, ...back)
      .when({ ...failed, why: 'gone' }, it)
      .thenNothing();
  });
});

describe('news', () => {
  const at = (seconds: number) => ({ facts: evidence, id: 'c1.q1', at: NINE + seconds * SECOND });

  test('comes every so many seconds, and music in between', () => {
    expect(heard(given(rules, ...waiting).when(turn(1), at(74)).answer)).toBe('');
    expect(heard(given(rules, ...waiting).when(turn(1), at(75)).answer)).toMatch(
      /still in the queue for Billing, and your place is kept.*between 1 and 2 minutes in all/,
    );
    const told = after(waiting, turn(1), evidence, NINE + 75 * SECOND);
    expect(heard(given(rules, ...told).when(turn(2), at(149)).answer)).toBe('');
    expect(heard(given(rules, ...told).when(turn(2), at(150)).answer)).toMatch(/still in the queue/);
  });

  test('admits when it takes longer than was told', () => {
    expect(heard(given(rules, ...waiting).when(turn(1), at(121)).answer)).toMatch(
      /longer than it usually does/,
    );
  });

  test('says no range on thin evidence', () => {
    const thin = given(rules, ...waiting).when(turn(1), { ...at(75), facts });
    expect(heard(thin.answer)).not.toMatch(/minute/);
  });

  test('what there is to tell is told first, nothing of it lost', () => {
    const told = after(after(back, { type: 'TellWaiting', words: 'No manager can be reached.' }), turn(1));
    expect(heard(given(rules, ...back).when(turn(1), it).answer)).not.toMatch(/No manager/);
    const both = given(rules, ...after(back, { type: 'TellWaiting', words: 'No manager can be reached.' }));
    expect(heard(both.when(turn(1), it).answer)).toMatch(/has ended\. No manager can be reached\./);
    expect(heard(given(rules, ...told).when(turn(2), it).answer)).toBe('');
  });

  test('a turn is used once', () => {
    const next = after(waiting, turn(1));
    given(rules, ...next)
      .when(turn(1), it)
      .thenRefused('old-step');
    given(rules, ...waiting)
      .when(turn(2), it)
      .thenRefused('old-step');
  });
});

describe('keys', () => {
  test('0 leads out of the line', () => {
    given(rules, ...waiting)
      .when(turn(1, '0'), it)
      .then({
        events: [{ type: 'CallerLeftQueue', ...of, outcome: { kind: 'key', key: '0' }, words: null }],
        timers: clears,
      });
  });

  test('a key of the flow leads to its step', () => {
    expect(given(rules, ...waiting).when(turn(1, '5'), it).answer).toMatchObject({
      events: [{ type: 'CallerLeftQueue', outcome: { kind: 'key', key: '5' } }],
    });
  });

  test('9 rings a manager and keeps the place; pressed again, it rings no second one', () => {
    const asked = given(rules, ...waiting).when(turn(1, '9'), it);
    expect(asked.answer).toMatchObject({
      events: [{ type: 'WaitTurned' }, { type: 'ManagerAskedWhileWaiting' }],
    });
    expect(heard(asked.answer)).toMatch(/ringing a manager for you now\. You keep your place/);
    const again = given(rules, ...after(waiting, turn(1, '9'))).when(turn(2, '9'), it);
    expect(again.answer).toMatchObject({ events: [{ type: 'WaitTurned', turn: 3 }] });
    expect(heard(again.answer)).toMatch(/asked for a manager already/);
  });

  test('9 means nothing where the flow does not offer it', () => {
    const plain = given(rules, ...back).when(turn(1, '9'), it);
    expect(plain.thenState()).toMatchObject({ status: 'waiting', managerAsked: false });
  });

  test('an unknown key is told what the keys are, and costs nothing', () => {
    const unknown = given(rules, ...waiting).when(turn(1, '7'), it);
    expect(heard(unknown.answer)).toMatch(/nothing on that key.*press 0.*press 9/);
    expect(unknown.thenState()).toMatchObject({ status: 'waiting', rank: NINE });
  });
});

describe('deadlines', () => {
  test('a wait that passes its target is breached once', () => {
    const breach = given(rules, ...waiting).when(
      { type: 'WaitTargetPassed' },
      { ...it, at: NINE + 40 * SECOND },
    );
    expect(breach.answer).toMatchObject({ events: [{ type: 'WaitBreached', waitedSeconds: 40 }] });
    const breached = after(waiting, { type: 'WaitTargetPassed' });
    given(rules, ...breached)
      .when({ type: 'WaitTargetPassed' }, it)
      .thenNothing();
  });

  test('others help out when the overflow is due, once', () => {
    given(rules, ...waiting)
      .when({ type: 'OverflowDue' }, it)
      .then({ events: [{ type: 'QueueOverflowed', ...of, into: 'sales' }] });
    given(rules, ...after(waiting, { type: 'OverflowDue' }))
      .when({ type: 'OverflowDue' }, it)
      .thenNothing();
  });

  test('nobody helps out where no overflow is set', () => {
    const none = { ...facts, queue: { ...billing, overflow: null } };
    given(rules, ...after([], join, none))
      .when({ type: 'OverflowDue' }, it)
      .thenNothing();
  });
});

describe('the wait ends', () => {
  test.each([
    ['served', { type: 'ServeCaller' }, { type: 'CallerServed', ...of, waitedMs: 0 }],
    ['abandoned', { type: 'CallerGone' }, { type: 'CallerAbandoned', ...of, waitedMs: 0 }],
  ] as const)('%s: no deadline is left behind', (status, command, event) => {
    const end = given(rules, ...waiting).when(command, it);
    end.then({ events: [event], timers: clears });
    expect(end.thenState().status).toBe(status);
  });

  test('and never begins again: late deadlines and hang-ups change nothing', () => {
    const served = after(waiting, { type: 'ServeCaller' });
    for (const type of [
      'WaitTargetPassed',
      'OverflowDue',
      'CallerGone',
      'ServeCaller',
      'FetchAgain',
    ] as const)
      given(rules, ...served)
        .when({ type }, it)
        .thenNothing();
  });

  test('a turn that was under way while the caller was fetched waits for the move', () => {
    expect(given(rules, ...after(waiting, { type: 'ServeCaller' })).when(turn(1), it).answer).toMatchObject({
      events: [],
      says: { do: 'speak', then: { turn: 1 } },
    });
  });

  test('nobody could be reached: the leg is called for a turn, and on that turn goes back to the flow', () => {
    const giveBack = given(rules, ...waiting).when({ type: 'GiveBack', reason: 'Ana did not answer.' }, it);
    giveBack.then({
      events: [givenBack],
      effects: [
        {
          kind: 'line.move',
          id: 'c1.q1.give-back',
          callId: 'c1',
          sid: 'CA1',
          step: { noun: 'queues', id: 'c1.q1', turn: 1 },
        },
      ],
    });
    given(rules, ...waiting, givenBack)
      .when({ type: 'GiveBack', reason: 'Again.' }, it)
      .thenNothing();
  });

  test('the caller who is given back hears plain words; the reason stays in the house', () => {
    given(rules, ...waiting, givenBack)
      .when(turn(1), it)
      .then({
        events: [
          {
            type: 'CallerLeftQueue',
            ...of,
            outcome: { kind: 'nobody' },
            words: 'Nobody can take your call just now.',
          },
        ],
        timers: clears,
      });
  });
});
