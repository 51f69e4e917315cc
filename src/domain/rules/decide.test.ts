import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { isRefusal } from '../../kernel/decision.ts';
import { alex, facts, rulesOfShop, thirdCall } from './rule-for-tests.ts';
import type { Rule, RulesCommand, RulesEvent } from './rule.ts';

const save = (asOf: number, ...rules: readonly Rule[]): RulesCommand => ({
  type: 'SaveRules',
  by: alex,
  asOf,
  rules,
});
const saved = (version: number, ...rules: Rule[]): RulesEvent => ({
  type: 'RulesSaved',
  businessId: 'shop',
  saved: { version, at: NINE, by: alex, rules },
});
const here = { facts, id: 'shop' };

const reasonOf = (command: RulesCommand, ...past: readonly RulesEvent[]) => {
  const { answer } = given(rulesOfShop, ...past).when(command, here);
  return isRefusal(answer) ? answer.reason : '';
};

describe('saving rules', () => {
  test('makes a new version, in the order in which they were sent', () => {
    given(rulesOfShop)
      .when(save(0, thirdCall), here)
      .then({ events: [saved(1, thirdCall)] });
    given(rulesOfShop, saved(1, thirdCall))
      .when(save(1), here)
      .then({ events: [saved(2)] });
  });

  test('keeps every version that there was', () => {
    const state = given(rulesOfShop, saved(1, thirdCall)).when(save(1), here).thenState();
    expect(
      state.status === 'saved' && state.versions.map(({ version, rules }) => [version, rules.length]),
    ).toEqual([
      [1, 1],
      [2, 0],
    ]);
  });

  test('an edit of an older version is refused, and says who was faster and that nothing is lost', () => {
    given(rulesOfShop, saved(1, thirdCall)).when(save(0), here).thenRefused('rules-changed');
    expect(reasonOf(save(0), saved(1, thirdCall))).toMatch(
      /Alex Morgan saved version 1.*version 0.*still here/,
    );
  });

  test('makes the condition from the sentence-like form, whatever was sent as its text', () => {
    const state = given(rulesOfShop)
      .when(save(0, { ...thirdCall, when: 'something else' }), here)
      .thenState();
    expect(state.status === 'saved' && state.versions[0]?.rules[0]?.when).toBe(
      'wait.queue == "billing" && caller.calls_today >= 3',
    );
  });

  test('refuses two rules of one name', () => {
    given(rulesOfShop)
      .when(save(0, thirdCall, { ...thirdCall, id: 'other', name: 'third call TODAY' }), here)
      .thenRefused('rule-twice');
  });

  test('refuses a wrong condition with the rule, the place in its text and what to do', () => {
    const wrong: Rule = { ...thirdCall, form: null, when: 'caller.calls_today >= "three"' };
    given(rulesOfShop).when(save(0, wrong), here).thenRefused('rule-wrong');
    expect(reasonOf(save(0, wrong))).toMatch(
      /“Third call today”, the condition, at character \d+: .*correct the condition/,
    );
  });

  test.each<[string, Partial<Rule>, RegExp]>([
    [
      'a field that is not known then',
      { trigger: 'case-opened' },
      /“wait.queue” is not known when this happens/,
    ],
    [
      'a queue that there is not',
      { form: { join: 'all', parts: [{ field: 'wait.queue', operator: 'is', value: 'sales' }] } },
      /no “sales”.*choose one of: Billing, Technical help/,
    ],
    [
      'words where a number belongs',
      { form: { join: 'all', parts: [{ field: 'caller.calls_today', operator: 'is', value: 'x' }] } },
      /give a whole number/,
    ],
    [
      'an action that cannot follow',
      { form: null, when: '', trigger: 'call-ended', actions: [{ do: 'raise-priority', seconds: 60 }] },
      /cannot be done when this happens/,
    ],
    [
      'a case that would open another for ever',
      {
        form: null,
        when: '',
        trigger: 'case-late',
        actions: [{ do: 'open-case', topic: null, reason: null, severity: null, tier: null, tags: [] }],
      },
      /cannot be done when this happens/,
    ],
    [
      'a person who is not there',
      {
        actions: [
          {
            do: 'notify',
            who: [{ kind: 'person', id: 'nobody' }],
            ways: ['desk'],
            acknowledge: false,
            patienceSeconds: 60,
            text: 'x',
          },
        ],
      },
      /no person “nobody”/,
    ],
    [
      'an “I have it” without anything to have',
      {
        actions: [
          {
            do: 'notify',
            who: [{ kind: 'team', key: 'manager' }],
            ways: ['desk'],
            acknowledge: true,
            patienceSeconds: 60,
            text: 'x',
          },
        ],
      },
      /put “open a case” before it/,
    ],
  ])('refuses %s', (_what, change, reason) => {
    expect(reasonOf(save(0, { ...thirdCall, ...change }))).toMatch(reason);
  });

  test('a rule that is off may be half written', () => {
    const half: Rule = { ...thirdCall, on: false, form: null, when: 'caller.calls_today >' };
    expect(given(rulesOfShop).when(save(0, half), here).thenState()).toMatchObject({ status: 'saved' });
  });
});
