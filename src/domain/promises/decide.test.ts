import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { HOUR, MINUTE, SECOND } from '../../kernel/duration.ts';
import { ana, facts, make, NOON, rules, waitFacts, waitTold } from './promise-for-tests.ts';
import type { PromiseCommand, PromiseEvent, PromiseFacts } from './promise.ts';

const ID = 'p1';
/** What has happened after these commands, each at its time. */
function after(
  ...steps: readonly (readonly [PromiseCommand, number, PromiseFacts?])[]
): readonly PromiseEvent[] {
  return steps.reduce<readonly PromiseEvent[]>((past, [command, at, known = facts]) => {
    const { answer } = given(rules, ...past).when(command, { facts: known, at, id: ID });
    if ('refused' in answer) throw new Error(answer.reason);
    return [...past, ...answer.events];
  }, []);
}
const when = (past: readonly PromiseEvent[], command: PromiseCommand, at: number, known = facts) =>
  given(rules, ...past).when(command, { facts: known, at, id: ID });
const types = (answer: ReturnType<typeof when>['answer']) =>
  'refused' in answer ? answer.refused : answer.events.map(({ type }) => type);

const made = after([make, NINE]);
const broken = [...made, ...after([make, NINE], [{ type: 'DeadlinePassed' }, NOON + 1]).slice(1)];
const keep: PromiseCommand = { type: 'KeepPromise', by: ana, how: 'Rang her: it comes tomorrow.' };

describe('a promise', () => {
  test('has a deadline and a warning from the moment at which it is made', () => {
    const { answer } = when([], make, NINE);
    expect(answer).toMatchObject({
      events: [{ type: 'PromiseMade', made: { dueAt: NOON, warnAt: NOON - 30 * MINUTE } }],
      timers: [
        { set: 'due', at: NOON + 1, command: { type: 'DeadlinePassed' } },
        { set: 'warn', at: NOON - 30 * MINUTE, command: { type: 'WarnNow' } },
      ],
    });
  });
  test('of something that is past already is refused', () => {
    when([], { ...make, dueAt: NINE }, NINE).thenRefused('due-already');
  });
  test('too short for a warning has none', () => {
    const { answer } = when([], { ...make, dueAt: NINE + MINUTE }, NINE);
    expect(answer).toMatchObject({ timers: [{ set: 'due' }] });
  });
  test('is made once: the same wish again changes nothing', () => {
    when(made, make, NINE + SECOND).thenNothing();
  });
});

describe('before the deadline', () => {
  test('its owner is warned on the desk', () => {
    const { answer } = when(made, { type: 'WarnNow' }, NOON - 30 * MINUTE);
    expect(answer).toMatchObject({
      events: [
        {
          type: 'PromiseNear',
          notice: {
            id: 'p1.near',
            wanted: {
              to: { kind: 'person', id: 'priya' },
              way: 'desk',
              subject: 'Due in 30 minutes: an update for Mrs Byrne',
            },
          },
        },
      ],
    });
  });
  test('whoever leads is warned when a queue owes it', () => {
    const past = after([{ ...make, owner: { kind: 'queue', id: 'billing', name: 'Billing' } }, NINE]);
    const { answer } = when(past, { type: 'WarnNow' }, NOON - 30 * MINUTE);
    expect(answer).toMatchObject({ events: [{ notice: { wanted: { to: { id: 'grace' } } } }] });
  });
  test('it is kept in time, and nothing remains to fire', () => {
    const { answer } = when(made, keep, NOON);
    expect(answer).toMatchObject({
      events: [{ type: 'PromiseKept', late: false, climbId: null }],
      timers: [{ clear: 'warn' }, { clear: 'due' }, { clear: 'again' }],
    });
  });
  test('it may be released, with a reason', () => {
    const release: PromiseCommand = { type: 'ReleasePromise', by: ana, why: 'She rang us first.' };
    expect(when(made, release, NINE + HOUR).thenState()).toMatchObject({
      status: 'released',
      releasedWhy: 'She rang us first.',
      brokenAt: null,
    });
  });
});

describe('after the deadline', () => {
  test('it is broken: its owner hears of it, then the managers one after the other', () => {
    const { answer } = when(made, { type: 'DeadlinePassed' }, NOON + 1);
    expect(answer).toMatchObject({
      events: [
        {
          type: 'PromiseBroken',
          again: false,
          climb: {
            climbId: 'p1.c1',
            about: { noun: 'promises', id: 'p1' },
            caseId: 'case-1',
            rungs: [
              { who: [{ kind: 'person', id: 'priya' }], ways: ['desk', 'email'] },
              { name: 'Duty manager', order: 'in-turn', ways: ['desk', 'phone'] },
              { name: 'Owner' },
            ],
          },
        },
      ],
    });
    expect(when(made, { type: 'DeadlinePassed' }, NOON + 1).thenState()).toMatchObject({
      status: 'broken',
      brokenAt: NOON,
    });
  });
  test('it is still owed, and can be kept late; the people who are being told are told no more', () => {
    const { answer } = when(broken, keep, NOON + HOUR);
    expect(answer).toMatchObject({ events: [{ type: 'PromiseKept', late: true, climbId: 'p1.c1' }] });
    expect(when(broken, keep, NOON + HOUR).thenState()).toMatchObject({ status: 'kept', brokenAt: NOON });
  });
  test('the deadline fires once', () => {
    when(broken, { type: 'DeadlinePassed' }, NOON + 2).thenNothing();
    when(
      [...made, ...after([make, NINE], [keep, NOON]).slice(1)],
      { type: 'DeadlinePassed' },
      NOON + 1,
    ).thenNothing();
  });
  test('who says "I have it" is given an hour, then everybody is told again', () => {
    const reached: PromiseCommand = {
      type: 'PromiseReached',
      personId: 'grace',
      name: 'Grace',
      how: 'by key',
    };
    const { answer } = when(broken, reached, NOON + MINUTE);
    expect(answer).toMatchObject({
      events: [{ type: 'BrokenPromiseTaken', name: 'Grace' }],
      timers: [{ set: 'again', at: NOON + MINUTE + HOUR, command: { type: 'TellAgain' } }],
    });
    const again = when(broken, { type: 'TellAgain' }, NOON + 2 * HOUR);
    expect(again.answer).toMatchObject({ events: [{ again: true, climb: { climbId: 'p1.c2' } }] });
  });
  test('silence on the whole ladder is not the end: it is told again, later each time', () => {
    const unreached: PromiseCommand = { type: 'PromiseUnreached', why: 'Nobody answered.' };
    const { answer } = when(broken, unreached, NOON + HOUR);
    expect(answer).toMatchObject({ timers: [{ set: 'again', at: NOON + HOUR + 30 * MINUTE }] });
  });
  test('what is settled stays settled, and says so', () => {
    const done = [
      ...broken,
      ...after([make, NINE], [{ type: 'DeadlinePassed' }, NOON + 1], [keep, NOON + HOUR]).slice(2),
    ];
    when(done, keep, NOON + 2 * HOUR).thenRefused('kept-already');
  });
});

describe('the wait that a caller was told', () => {
  const waiting = after([waitTold, NINE, waitFacts]);

  test('is a promise of the queue, due when the longer end of the range is over', () => {
    expect(given(rules, ...waiting).state).toMatchObject({
      status: 'open',
      what: 'wait',
      words: 'The wait is usually between 1 and 3 minutes.',
      owner: { kind: 'queue', id: 'billing' },
      queue: 'billing',
      dueAt: NINE + 180 * SECOND,
    });
  });
  test('is told again without being promised again', () => {
    const later = { ...waitTold, toldRange: { fromSeconds: 120, toSeconds: 600 } };
    when(waiting, later, NINE + 75 * SECOND, waitFacts).thenNothing();
  });
  test.each([
    ['served', 'kept'],
    ['left', 'released'],
    ['hung-up', 'released'],
  ] as const)('ends with the caller %s: %s', (how, status) => {
    const state = when(waiting, { type: 'WaitEnded', how }, NINE + 60 * SECOND).thenState();
    expect(state).toMatchObject({ status, brokenAt: null });
  });
  test('is broken when nobody could take the call at all', () => {
    const { answer } = when(waiting, { type: 'WaitEnded', how: 'nobody' }, NINE + 60 * SECOND);
    expect(types(answer)).toEqual(['PromiseBroken', 'PromiseReleased']);
    const state = when(waiting, { type: 'WaitEnded', how: 'nobody' }, NINE + 60 * SECOND).thenState();
    expect(state).toMatchObject({ status: 'released', brokenAt: NINE + 60 * SECOND });
  });
  test('is broken when it lasts longer; the queue passes the call up itself, so no second ladder is climbed', () => {
    const { answer } = when(waiting, { type: 'DeadlinePassed' }, NINE + 180_001);
    expect(answer).toMatchObject({ events: [{ type: 'PromiseBroken', climb: null }] });
  });
  test('that is not of a queue is no promise', () => {
    when([], waitTold, NINE, facts).thenNothing();
  });
});

test('an answer that was promised before nobody could be had is owed by the expert', () => {
  const answer: PromiseFacts['answer'] = {
    toldAt: NINE,
    topicName: 'Billing',
    answerBy: 'by noon',
    timezone: 'Europe/London',
    language: 'en-GB',
    dueAt: NOON,
    owner: { kind: 'person', id: 'priya', name: 'Priya' },
    to: { number: null, name: null },
  };
  const owed: PromiseCommand = {
    type: 'NoteAnswerOwed',
    businessId: 'shop',
    callId: 'c1',
    escalationId: 'c1.e1',
  };
  expect(when([], owed, NINE + MINUTE, { ...facts, answer }).thenState()).toMatchObject({
    what: 'answer',
    words: 'You will have an answer by noon.',
    owner: { id: 'priya' },
    dueAt: NOON,
  });
});

test('what was said in another language is owed as it was said', () => {
  const wait = waitFacts.wait === null ? null : { ...waitFacts.wait, language: 'fr-FR' };
  const french = { ...waitFacts, wait };
  expect(when([], waitTold, NINE, french).thenState()).toMatchObject({
    words: 'L’attente est habituellement de 1 à 3 minutes.',
  });
});
