import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OfferRow } from '../../contract/live.ts';
import { ask, Nothing } from './http.ts';
import { useRows } from './live/live-context.tsx';
import { useMe } from './session.ts';

/** What rings for me, the longest ringing first. */
export function useMyOffers(): readonly OfferRow[] {
  const offers = useRows('offer');
  const { personId } = useMe();
  return useMemo(
    () =>
      [...offers.values()].filter((offer) => offer.personId === personId).sort((a, b) => a.madeAt - b.madeAt),
    [offers, personId],
  );
}

/** I take the call of this offer. */
export function useAcceptOffer() {
  return useMutation({
    mutationFn: (offerId: string) =>
      ask(Nothing, 'POST', `/api/offers/${encodeURIComponent(offerId)}/accept`),
  });
}

/** I do not take it; the reason, if there is one, is kept with the call. */
export function useRefuseOffer() {
  return useMutation({
    mutationFn: (given: { readonly offerId: string; readonly reason?: string }) =>
      ask(Nothing, 'POST', `/api/offers/${encodeURIComponent(given.offerId)}/refuse`, {
        ...(given.reason ? { reason: given.reason } : {}),
      }),
  });
}
