import { names } from '../rules/rule-for-tests.ts';
import { MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { decideRuleRun } from './decide.ts';
import { evolveRuleRun } from './evolve.ts';
import type { Occasion, OccasionFacts, RuleRun, RuleRunFacts } from './rule-run.ts';
import type { Rule } from '../rules/rule.ts';

export const runs = {
  name: 'rule-runs',
  initial: { status: 'none' } as RuleRun,
  decide: decideRuleRun,
  evolve: evolveRuleRun,
};

/** A caller joins the queue Billing. */
export const joined: Occasion = {
  trigger: 'joined-queue',
  runId: 'c1.q1.rules-joined-queue',
  businessId: 'shop',
  at: NINE,
  callId: 'c1',
  caseId: null,
  entryId: 'c1.q1',
  about: null,
  customer: null,
  byRule: null,
  reason: null,
  values: { 'wait.queue': 'billing' },
};

export const known: OccasionFacts = {
  values: { 'wait.queue': 'billing', 'caller.calls_today': 3 },
  madeBy: null,
  subject: 'The call of +447700900555',
  customer: { number: '+447700900555', name: null },
  matter: null,
  newCaseId: 'c1.case',
  queue: { kind: 'queue', id: 'billing', name: 'Billing' },
  told: { 'third-call/1': [{ personId: 'grace-okafor', name: 'Grace Okafor' }] },
};

export const factsWith = (rules: readonly Rule[], occasion: Partial<OccasionFacts> = {}): RuleRunFacts => ({
  version: 3,
  rules,
  names,
  escalatedWith: [],
  occasion: { ...known, ...occasion },
});
