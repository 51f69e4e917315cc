import type { Names, Rule, RulesFacts, RulesState } from './rule.ts';
import { decideRules } from './decide.ts';
import { evolveRules } from './evolve.ts';
import { withCondition } from './form.ts';

export const rulesOfShop = {
  name: 'rules',
  initial: { status: 'none' } as RulesState,
  decide: decideRules,
  evolve: evolveRules,
};

export const names: Names = {
  queues: { billing: 'Billing', technical: 'Technical help' },
  topics: { billing: 'Billing and refunds' },
  reasons: { 'long-wait': 'Long wait', 'damaged-in-transit': 'Damaged in transit' },
  people: { 'grace-okafor': 'Grace Okafor' },
  teams: { manager: 'the managers', billing: 'the people of Billing' },
  rotas: { 'shop.nights': 'Nights' },
};

/** A right one: the third call of a number today, in the queue Billing. */
export const thirdCall: Rule = withCondition({
  id: 'third-call',
  name: 'Third call today',
  on: true,
  trigger: 'joined-queue',
  when: '',
  form: {
    join: 'all',
    parts: [
      { field: 'wait.queue', operator: 'is', value: 'billing' },
      { field: 'caller.calls_today', operator: 'at-least', value: 3 },
    ],
  },
  actions: [
    { do: 'open-case', topic: null, reason: null, severity: 2, tier: null, tags: ['repeat'] },
    {
      do: 'notify',
      who: [{ kind: 'team', key: 'manager' }],
      ways: ['desk'],
      acknowledge: false,
      patienceSeconds: 300,
      text: 'Somebody calls again and again.',
    },
  ],
});

export const facts: RulesFacts = { names, first: [] };
export const alex = { kind: 'person', personId: 'alex-morgan', name: 'Alex Morgan' } as const;
