import { describe, expect, test } from '@jest/globals';
import { given } from '../../../test/harness/given.ts';
import { MINUTE, SECOND } from '../../kernel/duration.ts';
import { ask, eighty, facts, NINE, person, rules } from './approval-for-tests.ts';
import type { Amount, ApprovalCommand, ApprovalEvent, ApprovalFacts } from './approval.ts';

const ID = 'a1';
function after(...steps: readonly (readonly [ApprovalCommand, number])[]): readonly ApprovalEvent[] {
  return steps.reduce<readonly ApprovalEvent[]>((past, [command, at]) => {
    const { answer } = given(rules, ...past).when(command, { facts, at, id: ID });
    if ('refused' in answer) throw new Error(answer.reason);
    return [...past, ...answer.events];
  }, []);
}
const when = (
  past: readonly ApprovalEvent[],
  command: ApprovalCommand,
  at = NINE,
  known: ApprovalFacts = facts,
) => given(rules, ...past).when(command, { facts: known, at, id: ID });
const decide = (who: string, approve = true, asOf: Amount = eighty): ApprovalCommand => ({
  type: 'DecideApproval',
  by: person(who),
  approve,
  note: null,
  asOf,
});
const asked = after([ask, NINE]);

describe('asking', () => {
  test('within one’s own limit is granted at once, by the rule, in words', () => {
    const { answer } = when([], { ...ask, amountMinor: 5_000 });
    expect(answer).toMatchObject({
      events: [
        { type: 'ApprovalAsked', climb: null },
        { type: 'ApprovalGranted', how: 'limit', why: 'Refunds up to £50.00 are yours to give.' },
      ],
    });
  });
  test('over it climbs the ladder of authority, one after the other, with a countdown for the asker', () => {
    const { answer } = when([], ask);
    expect(answer).toMatchObject({
      events: [
        {
          type: 'ApprovalAsked',
          why: '£80.00 is over the £50.00 that Ana may give alone.',
          asked: { expiresAt: NINE + 3 * MINUTE },
          climb: {
            climbId: 'a1.c1',
            subject: 'Please decide: refund of £80.00 for Mrs Byrne',
            text: 'Ana asks for permission: refund of £80.00 for Mrs Byrne. Reason: Broken on arrival. The caller is on the line.',
            except: ['ana'],
            rungs: [
              { name: 'Duty manager', order: 'in-turn', ways: ['desk', 'phone'], patienceSeconds: 60 },
              { name: 'Director' },
            ],
          },
        },
      ],
    });
  });
  test('while nobody holds rings no telephone, and gives people time', () => {
    expect(when([], ask, NINE, { ...facts, callLive: false }).answer).toMatchObject({
      events: [
        {
          asked: { expiresAt: NINE + 90 * MINUTE },
          climb: { rungs: [{ ways: ['desk', 'email'], patienceSeconds: 1_800 }, {}] },
        },
      ],
    });
  });
  test('only those whose own limit covers the amount are asked', () => {
    const { answer } = when([], { ...ask, amountMinor: 60_000 });
    expect(answer).toMatchObject({
      events: [
        {
          asked: {
            ladder: [
              { name: 'Duty manager', people: [{ personId: 'henry' }] },
              { name: 'Director', people: [{ personId: 'david' }] },
            ],
          },
        },
      ],
    });
  });
  test('for another kind climbs to the managers; without a limit of that kind everything is asked', () => {
    const { answer } = when([], { ...ask, kind: 'credit', amountMinor: 1 });
    expect(answer).toMatchObject({
      events: [
        {
          why: 'Ana has no limit of their own for credits.',
          asked: { ladder: [{ name: 'Anyone in charge' }] },
        },
      ],
    });
  });
  test('a limit in one currency says nothing of another', () => {
    const { answer } = when([], { ...ask, amountMinor: 100, currency: 'EUR' });
    expect(answer).toMatchObject({ events: [{ type: 'ApprovalAsked', climb: { rungs: [{}, {}] } }] });
  });
  test('is refused when nobody else could ever permit it', () => {
    const alone: ApprovalFacts = {
      ...facts,
      business:
        facts.business === null ? null : { ...facts.business, managers: [{ name: 'Ana', people: ['ana'] }] },
    };
    when([], { ...ask, kind: 'credit' }, NINE, alone).thenRefused('nobody-may');
  });
});

describe('deciding', () => {
  test('on the screen grants the amount that was seen there', () => {
    const { answer } = when(asked, decide('grace'));
    expect(answer).toMatchObject({
      events: [
        { type: 'ApprovalGranted', how: 'click', why: 'Grace decided on the screen.', climbId: 'a1.c1' },
      ],
      timers: [{ clear: 'lapse' }],
    });
  });
  test('by phone key needs no screen', () => {
    const { answer } = when(asked, { type: 'DecideByKey', by: person('david'), approve: false });
    expect(answer).toMatchObject({
      events: [{ type: 'ApprovalDenied', how: 'key', why: 'David decided by phone key.' }],
    });
  });
  test('an amount that is no longer the one on the screen is refused', () => {
    when(asked, decide('grace', true, { amountMinor: 7_000, currency: 'GBP' })).thenRefused('amount-changed');
  });
  test('is nobody’s own affair, by click or by key', () => {
    when(asked, decide('ana')).thenRefused('own-request');
    when(asked, { type: 'DecideByKey', by: person('ana'), approve: true }).thenRefused('own-request');
  });
  test('is not for somebody whose own limit is smaller', () => {
    when(asked, decide('priya')).thenRefused('over-your-limit');
    const dear = after([{ ...ask, amountMinor: 60_000 }, NINE]);
    when(dear, decide('grace', true, { amountMinor: 60_000, currency: 'GBP' })).thenRefused(
      'over-your-limit',
    );
  });
  test('a second decision is told who was quicker; a second key is harmless', () => {
    const granted = after([ask, NINE], [decide('grace'), NINE + SECOND]);
    when(granted, decide('david', false), NINE + 2 * SECOND).thenRefused('decided-already');
    when(
      granted,
      { type: 'DecideByKey', by: person('david'), approve: false },
      NINE + 2 * SECOND,
    ).thenNothing();
  });
});

describe('another amount', () => {
  const change = (amountMinor: number, who = 'ana'): ApprovalCommand => ({
    type: 'ChangeAmount',
    by: person(who),
    amountMinor,
    currency: 'GBP',
  });
  test('voids the request and asks anew, for the same case and call', () => {
    const { answer } = when(asked, change(9_000));
    expect(answer).toMatchObject({
      events: [
        {
          type: 'ApprovalVoided',
          climbId: 'a1.c1',
          nextId: 'a1.v2',
          next: {
            amountMinor: 9_000,
            caseId: 'case-1',
            callId: 'c1',
            follows: { replaces: 'a1', revision: 2 },
          },
          why: 'Ana changed the amount from £80.00 to £90.00, so it is asked anew.',
        },
      ],
    });
  });
  test('cannot be granted on the old request any more', () => {
    const voided = after([ask, NINE], [change(9_000), NINE]);
    when(voided, decide('grace')).thenRefused('voided');
    when(voided, { type: 'DecideByKey', by: person('grace'), approve: true }).thenNothing();
  });
  test('is the asker’s to name, and not after the decision', () => {
    when(asked, change(9_000, 'grace')).thenRefused('not-yours');
    when(after([ask, NINE], [decide('grace'), NINE]), change(9_000)).thenRefused('decided-already');
    when(asked, change(8_000)).thenRefused('same-amount');
  });
});

describe('silence', () => {
  const told = (rungName: string, names: readonly string[], until: number): ApprovalCommand => ({
    type: 'NoteTold',
    climbId: 'a1.c1',
    rungName,
    names,
    until,
  });
  test('of everybody lets it lapse, and says who was told', () => {
    const past = after(
      [ask, NINE],
      [told('Duty manager', ['Grace'], NINE + MINUTE), NINE],
      [told('Director', ['David'], NINE + 3 * MINUTE), NINE + 2 * MINUTE],
    );
    const over: ApprovalCommand = { type: 'ApprovalUnreached', climbId: 'a1.c1', why: 'Nobody answered.' };
    expect(when(past, over, NINE + 3 * MINUTE).answer).toMatchObject({
      events: [
        { type: 'ApprovalLapsed', why: 'Nobody with the authority decided in time. Told: Grace, David.' },
      ],
    });
  });
  test('of a ladder that never answers at all lets it lapse on the clock', () => {
    expect(when(asked, { type: 'TimeOver' }, NINE + 4 * MINUTE).answer).toMatchObject({
      events: [{ type: 'ApprovalLapsed', why: 'Nobody with the authority could be told.' }],
    });
  });
  test('moves the countdown with the ladder', () => {
    const { answer } = when(asked, told('Duty manager', ['Grace'], NINE + 90 * SECOND), NINE + 30 * SECOND);
    // Henry on the same rung and the director above each have their minute after that.
    expect(answer).toMatchObject({ events: [{ type: 'ApprovalTold', expiresAt: NINE + 210 * SECOND }] });
  });
  test('of somebody who has looked at it passes it on to the rungs above', () => {
    const seen: ApprovalCommand = { type: 'SeeApproval', personId: 'grace', name: 'Grace' };
    const past = after([ask, NINE], [seen, NINE + 20 * SECOND]);
    expect(when(asked, seen, NINE + 20 * SECOND).answer).toMatchObject({
      timers: [{ set: 'lapse', at: NINE + 150 * SECOND }],
    });
    expect(when(past, { type: 'TimeOver' }, NINE + 150 * SECOND).answer).toMatchObject({
      events: [
        {
          type: 'ApprovalPassedOn',
          climb: { climbId: 'a1.c2', rungs: [{ name: 'Director' }] },
          why: 'Grace has looked at it and did not decide.',
        },
      ],
    });
  });
  test('of an older climb is not the end of the present one', () => {
    const over: ApprovalCommand = { type: 'ApprovalUnreached', climbId: 'a1.c0', why: 'Nobody answered.' };
    when(asked, over).thenNothing();
  });
});

test('the asker may withdraw it, nobody else', () => {
  const withdraw = (who: string): ApprovalCommand => ({
    type: 'WithdrawApproval',
    by: person(who),
    why: null,
  });
  expect(when(asked, withdraw('ana')).thenState()).toMatchObject({ status: 'withdrawn' });
  when(asked, withdraw('grace')).thenRefused('not-yours');
});
