import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Refused } from './http.ts';

export const meKey = ['me'] as const;

/** A session that ended anywhere ends everywhere: the frame then shows the sign-in page. */
const noticeSignedOut = (error: Error): void => {
  if (error instanceof Refused && error.status === 401) queryClient.setQueryData(meKey, null);
};

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal is an answer; only a lost connection is worth asking again.
      retry: (failures, error) =>
        failures < 2 && error instanceof Refused && (error.status === 0 || error.status >= 500),
      retryDelay: 1_000,
    },
    mutations: { retry: false },
  },
});
