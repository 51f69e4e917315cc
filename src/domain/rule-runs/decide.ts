import { nothing, type Decision, type Moment } from '../../kernel/decision.ts';
import { applyRules, isApplied } from './apply.ts';
import type { RuleRun, RuleRunCommand, RuleRunEvent, RuleRunFacts } from './rule-run.ts';

/** The rules of a business are asked once on each occasion; what a rule brought about sets off no other. */
export function decideRuleRun(
  { occasion }: RuleRunCommand,
  state: RuleRun,
  facts: RuleRunFacts,
  { at, id }: Moment,
): Decision<RuleRunEvent> {
  if (state.status !== 'none' || facts.rules.length === 0 || facts.occasion === null) return nothing;
  const results = applyRules(facts, occasion, facts.occasion);
  const { businessId, trigger, callId, caseId } = occasion;
  const of = { runId: id, businessId, trigger, subject: facts.occasion.subject, callId, caseId, at };
  const ownDoing = occasion.reason !== null && facts.escalatedWith.includes(occasion.reason);
  const byRule = occasion.byRule ?? facts.occasion.madeBy ?? (ownDoing ? 'A rule' : null);
  const applied = results.filter(isApplied);
  if (byRule !== null) {
    if (applied.length === 0) return nothing;
    const names = applied.map(({ rule }) => `“${rule}”`).join(', ');
    const why = `${byRule} brought this about, and what a rule does sets off no other rule: ${names} did nothing.`;
    return { events: [{ type: 'RulesHeldBack', ...of, why }] };
  }
  return {
    events: results.map((result): RuleRunEvent =>
      isApplied(result)
        ? { type: 'RuleApplied', ...of, ...result, caseId: result.caseId }
        : { type: 'RuleFailed', ...of, ruleId: result.ruleId, rule: result.rule, why: result.failed },
    ),
  };
}
