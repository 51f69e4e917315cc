import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { z } from 'zod';
import {
  CallDetail,
  Targets,
  type AddNote,
  type Consult,
  type Escalate,
  type Transfer,
} from '../../contract/api.ts';
import type { LiveChange } from '../../contract/live.ts';
import { ask, Nothing } from './http.ts';
import { useLiveChanges } from './live/live-context.tsx';
import { queryClient } from './query-client.ts';

const callKey = (callId: string | null) => ['call', callId] as const;
const targetsKey = (callId: string | null) => ['targets', callId] as const;
const path = (callId: string): string => `/api/calls/${encodeURIComponent(callId)}`;

/** The whole story of one call, read again whenever something live touches it. */
export function useCall(callId: string | null) {
  useLiveChanges(
    useCallback(
      (changes) => {
        if (callId !== null && (changes === null || changes.some((change) => touches(change, callId))))
          void queryClient.invalidateQueries({ queryKey: callKey(callId) });
      },
      [callId],
    ),
  );
  return useQuery({
    queryKey: callKey(callId),
    enabled: callId !== null,
    queryFn: () => ask(CallDetail, 'GET', path(callId ?? '')),
    // Notes and recordings of a running call change without a live row; a slow second look keeps them true.
    refetchInterval: (query) => (query.state.data?.endedAt === null ? 5_000 : false),
  });
}

function touches(change: LiveChange, callId: string): boolean {
  if (change.kind === 'queue' || change.kind === 'breach') return false;
  if (change.kind === 'call') return change.id === callId;
  // A row that is gone says no longer which call it belonged to.
  return change.row === null || change.row.callId === callId || change.kind === 'person';
}

/** To whom this call may go, likely ones first; fresh each time the search opens. */
export function useTargets(callId: string, open: boolean) {
  useLiveChanges(
    useCallback(
      (changes) => {
        const moved =
          changes?.some((change) => change.kind === 'person' || change.kind === 'waiting') ?? true;
        if (open && moved) void queryClient.invalidateQueries({ queryKey: targetsKey(callId) });
      },
      [callId, open],
    ),
  );
  return useQuery({
    queryKey: targetsKey(callId),
    enabled: open,
    staleTime: 0,
    queryFn: () => ask(Targets, 'GET', `${path(callId)}/targets`),
  });
}

/** What may be done with a call, each with what it needs. */
export type CallAction =
  | { readonly do: 'hold' | 'resume' | 'leave' | 'end' }
  | { readonly do: 'consult/cancel' | 'consult/complete' | 'consult/join' }
  | { readonly do: 'recording/pause' | 'recording/resume' }
  | { readonly do: 'consult'; readonly with: z.infer<typeof Consult> }
  | { readonly do: 'transfer'; readonly with: z.infer<typeof Transfer> }
  | { readonly do: 'escalate'; readonly with: Escalate }
  | { readonly do: 'notes'; readonly with: z.infer<typeof AddNote> }
  | { readonly do: 'drop'; readonly partyId: string };

/** One action at a time on one call; resolves when the server has done it and the call was read again. */
export function useCallAction(callId: string) {
  return useMutation({
    mutationKey: ['call-action', callId],
    mutationFn: async (action: CallAction) => {
      const to = action.do === 'drop' ? `parties/${encodeURIComponent(action.partyId)}/drop` : action.do;
      await ask(Nothing, 'POST', `${path(callId)}/${to}`, 'with' in action ? action.with : undefined);
      await queryClient.invalidateQueries({ queryKey: callKey(callId) });
    },
  });
}
export type CallActions = ReturnType<typeof useCallAction>;
