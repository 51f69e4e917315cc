import { OverrideIds, RotaDetail, RotaFeed, RotaList } from '../../contract/rotas.ts';
import { Nothing } from './http.ts';
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
