import { ApprovalPage, ApprovalRow, MyLimits, type NewApproval } from '../../contract/approvals.ts';
import { Nothing } from './http.ts';
import { queryOf, usePages, useRead, useSend, type Narrowing } from './matters.ts';

export function useApprovals(narrowing: Narrowing, options: { readonly enabled?: boolean } = {}) {
  return usePages('approvals', ApprovalPage, narrowing, options);
}

/** Asks; the answer may be granted at once, when the amount is within the asker's limit. */
export function useAskApproval() {
  const send = useSend('approvals', ApprovalRow);
  return { ...send, ask: (asked: NewApproval) => send.mutateAsync({ path: '', body: asked }) };
}

/** Decides, changes the amount, withdraws or joins; the path begins with the approval's id. */
export function useApprovalAction() {
  return useSend('approvals', Nothing);
}

/** What I may give without asking anybody. */
export function useMyLimits(businessId: string) {
  return useRead('approvals', MyLimits, `approvals/limits?${queryOf({ business: businessId })}`);
}
