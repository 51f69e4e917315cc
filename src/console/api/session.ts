import { useMutation, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { z } from 'zod';
import { DemoSignIns, Me, type SignIn } from '../../contract/api.ts';
import type { Role } from '../../contract/shapes.ts';
import { ask, Nothing, Refused } from './http.ts';
import { meKey, queryClient } from './query-client.ts';

/** Who is signed in; `null` data: nobody. */
export function useSession() {
  return useQuery({
    queryKey: meKey,
    staleTime: 60_000,
    queryFn: async (): Promise<Me | null> => {
      try {
        return await ask(Me, 'GET', '/api/session');
      } catch (error) {
        if (error instanceof Refused && error.status === 401) return null;
        throw error;
      }
    },
  });
}

/** Signs in; done once it is known who that is. */
export function useSignIn() {
  return useMutation({
    mutationFn: async (given: z.infer<typeof SignIn>) => {
      await ask(Nothing, 'POST', '/api/session', given);
      await queryClient.fetchQuery({
        queryKey: meKey,
        staleTime: 0,
        queryFn: () => ask(Me, 'GET', '/api/session'),
      });
    },
  });
}

/** Signs out, and forgets all that this person saw. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => ask(Nothing, 'DELETE', '/api/session'),
    onSuccess: () => {
      queryClient.setQueryData(meKey, null);
      // Nothing that this person could see may stay for whoever signs in next.
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] });
    },
  });
}

/** Sign-ins of the demo seed; empty outside the demo. */
export function useDemoPeople() {
  return useQuery({
    queryKey: ['demo'],
    staleTime: Infinity,
    queryFn: () => ask(DemoSignIns, 'GET', '/api/demo'),
  });
}

export const MeContext = createContext<Me | null>(null);

/** The signed-in person. @throws Error outside the signed-in part of the console. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe was called on a page for which nobody need be signed in.');
  return me;
}

/** Whether this person has one of the roles in at least one business. */
export function hasRole(me: Me, ...roles: readonly Role[]): boolean {
  return me.memberships.some((membership) => roles.includes(membership.role));
}

/** Whether this person may find and play recordings in at least one business; the server judges each request. */
export function mayListen(me: Me): boolean {
  return hasRole(me, 'manager', 'admin');
}

/** Whether this person manages this business; the server judges each request. */
export function leads(me: Me, businessId: string): boolean {
  return me.memberships.some(
    (membership) =>
      membership.businessId === businessId && (membership.role === 'manager' || membership.role === 'admin'),
  );
}

/** The business's name as this person knows it; its id when it is not among theirs. */
export function businessName(me: Me, businessId: string): string {
  return (
    me.memberships.find((membership) => membership.businessId === businessId)?.businessName ?? businessId
  );
}
