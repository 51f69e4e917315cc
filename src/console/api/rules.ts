import { useMutation, useQuery } from '@tanstack/react-query';
import {
  RuleChecked,
  RulesHistory,
  RulesSaved,
  RulesTried,
  RulesView,
  type RuleDraft,
} from '../../contract/rules.ts';
import { ask } from './http.ts';
import { useOne, useSend } from './matters.ts';

export function useRules(businessId: string | null) {
  return useOne('rules', RulesView, businessId);
}

export function useRulesHistory(businessId: string) {
  return useOne('rules', RulesHistory, businessId, '/history');
}

export function useSaveRules() {
  return useSend('rules', RulesSaved);
}

const path = (businessId: string, what: string): string =>
  `/api/rules/${encodeURIComponent(businessId)}/${what}`;

/** What a rule means as a sentence, and what is wrong in it, while it is written. */
export function useRuleCheck(businessId: string, rule: RuleDraft, enabled: boolean) {
  return useQuery({
    queryKey: ['rules', 'check', businessId, rule],
    queryFn: () => ask(RuleChecked, 'POST', path(businessId, 'check'), rule),
    enabled,
    staleTime: Infinity,
    // While the next answer is on its way the last one stays, so that nothing jumps at each letter.
    placeholderData: (before) => before,
  });
}

/** What a draft would have done in the last days. */
export function useTryRules(businessId: string) {
  return useMutation({
    mutationFn: (tried: { readonly rules: readonly RuleDraft[]; readonly days: number }) =>
      ask(RulesTried, 'POST', path(businessId, 'try'), tried),
  });
}
