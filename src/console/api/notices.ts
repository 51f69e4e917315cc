import {
  AcknowledgeAnswer,
  MyNotices,
  NoticePage,
  Reachability,
  ReachTestAnswer,
} from '../../contract/notices.ts';
import { LadderPage } from '../../contract/ladders.ts';
import { useMutation } from '@tanstack/react-query';
import { ask } from './http.ts';
import { usePages, queryOf, useRead, useSend } from './matters.ts';
import { queryClient } from './query-client.ts';

/** What I was told and have not answered. */
export function useMyNotices() {
  return useRead('notices', MyNotices, 'notices/mine');
}

/** "I have it", or not; the answer says who has it now. */
export function useAnswerNotice() {
  return useSend('notices', AcknowledgeAnswer);
}

export function useNoticesOf(caseId: string) {
  return usePages('notices', NoticePage, { case: caseId });
}

export function useLaddersOf(caseId: string) {
  return usePages('ladders', LadderPage, { case: caseId }, { limit: 20 });
}

export function useReachability(businessId: string | null) {
  return useRead('notices', Reachability, `people/reachability?${queryOf({ business: businessId })}`, {
    enabled: businessId !== null,
  });
}

/** Sends a test notice to somebody by one way. */
export function useReachTest() {
  return useMutation({
    mutationFn: ({ personId, ...body }: { personId: string; businessId: string; way: string }) =>
      ask(ReachTestAnswer, 'POST', `/api/people/${encodeURIComponent(personId)}/reach-test`, body),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['notices'] }),
  });
}
