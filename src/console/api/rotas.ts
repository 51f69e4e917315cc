import { useMutation, useQuery } from '@tanstack/react-query';
import {
  OverrideIds,
  RotaDetail,
  RotaFeed,
  RotaList,
  RotaPreview,
  RotaWritten,
  type WriteRota,
} from '../../contract/rotas.ts';
import { ask, Nothing } from './http.ts';
import { queryClient } from './query-client.ts';
import { queryOf, useOne, useRead, useSend } from './matters.ts';

export function useRotas(businessId: string | null) {
  return useRead('rotas', RotaList, `rotas?${queryOf({ business: businessId })}`);
}

/** One rota with its shifts between two moments (epoch ms). */
export function useRota(rotaId: string | null, from: number, to: number) {
  return useOne('rotas', RotaDetail, rotaId, `?${queryOf({ from: String(from), to: String(to) })}`);
}

/** Overrides and swaps; the path begins with the rota's id. */
export function useCover() {
  return useSend('rotas', OverrideIds);
}

export function useRotaAction() {
  return useSend('rotas', Nothing);
}

/** A new secret address of the calendar; the old one ends. */
export function useNewFeed() {
  return useSend('rotas', RotaFeed);
}

const planPath = (businessId: string, key: string): string =>
  `/api/rotas/${encodeURIComponent(businessId)}/${encodeURIComponent(key)}`;

/** What the weeks would be with a plan; `body` is its JSON, and nothing is asked while that is `null`. */
export function useRotaPreview(businessId: string, key: string, body: string) {
  return useQuery({
    queryKey: ['rotas', 'preview', businessId, key, body],
    enabled: body !== 'null' && key !== '',
    queryFn: () =>
      ask(RotaPreview, 'POST', `${planPath(businessId, key)}/preview`, JSON.parse(body) as WriteRota),
    // While the next answer is on its way the last one stays, so that nothing jumps at each letter.
    placeholderData: (before) => before,
    refetchInterval: 60_000,
  });
}

interface Written {
  readonly businessId: string;
  readonly key: string;
  readonly body: WriteRota | null;
}

/** Makes a rota, or changes its plan from a moment on. */
export function useWriteRota() {
  return useMutation({
    mutationFn: ({ businessId, key, body }: Written) =>
      ask(RotaWritten, 'PUT', planPath(businessId, key), body),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['rotas'] }),
  });
}
