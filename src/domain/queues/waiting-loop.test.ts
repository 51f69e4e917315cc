import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import {
  rules,
  SECOND,
  facts,
  evidence,
  here,
  of,
  after,
  waiting,
  back,
  turn,
  heard,
  clears,
} from './queue-for-tests.ts';

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
    expect(heard(given(rules, ...back).when(turn(1), here).answer)).not.toMatch(/No manager/);
    const both = given(rules, ...after(back, { type: 'TellWaiting', words: 'No manager can be reached.' }));
    expect(heard(both.when(turn(1), here).answer)).toMatch(/has ended\. No manager can be reached\./);
    expect(heard(given(rules, ...told).when(turn(2), here).answer)).toBe('');
  });

  test('a turn is used once', () => {
    const next = after(waiting, turn(1));
    given(rules, ...next)
      .when(turn(1), here)
      .thenRefused('old-step');
    given(rules, ...waiting)
      .when(turn(2), here)
      .thenRefused('old-step');
  });
});

describe('keys', () => {
  test('0 leads out of the line', () => {
    given(rules, ...waiting)
      .when(turn(1, '0'), here)
      .then({
        events: [{ type: 'CallerLeftQueue', ...of, outcome: { kind: 'key', key: '0' }, words: null }],
        timers: clears,
      });
  });

  test('a key of the flow leads to its step', () => {
    expect(given(rules, ...waiting).when(turn(1, '5'), here).answer).toMatchObject({
      events: [{ type: 'CallerLeftQueue', outcome: { kind: 'key', key: '5' } }],
    });
  });

  test('9 rings a manager and keeps the place; pressed again, it rings no second one', () => {
    const asked = given(rules, ...waiting).when(turn(1, '9'), here);
    expect(asked.answer).toMatchObject({
      events: [{ type: 'WaitTurned' }, { type: 'ManagerAskedWhileWaiting' }],
    });
    expect(heard(asked.answer)).toMatch(/ringing a manager for you now\. You keep your place/);
    const again = given(rules, ...after(waiting, turn(1, '9'))).when(turn(2, '9'), here);
    expect(again.answer).toMatchObject({ events: [{ type: 'WaitTurned', turn: 3 }] });
    expect(heard(again.answer)).toMatch(/asked for a manager already/);
  });

  test('9 means nothing where the flow does not offer it', () => {
    const plain = given(rules, ...back).when(turn(1, '9'), here);
    expect(plain.thenState()).toMatchObject({ status: 'waiting', managerAsked: false });
  });

  test('an unknown key is told what the keys are, and costs nothing', () => {
    const unknown = given(rules, ...waiting).when(turn(1, '7'), here);
    expect(heard(unknown.answer)).toMatch(/nothing on that key.*press 0.*press 9/);
    expect(unknown.thenState()).toMatchObject({ status: 'waiting', rank: NINE });
  });
});
