import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import type { QueueCommand } from './queue-entry.ts';
import {
  rules,
  SECOND,
  billing,
  facts,
  evidence,
  join,
  returning,
  here,
  of,
  after,
  waiting,
  back,
  turn,
  heard,
  clears,
  givenBack,
} from './queue-for-tests.ts';

describe('the order of the line', () => {
  const rank = (command: QueueCommand, known = facts, at = NINE) => {
    const state = given(rules).when(command, { facts: known, at, id: 'c1.q1' }).thenState();
    if (state.status !== 'waiting') throw new Error('the caller does not wait');
    return state.rank;
  };

  test('is who came first', () => {
    expect(rank(join, facts, NINE)).toBeLessThan(rank(join, facts, NINE + SECOND));
  });

  test('and one who is given priority while waiting moves forward by just so much', () => {
    const joined = given(rules, ...waiting).state;
    const raised = given(rules, ...waiting)
      .when({ type: 'RaisePriority', seconds: 60, why: 'A rule.' }, { facts, at: NINE + SECOND, id: 'c1.q1' })
      .thenState();
    if (joined.status !== 'waiting' || raised.status !== 'waiting')
      throw new Error('the caller does not wait');
    expect(joined.rank - raised.rank).toBe(60 * SECOND);
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
    expect(given(rules).when(join, here).answer).toMatchObject({
      timers: [
        { set: 'wait-target', at: NINE + 40 * SECOND, command: { type: 'WaitTargetPassed' } },
        { set: 'overflow', at: NINE + 60 * SECOND, command: { type: 'OverflowDue' } },
      ],
    });
  });

  test('tells an honest range and the ways out', () => {
    const { answer } = given(rules).when(join, { ...here, facts: evidence });
    expect(heard(answer)).toBe(
      'You are in the queue for Billing. The wait is usually between 1 and 2 minutes. ' +
        'To leave a message instead, press 0. To speak to a manager, press 9.',
    );
    expect(answer).toMatchObject({
      events: [{}, { type: 'WaitAnnounced', told: { fromSeconds: 60, toSeconds: 120 } }],
    });
  });

  test('tells no range when too few have waited', () => {
    const { answer } = given(rules).when(join, here);
    expect(heard(answer)).toMatch(/cannot say yet/);
    expect(answer).toMatchObject({ events: [{}, { type: 'WaitAnnounced', told: null }] });
  });

  test('never leaves the caller with music alone', () => {
    const particular = { ...join, only: ['ana'] } as const;
    expect(heard(given(rules).when(particular, here).answer)).toMatch(/ringing somebody.*press 0/);
    expect(heard(given(rules).when(join, here).answer)).toMatch(/press 0/);
  });

  test('happens once', () => {
    given(rules, ...waiting)
      .when(join, here)
      .thenNothing();
  });

  test('is refused when the business has no queue at all', () => {
    given(rules)
      .when(join, { ...here, facts: { queue: null, recentWaits: [], callback: null } })
      .thenRefused('queue-unknown');
  });
});

describe('coming back', () => {
  test('the leg is called into the loop, where the caller hears why before all else', () => {
    expect(given(rules).when(returning, here).answer).toMatchObject({
      effects: [
        {
          kind: 'line.move',
          id: 'c1.q1.fetch',
          sid: 'CA1',
          step: { noun: 'queues', id: 'c1.q1', turn: 1, language: 'en-GB' },
        },
      ],
    });
    expect(heard(given(rules, ...back).when(turn(1), here).answer)).toMatch(
      /^The line to Ana Silva has ended\. /,
    );
  });

  test('the wait target holds anew: the time with a person was no waiting', () => {
    expect(given(rules).when(returning, here).answer).toMatchObject({
      timers: [{ set: 'wait-target', at: NINE + 40 * SECOND }, { set: 'overflow' }],
    });
    const breached = given(rules, ...back).when(
      { type: 'WaitTargetPassed' },
      { ...here, at: NINE + 40 * SECOND },
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
      .when({ ...failed, why: 'gave-up' }, here)
      .then({
        events: [],
        timers: [{ set: 'fetch', at: NINE + 2 * SECOND, command: { type: 'FetchAgain' } }],
      });
    expect(given(rules, ...back).when({ type: 'FetchAgain' }, here).answer).toMatchObject({
      effects: [{ kind: 'line.move', step: { turn: 1 } }],
    });
    const inLoop = after(back, turn(1));
    given(rules, ...inLoop)
      .when({ type: 'FetchAgain' }, here)
      .thenNothing();
    given(rules, ...inLoop)
      .when({ ...failed, why: 'gave-up' }, here)
      .thenNothing();
    given(rules, ...back)
      .when({ ...failed, why: 'gone' }, here)
      .thenNothing();
  });
});

describe('deadlines', () => {
  test('a wait that passes its target is breached once', () => {
    const breach = given(rules, ...waiting).when(
      { type: 'WaitTargetPassed' },
      { ...here, at: NINE + 40 * SECOND },
    );
    expect(breach.answer).toMatchObject({ events: [{ type: 'WaitBreached', waitedSeconds: 40 }] });
    const breached = after(waiting, { type: 'WaitTargetPassed' });
    given(rules, ...breached)
      .when({ type: 'WaitTargetPassed' }, here)
      .thenNothing();
  });

  test('others help out when the overflow is due, once', () => {
    given(rules, ...waiting)
      .when({ type: 'OverflowDue' }, here)
      .then({ events: [{ type: 'QueueOverflowed', ...of, into: 'sales' }] });
    given(rules, ...after(waiting, { type: 'OverflowDue' }))
      .when({ type: 'OverflowDue' }, here)
      .thenNothing();
  });

  test('nobody helps out where no overflow is set', () => {
    const none = { ...facts, queue: { ...billing, overflow: null } };
    given(rules, ...after([], join, none))
      .when({ type: 'OverflowDue' }, here)
      .thenNothing();
  });
});

describe('the wait ends', () => {
  test.each([
    ['served', { type: 'ServeCaller' }, { type: 'CallerServed', ...of, waitedMs: 0 }],
    ['abandoned', { type: 'CallerGone' }, { type: 'CallerAbandoned', ...of, waitedMs: 0 }],
  ] as const)('%s: no deadline is left behind', (status, command, event) => {
    const end = given(rules, ...waiting).when(command, here);
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
        .when({ type }, here)
        .thenNothing();
  });

  test('a turn that was under way while the caller was fetched waits for the move', () => {
    expect(given(rules, ...after(waiting, { type: 'ServeCaller' })).when(turn(1), here).answer).toMatchObject(
      {
        events: [],
        says: { do: 'speak', then: { turn: 1 } },
      },
    );
  });

  test('nobody could be reached: the leg is called for a turn, and on that turn goes back to the flow', () => {
    const giveBack = given(rules, ...waiting).when({ type: 'GiveBack', reason: 'Ana did not answer.' }, here);
    giveBack.then({
      events: [givenBack],
      effects: [
        {
          kind: 'line.move',
          id: 'c1.q1.give-back',
          callId: 'c1',
          sid: 'CA1',
          step: { noun: 'queues', id: 'c1.q1', turn: 1, language: 'en-GB' },
        },
      ],
    });
    given(rules, ...waiting, givenBack)
      .when({ type: 'GiveBack', reason: 'Again.' }, here)
      .thenNothing();
  });

  test('the caller who is given back hears plain words; the reason stays in the house', () => {
    given(rules, ...waiting, givenBack)
      .when(turn(1), here)
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

describe('a caller of another language', () => {
  const french = { ...join, language: 'fr-FR' } as const;
  const known = { ...evidence, queue: { ...billing, spoken: { 'fr-FR': 'Facturation' } } };
  const told = (command: QueueCommand, past = after([], french, known), at = NINE) =>
    given(rules, ...past).when(command, { facts: known, at, id: 'c1.q1' }).answer;

  test('is told of the wait in it, with the queue’s name in it, by a voice of it', () => {
    const answer = told(french, []);
    expect(heard(answer)).toBe(
      'Vous êtes dans la file d’attente Facturation. L’attente est habituellement de 1 à 2 minutes. Pour laisser plutôt un message, tapez 0. Pour parler à un responsable, tapez 9.',
    );
    expect(answer).toMatchObject({
      says: { utterances: [{ language: 'fr-FR' }, {}], then: { language: 'fr-FR' } },
    });
  });

  test('hears news, an answer to every key, and where they go in it', () => {
    const news = told(turn(1), undefined, NINE + 75 * SECOND);
    expect(heard(news)).toMatch(/^Vous êtes toujours dans la file d’attente Facturation, .* au total\./);
    expect(heard(told(turn(1), undefined, NINE + 180 * SECOND))).toMatch(/plus long que d’habitude/);
    expect(heard(told(turn(1, '9')))).toMatch(/^J’appelle un responsable pour vous\./);
    expect(heard(told(turn(1, '7')))).toMatch(/^Cette touche ne correspond à rien\./);
    const past = [...after([], french, known), givenBack];
    expect(told(turn(1), past)).toMatchObject({
      events: [{ type: 'CallerLeftQueue', words: 'Personne ne peut prendre votre appel pour le moment.' }],
    });
  });

  test('that the house does not speak hears English, by an English voice', () => {
    const answer = told({ ...join, language: 'de-DE' }, []);
    expect(heard(answer)).toMatch(/^You are in the queue for Billing\./);
    expect(answer).toMatchObject({ says: { utterances: [{ language: 'en-GB' }, {}] } });
  });
});
