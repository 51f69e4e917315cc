import type { z } from 'zod';
import { CaseDetail, CaseOpened, CasePage, CaseTags, type OpenCase } from '../../contract/cases.ts';
import { Nothing } from './http.ts';
import { queryOf, useOne, usePages, useRead, useSend, type Narrowing } from './matters.ts';

export function useCases(narrowing: Narrowing, options: { readonly enabled?: boolean } = {}) {
  return usePages('cases', CasePage, narrowing, { limit: 100, ...options });
}

export function useCase(caseId: string | null) {
  return useOne('cases', CaseDetail, caseId);
}

/** Opens a case; resolves with its id and number. */
export function useOpenCase() {
  const send = useSend('cases', CaseOpened);
  return { ...send, open: (asked: OpenCase) => send.mutateAsync({ path: '', body: asked }) };
}

/** Whatever is done to a case; the path begins with its id. */
export function useCaseAction() {
  return useSend('cases', Nothing);
}
export type CaseAction = ReturnType<typeof useCaseAction>;

/** What an open case of this number would be narrowed by; nothing for a withheld number. */
export function useOpenCasesOf(businessId: string | null, number: string | null) {
  return useCases({ business: businessId, number }, { enabled: businessId !== null && number !== null });
}

/** Tags in use on cases of this business, or of all of one's own: those used most first. */
export function useCaseTags(businessId: string | null): readonly string[] {
  const found = useRead('cases', CaseTags, `cases/tags?${queryOf({ business: businessId })}`);
  return found.data?.tags.map(({ tag }) => tag) ?? [];
}

export type Clocks = z.infer<typeof CaseDetail>['clocks'];
