import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { z } from 'zod';
import {
  PracticeCall,
  SetupChecks,
  SetupConnected,
  SetupView,
  TestCall,
  type StartTestCall,
} from '../../contract/setup.ts';
import { ask } from './http.ts';
import { useMyRow } from './presence.ts';
import { queryClient } from './query-client.ts';

const setupKey = ['setup'] as const;
const practiceKey = (id: string | null) => ['practice-call', id] as const;
const testKey = (id: string | null) => ['test-call', id] as const;
const forgetView = () => queryClient.invalidateQueries({ queryKey: setupKey });

/** How far the set-up has come; asked again every 5 s, and at once when the board says that I do something else. */
export function useSetup() {
  const presence = useMyRow()?.presence;
  useEffect(() => {
    // Whether a practice caller may ring follows from it. What is shown stays until the new answer is here.
    if (presence !== undefined) void forgetView();
  }, [presence]);
  return useQuery({
    queryKey: setupKey,
    queryFn: () => ask(SetupView, 'GET', '/api/setup'),
    refetchInterval: 5_000,
  });
}

/** A practice caller rings me, from any business of mine when the id is null. */
export function useStartPractice() {
  return useMutation({
    mutationFn: (businessId: string | null) =>
      ask(PracticeCall, 'POST', '/api/setup/practice-call', businessId === null ? {} : { businessId }),
    onSuccess: (call) => {
      queryClient.setQueryData(practiceKey(call.id), call);
      return forgetView();
    },
  });
}

/** Where the practice caller is, once a second until the call is over. */
export function usePracticeCall(id: string | null) {
  return useQuery({
    queryKey: practiceKey(id),
    enabled: id !== null,
    queryFn: () => ask(PracticeCall, 'GET', `/api/setup/practice-call/${encodeURIComponent(id ?? '')}`),
    refetchInterval: (query) => (query.state.data?.stage === 'over' || query.state.error ? false : 1_000),
  });
}

/** The practice caller of this id hangs up. */
export function useEndPractice() {
  return useMutation({
    mutationFn: (id: string) =>
      ask(PracticeCall, 'DELETE', `/api/setup/practice-call/${encodeURIComponent(id)}`),
    onSuccess: (call) => {
      queryClient.setQueryData(practiceKey(call.id), call);
      return forgetView();
    },
  });
}

/** Looks through the telephone account; it changes nothing there. */
export function useRunChecks() {
  return useMutation({ mutationFn: () => ask(SetupChecks, 'POST', '/api/setup/checks') });
}

/** Points the numbers of the account to this server. */
export function useConnectNumbers() {
  return useMutation({ mutationFn: () => ask(SetupConnected, 'POST', '/api/setup/connect') });
}

/** Rings one telephone (E.164) for real. */
export function useStartTestCall() {
  return useMutation({
    mutationFn: (wish: z.infer<typeof StartTestCall>) => ask(TestCall, 'POST', '/api/setup/test-call', wish),
    onSuccess: (call) => queryClient.setQueryData(testKey(call.id), call),
  });
}

/** How the test call is doing, until it is over. */
export function useTestCall(id: string | null) {
  return useQuery({
    queryKey: testKey(id),
    enabled: id !== null,
    queryFn: () => ask(TestCall, 'GET', `/api/setup/test-call/${encodeURIComponent(id ?? '')}`),
    refetchInterval: (query) => (query.state.data?.over || query.state.error ? false : 1_500),
  });
}
