import { PromiseLedger, PromisePage, PromiseRow, type NewPromise } from '../../contract/promises.ts';
import { Nothing } from './http.ts';
import { queryOf, usePages, useRead, useSend, type Narrowing } from './matters.ts';

export function usePromises(narrowing: Narrowing, options: { readonly enabled?: boolean } = {}) {
  return usePages('promises', PromisePage, narrowing, options);
}

/** How many promises that fell due in the period were kept, by who owed them. Times are epoch ms. */
export function usePromiseLedger(businessId: string | null, from: number, to: number) {
  const query = queryOf({ business: businessId, from: String(from), to: String(to) });
  return useRead('promises', PromiseLedger, `promises/ledger?${query}`);
}

export function useMakePromise() {
  const send = useSend('promises', PromiseRow);
  return { ...send, make: (asked: NewPromise) => send.mutateAsync({ path: '', body: asked }) };
}

/** Keeps or releases; the path begins with the promise's id. */
export function usePromiseAction() {
  return useSend('promises', Nothing);
}
