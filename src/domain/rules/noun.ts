import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { decideRules } from './decide.ts';
import { evolveRules } from './evolve.ts';
import type { RulesCommand, RulesEvent, RulesFacts, RulesState } from './rule.ts';
import { firstRules, namesOf, rulesStore } from './rules-store.ts';

/** Its id is the business's. */
export const rulesNoun: Noun<RulesState, RulesCommand, RulesEvent, Effect, RulesFacts> = {
  name: 'rules',
  initial: { status: 'none' },
  gather: async (reader, id) => {
    const business = await businessOf(reader, id);
    return { names: await namesOf(reader, business), first: firstRules(business) };
  },
  decide: decideRules,
  evolve: evolveRules,
  store: rulesStore,
};
