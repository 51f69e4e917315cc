import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Reader } from '../../store/database.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { findCase } from '../cases/cases-store.ts';
import type { Names } from '../rules/rule.ts';
import { namesOf, rulesOf } from '../rules/rules-store.ts';
import { decideRuleRun } from './decide.ts';
import { evolveRuleRun } from './evolve.ts';
import { occasionFacts, wantedBy } from './occasion-facts.ts';
import type { RuleRun, RuleRunCommand, RuleRunEvent, RuleRunFacts } from './rule-run.ts';
import { escalationsByRules, ruleRunsStore } from './rule-runs-store.ts';

export const ruleRunsNoun: Noun<RuleRun, RuleRunCommand, RuleRunEvent, Effect, RuleRunFacts> = {
  name: 'rule-runs',
  initial: { status: 'none' },
  gather: gatherFacts,
  decide: decideRuleRun,
  evolve: evolveRuleRun,
  store: ruleRunsStore,
};

const NO_NAMES: Names = { queues: {}, topics: {}, reasons: {}, people: {}, teams: {}, rotas: {} };

async function gatherFacts(
  reader: Reader,
  _id: string,
  { occasion }: RuleRunCommand,
  state: RuleRun,
): Promise<RuleRunFacts> {
  const nobodyAsked = { version: 0, rules: [], names: NO_NAMES, escalatedWith: [], occasion: null };
  if (state.status !== 'none') return nobodyAsked;
  const { version, rules } = await rulesOf(reader, occasion.businessId);
  const asked = rules.filter(({ on, trigger }) => on && trigger === occasion.trigger);
  if (asked.length === 0) return nobodyAsked;
  const business = await businessOf(reader, occasion.businessId);
  return {
    version,
    rules: asked,
    names: await namesOf(reader, business),
    escalatedWith:
      occasion.reason === null || occasion.callId === null
        ? []
        : await escalationsByRules(reader, occasion.callId),
    occasion: await occasionFacts(reader, occasion, {
      business,
      rules: asked,
      wants: wantedBy(asked),
      caseThen: (id) => findCase(reader, id),
    }),
  };
}
