import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ChoosePresence } from '../../contract/api.ts';
import type { PersonRow } from '../../contract/live.ts';
import { ask, Nothing } from './http.ts';
import { useRows } from './live/live-context.tsx';
import { useMe } from './session.ts';

/** My own row on the board; undefined until the board has come. */
export function useMyRow(): PersonRow | undefined {
  return useRows('person').get(useMe().personId);
}

/** What I say of myself: available, or away and why. */
export function useChoosePresence() {
  return useMutation({
    mutationFn: (chosen: z.infer<typeof ChoosePresence>) => ask(Nothing, 'PUT', '/api/me/presence', chosen),
  });
}

/** I am done with what followed the call, and free again. */
export function useFinishWrapUp() {
  return useMutation({ mutationFn: () => ask(Nothing, 'POST', '/api/me/wrap-up/finish') });
}
