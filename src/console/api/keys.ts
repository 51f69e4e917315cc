import { useMutation, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { ApiKeyList, ApiKeyMade, type MakeApiKey } from '../../contract/api-keys.ts';
import { ask, Nothing } from './http.ts';
import { queryClient } from './query-client.ts';

const keysKey = ['keys'] as const;
const readAgain = () => queryClient.invalidateQueries({ queryKey: keysKey });

/** The keys of every business of which this person is an admin. */
export function useKeys() {
  return useQuery({
    queryKey: keysKey,
    queryFn: () => ask(ApiKeyList, 'GET', '/api/keys'),
    refetchInterval: 60_000,
  });
}

/** The answer has the secret, which is never shown again. */
export function useMakeKey() {
  return useMutation({
    mutationFn: (wish: z.input<typeof MakeApiKey>) => ask(ApiKeyMade, 'POST', '/api/keys', wish),
    onSettled: readAgain,
    // Nobody may find a secret in what the browser remembers.
    gcTime: 0,
  });
}

export function useRevokeKey() {
  return useMutation({
    mutationFn: (id: string) => ask(Nothing, 'DELETE', `/api/keys/${encodeURIComponent(id)}`),
    onSettled: readAgain,
  });
}
