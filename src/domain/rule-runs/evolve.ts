import { assertNever } from '../../kernel/assert-never.ts';
import type { AskedRun, RuleRun, RuleRunEvent } from './rule-run.ts';

/** What the rules did on the occasion, in order. */
export function evolveRuleRun(state: RuleRun, event: RuleRunEvent): RuleRun {
  const { businessId, trigger, subject, callId, caseId, at } = event;
  const of = { businessId, trigger, subject, callId, caseId, at };
  const before: AskedRun =
    state.status === 'asked' ? state : { status: 'asked', ...of, applied: [], escalatedWith: [] };
  switch (event.type) {
    case 'RuleApplied': {
      const { ruleId, rule, version, done, deeds } = event;
      const reasons = deeds.flatMap((deed) => (deed.do === 'escalate-call' ? [deed.why] : []));
      return {
        ...before,
        caseId: caseId ?? before.caseId,
        applied: [...before.applied, { ruleId, rule, version, done: [...done] }],
        escalatedWith: [...before.escalatedWith, ...reasons],
      };
    }
    case 'RulesHeldBack':
      return { status: 'held-back', ...of, why: event.why };
    case 'RuleFailed':
      return before;
    default:
      return assertNever(event);
  }
}
