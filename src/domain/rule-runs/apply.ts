import { compileRule } from '../rules/conditions.ts';
import { faultsOf } from '../rules/faults.ts';
import type { Names, Rule } from '../rules/rule.ts';
import { applyRule, type Matter } from './deeds.ts';
import type { AppliedRule, Occasion, OccasionFacts } from './rule-run.ts';

/** Which rules apply on an occasion, and what each comes to: the same for what happens and for what is tried out. */

export interface FailedRule {
  readonly ruleId: string;
  readonly rule: string;
  readonly failed: string;
}

/** In order; a later rule sees the case that an earlier one opened. */
export function applyRules(
  {
    version,
    rules,
    names,
  }: { readonly version: number; readonly rules: readonly Rule[]; readonly names: Names },
  occasion: Occasion,
  facts: OccasionFacts,
): readonly (AppliedRule | FailedRule)[] {
  const results: (AppliedRule | FailedRule)[] = [];
  let matter: Matter | null = facts.matter;
  for (const rule of rules) {
    if (!rule.on || rule.trigger !== occasion.trigger) continue;
    const held = holds(rule, names, facts);
    if (held === false) continue;
    if (held !== true) {
      results.push({ ruleId: rule.id, rule: rule.name, failed: held.failed });
      continue;
    }
    const doing = applyRule(rule, version, names, occasion, facts, matter);
    matter = doing.matter;
    results.push(doing.applied);
  }
  return results;
}

export function isApplied(result: AppliedRule | FailedRule): result is AppliedRule {
  return 'deeds' in result;
}

function holds(rule: Rule, names: Names, facts: OccasionFacts): boolean | { readonly failed: string } {
  // The business may have changed since the rule was saved: a queue is gone, a person has left.
  const fault = faultsOf(rule, names)[0];
  if (fault !== undefined) return { failed: `${fault.message}: ${fault.remedy}` };
  const condition = compileRule(rule.trigger, rule.when);
  if ('wrong' in condition) return { failed: condition.wrong.message };
  return condition.test(facts.values);
}
