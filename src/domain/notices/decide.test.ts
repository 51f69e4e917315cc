import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../../kernel/decision.ts';
import { given, MONDAY_MORNING } from '../../../test/harness/given.ts';
import { decideNotice } from './decide.ts';
import { evolveNotice } from './evolve.ts';
import type { Notice, NoticeCommand, NoticeEvent, NoticeFacts, Way } from './notice.ts';

const notices = {
  name: 'notices',
  initial: { status: 'none' } as Notice,
  decide: decideNotice,
  evolve: evolveNotice,
};
const nothingOver: NoticeFacts = { sending: null, over: null };

function sending(changes: Partial<NonNullable<NoticeFacts['sending']>> = {}): NoticeFacts {
  const usual = { businessName: 'Brightwick', language: 'en-GB', callerId: '+442079460100' };
  const person = { address: '+447700900141', barred: null, code: null, signedIn: true, browsers: [] };
  return { over: null, sending: { ...usual, ...person, ...changes } };
}

const send = (way: Way, about = 'cases'): NoticeCommand => ({
  type: 'SendNotice',
  businessId: 'shop',
  to: { kind: 'person', id: 'grace', name: 'Grace' },
  way,
  subject: 'Case 1',
  text: 'It waits.',
  about: { noun: about, id: 'c1' },
  ...{ climbId: 'l1', caseId: 'c1', acknowledge: true },
});

/** A notice that was asked for, with what has happened to it since. */
function after(way: Way, facts: NoticeFacts, ...commands: readonly NoticeCommand[]) {
  const events: NoticeEvent[] = [];
  for (const command of [send(way), ...commands]) {
    const { answer } = given(notices, ...events).when(command, {
      facts: command.type === 'SendNotice' ? facts : nothingOver,
    });
    if (isRefusal(answer)) throw new Error(answer.reason);
    events.push(...answer.events);
  }
  return given(notices, ...events);
}

const turn = (count: number, keys?: string): NoticeCommand => ({
  type: 'TakeTurn',
  turn: count,
  input: { sid: 'CA1', ...(keys === undefined ? {} : { keys }) },
});
const types = (state: ReturnType<typeof after>, command: NoticeCommand, facts = nothingOver) => {
  const { answer } = state.when(command, { facts });
  if (isRefusal(answer)) throw new Error(answer.reason);
  return answer.events.map(({ type }) => type);
};

describe('a notice', () => {
  test('is sent once, whoever asks for it again', () => {
    after('email', sending({ address: 'grace@example.com' }))
      .when(send('email'), { facts: sending() })
      .thenNothing();
  });

  test('on the desk is shown at once, and said to be so only if somebody sits there', () => {
    const shown = (signedIn: boolean) => after('desk', sending({ address: null, signedIn })).state;
    expect(shown(true)).toMatchObject({ status: 'sent', attempts: [{ what: 'shown on the desk list' }] });
    expect(shown(false)).toMatchObject({
      status: 'sent',
      attempts: [{ what: 'on the desk list, while they are not signed in' }],
    });
    expect(types(after('desk', sending({ address: null })), { type: 'SeeNotice' })).toEqual([
      'NoticeDelivered',
    ]);
  });

  test('by a way that does not work fails at once, in words', () => {
    expect(after('email', sending({ barred: 'no mail server is set up' })).state).toMatchObject({
      status: 'failed',
      reason: 'no mail server is set up',
    });
    expect(after('sms', sending({ address: null })).state).toMatchObject({ status: 'failed' });
  });

  test('asks three times on the telephone, and no key is not reached', () => {
    const asked = after('phone', sending(), turn(1), turn(2), turn(3));
    expect(asked.state).toMatchObject({ status: 'pending', asked: 3, turn: 4 });
    expect(types(asked, turn(4))).toEqual(['NoticeTurned', 'NoticeFailed']);
  });

  test('takes no key that was pressed before the question', () => {
    expect(types(after('phone', sending()), turn(1, '1'))).toEqual(['NoticePickedUp', 'NoticeTurned']);
  });

  test('is taken with 1 and refused with 2', () => {
    const asked = after('phone', sending(), turn(1));
    expect(types(asked, turn(2, '1'))).toEqual(['NoticeTurned', 'NoticeAcknowledged']);
    expect(types(asked, turn(2, '2'))).toEqual(['NoticeTurned', 'NoticeRefused']);
    asked.when(turn(1, '1'), { facts: nothingOver }).thenRefused('old-step');
  });

  test('tells whoever picks up after it was settled who has it', () => {
    const withdrawn = after('phone', sending(), { type: 'WithdrawNotice', why: 'Tom has it.' });
    const { answer } = withdrawn.when(turn(1), { facts: { sending: null, over: 'Tom has it already.' } });
    expect(answer).toMatchObject({
      events: [],
      says: { do: 'hang-up', utterances: [{ text: 'Tom has it already. Goodbye.' }] },
    });
  });

  test('that is withdrawn stops ringing, and is not acknowledged any more', () => {
    const ringing = after('phone', sending());
    const { answer } = ringing.when({ type: 'WithdrawNotice', why: 'Tom has it.' }, { facts: nothingOver });
    expect(answer).toMatchObject({
      withdraws: ['notices/it/1'],
      effects: [{ kind: 'line.end', leg: { ring: 'notices/it/1' } }],
      timers: [{ clear: 'ring' }],
    });
    after('phone', sending(), { type: 'WithdrawNotice', why: 'Tom has it.' })
      .when({ type: 'AcknowledgeNotice', how: 'click', asOf: null }, { facts: nothingOver })
      .thenNothing();
  });

  test('is acknowledged also after it failed or was refused: whoever says so has it', () => {
    const acknowledge: NoticeCommand = { type: 'AcknowledgeNotice', how: 'click', asOf: MONDAY_MORNING };
    const refused = after('desk', sending({ address: null }), {
      type: 'RefuseNotice',
      how: 'click',
      reason: null,
    });
    expect(types(refused, acknowledge)).toEqual(['NoticeAcknowledged']);
    const failed = after('phone', sending(), { type: 'LegEnded', ring: 'r', sid: 's', how: 'no-answer' });
    expect(types(failed, acknowledge)).toEqual(['NoticeAcknowledged']);
  });

  test('hears news of a text in any order, and late news changes nothing', () => {
    const sms = sending({ code: '4821' });
    const arrived: NoticeCommand = { type: 'TextProgressed', status: 'delivered', reason: null };
    const sent: NoticeCommand = { type: 'TextProgressed', status: 'sent', reason: null };
    expect(after('sms', sms, arrived, sent).state).toMatchObject({ status: 'delivered' });
    const done: NoticeCommand = {
      type: 'EffectSettled',
      ...{ effectId: 'it.sms', kind: 'notify.sms', outcome: 'done', result: { sid: 'SM1' } },
    };
    after('sms', sms, arrived).when(done, { facts: nothingOver }).thenNothing();
    const refused = after('sms', sms, { type: 'RefuseNotice', how: 'sms', reason: 'they replied N' });
    refused.when(arrived, { facts: nothingOver }).thenNothing();
  });

  test('whose call is never heard of again is given up, and the leg ended', () => {
    const { answer } = after('phone', sending()).when({ type: 'GiveUpRing' }, { facts: nothingOver });
    expect(answer).toMatchObject({
      events: [{ type: 'NoticeFailed', reason: 'nothing more was heard of the call' }],
      effects: [{ kind: 'line.end' }],
    });
  });
});
