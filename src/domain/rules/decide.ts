import { wordsOfBy } from '../../kernel/by.ts';
import { refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import { faultsOf, faultWords } from './faults.ts';
import { withCondition } from './form.ts';
import {
  inForce,
  type Rule,
  type RulesCommand,
  type RulesEvent,
  type RulesFacts,
  type RulesState,
} from './rule.ts';

/** The rules of saving rules: nothing that is wrong is switched on, and nobody's edit is written over. */
export function decideRules(
  command: RulesCommand,
  state: RulesState,
  facts: RulesFacts,
  { at, id }: Moment,
): Decision<RulesEvent> | Refusal {
  const { version } = inForce(state, facts.first);
  if (command.asOf !== version) return refuse('rules-changed', changedMeanwhile(state, command.asOf));
  const twice = command.rules.find(
    (rule, index) =>
      command.rules.findIndex((other) => other.id === rule.id || sameName(other, rule)) < index,
  );
  if (twice !== undefined)
    return refuse('rule-twice', `There are two rules called “${twice.name}”. Give one of them another name.`);
  const rules = command.rules.map(withCondition);
  // A rule that is off may be half written; it must be right before it is switched on.
  const faults = rules.filter(({ on }) => on).flatMap((rule) => faultsOf(rule, facts.names));
  if (faults.length > 0)
    return refuse('rule-wrong', faults.map((fault) => faultWords(fault, rules)).join(' '));
  return {
    events: [
      {
        type: 'RulesSaved',
        businessId: id,
        saved: { version: version + 1, at, by: command.by, rules: [...rules] },
      },
    ],
  };
}

function sameName(one: Rule, other: Rule): boolean {
  return one.name.trim().toLowerCase() === other.name.trim().toLowerCase();
}

function changedMeanwhile(state: RulesState, asOf: number): string {
  const newest = state.status === 'none' ? null : (state.versions.at(-1) ?? null);
  const who =
    newest === null ? 'The rules were put back' : `${wordsOfBy(newest.by)} saved version ${newest.version}`;
  return `${who} while you were editing version ${asOf}. Your text is still here: compare the two, then save again on top of the newest.`;
}
