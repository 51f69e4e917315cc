import type { CaseCall, CaseCallEvent } from './case-call.ts';

/** Which cases a call is about after an event. */
export function evolveCaseCall(state: CaseCall, event: CaseCallEvent): CaseCall {
  if (event.type !== 'CaseBound') return state;
  const before = state.status === 'none' ? [] : state.caseIds;
  return { status: 'linked', businessId: event.businessId, caseIds: [...before, event.caseId] };
}
