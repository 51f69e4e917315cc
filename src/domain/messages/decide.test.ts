import { describe, expect, test } from '@jest/globals';
import { given } from '../../../test/harness/given.ts';
import { HOUR, MINUTE } from '../../kernel/duration.ts';
import { facts, form, NINE, rules, take } from './message-for-tests.ts';
import type { MessageCommand, MessageEvent, MessageFacts } from './message.ts';

const ID = 'm1';
function after(...steps: readonly (readonly [MessageCommand, number])[]): readonly MessageEvent[] {
  return steps.reduce<readonly MessageEvent[]>((past, [command, at]) => {
    const { answer } = given(rules, ...past).when(command, { facts, at, id: ID });
    if ('refused' in answer) throw new Error(answer.reason);
    return [...past, ...answer.events];
  }, []);
}
const when = (
  past: readonly MessageEvent[],
  command: MessageCommand,
  at = NINE,
  known: MessageFacts = facts,
) => given(rules, ...past).when(command, { facts: known, at, id: ID });
const taken = after([take, NINE]);
const has: MessageCommand = {
  type: 'AcknowledgeMessage',
  by: { kind: 'person', personId: 'tom', name: 'Tom' },
  how: 'on the screen',
};
const told = (rung: number): MessageCommand => ({
  type: 'NoteTold',
  climbId: 'm1.c1',
  rung,
  rungName: rung === 0 ? 'Tom' : 'Duty manager',
  names: [rung === 0 ? 'Tom' : 'Grace'],
  ways: ['desk'],
});

describe('taking', () => {
  test('tells whom it is for at once, and then the managers', () => {
    const { answer } = when([], take);
    expect(answer).toMatchObject({
      events: [
        {
          type: 'MessageTaken',
          why: 'The form "Delivery" names Tom.',
          taken: { from: { number: '+447700900555' }, caseId: 'case-1', chaseAt: NINE + 30 * MINUTE },
          climb: {
            climbId: 'm1.c1',
            about: { noun: 'messages', id: 'm1' },
            subject: 'Message for Tom from +447700900555',
            text: 'Name: Mrs Byrne\nWhat it is about: The blue chair has not come. Please ring her.\nNumber: +447700900555\nTaken by Ana.',
            rungs: [
              { who: [{ kind: 'person', id: 'tom' }], ways: ['desk', 'email'], patienceSeconds: 7_200 },
              { name: 'Duty manager', ways: ['desk', 'phone'] },
            ],
          },
        },
      ],
      timers: [{ set: 'chase', at: NINE + 30 * MINUTE }],
    });
  });
  test.each([
    ['field-missing', { name: 'Mrs Byrne' }],
    ['field-unknown', { ...take.form, colour: 'blue' }],
    ['field-wrong', { ...take.form, number: 'the usual one' }],
    ['field-wrong', { ...take.form, mail: 'mrs.byrne' }],
    ['field-wrong', { ...take.form, when: 'at night' }],
  ])('is refused (%s) when the form is not filled in as it asks', (code, written: Record<string, string>) => {
    when([], { ...take, form: written }).thenRefused(code);
  });
  test('by voice needs no form: what was said is the message', () => {
    const spoken: MessageCommand = { ...take, form: {}, recordingId: 'r1', by: { kind: 'flow' } };
    expect(when([], spoken).answer).toMatchObject({
      events: [{ climb: { text: expect.stringContaining('It was spoken: listen to it') } }],
    });
  });
  test('for nobody is refused', () => {
    const nobody: MessageFacts = {
      ...facts,
      taking: facts.taking === null ? null : { ...facts.taking, addressee: null },
    };
    when([], take, NINE, nobody).thenRefused('addressee-unknown');
  });
});

describe('while nobody has it', () => {
  test('it is reminded of, by each way, until it is time to go up', () => {
    const { answer } = when(taken, { type: 'ChaseNow' }, NINE + 30 * MINUTE);
    expect(answer).toMatchObject({
      events: [
        {
          type: 'MessageChased',
          count: 1,
          nextAt: NINE + HOUR,
          notices: [
            { id: 'm1.r1.1desk', wanted: { subject: 'Reminder 1: Message for Tom from +447700900555' } },
            { id: 'm1.r1.1email', wanted: { acknowledge: true } },
          ],
        },
      ],
      timers: [{ set: 'chase', at: NINE + HOUR }],
    });
    const last = when(taken, { type: 'ChaseNow' }, NINE + 90 * MINUTE);
    expect(last.answer).toMatchObject({ events: [{ nextAt: null }], timers: [] });
  });
  test('it goes up when the ladder does, once, and is reminded of no more', () => {
    const { answer } = when(taken, told(1), NINE + 2 * HOUR);
    expect(answer).toMatchObject({
      events: [{ type: 'MessageTold' }, { type: 'MessageEscalated', why: 'Tom did not take it.' }],
      timers: [{ clear: 'chase' }],
    });
    const up = [...taken, ...after([take, NINE], [told(1), NINE + 2 * HOUR]).slice(1)];
    when(up, { type: 'ChaseNow' }, NINE + 2 * HOUR).thenNothing();
    expect(when(up, told(1), NINE + 3 * HOUR).answer).toMatchObject({ events: [{ type: 'MessageTold' }] });
  });
  test('it is never forgotten: a ladder that ends in silence begins again later', () => {
    const silent: MessageCommand = { type: 'MessageUnreached', climbId: 'm1.c1', why: 'Nobody answered.' };
    expect(when(taken, silent, NINE + 3 * HOUR).answer).toMatchObject({
      events: [{ type: 'MessageUnheard' }],
      timers: [{ set: 'again', at: NINE + 3 * HOUR + 30 * MINUTE }],
    });
    expect(when(taken, { type: 'TellAgain' }, NINE + 4 * HOUR).answer).toMatchObject({
      events: [{ type: 'MessageToldAgain', climb: { climbId: 'm1.c2' } }],
    });
  });
});

describe('somebody has it', () => {
  test('nobody is told any more, and the caller hears that it arrived', () => {
    const { answer } = when(taken, has, NINE + 5 * MINUTE);
    expect(answer).toMatchObject({
      events: [
        {
          type: 'MessageAcknowledged',
          climbId: 'm1.c1',
          toSender: {
            wanted: {
              to: { kind: 'address', number: '+447700900555' },
              way: 'sms',
              text: 'Brightwick: your message has arrived. Tom has it and will see to it.',
            },
          },
        },
      ],
      timers: [{ clear: 'chase' }, { clear: 'again' }],
    });
  });
  test('the caller is not texted on a number that may not be, or when the form does not want it', () => {
    expect(when(taken, has, NINE, { ...facts, mayText: false }).answer).toMatchObject({
      events: [{ toSender: null }],
    });
    const taking = facts.taking === null ? null : { ...facts.taking, form: { ...form, tellSender: false } };
    const { answer } = given(rules).when(take, { facts: { ...facts, taking }, at: NINE, id: ID });
    if ('refused' in answer) throw new Error(answer.reason);
    expect(when(answer.events, has).answer).toMatchObject({ events: [{ toSender: null }] });
  });
  test('a second "I have it" is harmless, and a late reminder too', () => {
    const acknowledged = after([take, NINE], [has, NINE]);
    when(acknowledged, has, NINE + MINUTE).thenNothing();
    when(acknowledged, { type: 'ChaseNow' }, NINE + 30 * MINUTE).thenNothing();
  });
  test('what came of it is written down once', () => {
    const finish: MessageCommand = {
      type: 'FinishMessage',
      by: { kind: 'person', personId: 'tom', name: 'Tom' },
      outcome: 'Rang her: the chair comes on Friday.',
    };
    const done = after([take, NINE], [has, NINE], [finish, NINE + HOUR]);
    expect(given(rules, ...done).state).toMatchObject({ status: 'done', acknowledgedAt: NINE });
    when(done, finish, NINE + 2 * HOUR).thenRefused('done-already');
  });
});
