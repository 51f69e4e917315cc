import { useMutation } from '@tanstack/react-query';
import type { OfferRow } from '../../contract/live.ts';
import { serverNow } from '../api/live/server-time.ts';
import { useAcceptOffer } from '../api/offers.ts';
import { useSoftphone } from './softphone-context.tsx';
import type { Tabs } from './tabs.ts';

/** The board may tell of an offer before its call has reached this browser. */
const arrivesWithinMs = 3_000;

/** Answers what rings: picks up here when its call is here, in another tab when it is there, else says yes to the offer. */
export function useAnswer() {
  const { session, tabs, settle, state } = useSoftphone();
  const accept = useAcceptOffer();
  return useMutation({
    mutationFn: async (offer: OfferRow) => {
      const browser = offer.devices.includes('browser');
      if (state.status === 'on') {
        const picked = await session.pickUp(offer.id, browser ? arrivesWithinMs : 0);
        if (picked) return settle(offer.id);
      } else if (browser && (await answeredElsewhere(tabs, offer.id))) return undefined;
      await accept.mutateAsync(offer.id);
      settle(offer.id);
      // The yes is given and the bell is silent: whenever its call comes while the offer lasts, it is picked up.
      if (state.status === 'on' && browser) await session.pickUp(offer.id, offer.expiresAt - serverNow());
      return undefined;
    },
  });
}

/** Asks the other tabs to pick up; resolves to whether one did. */
function answeredElsewhere(tabs: Tabs, offerId: string): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (answered: boolean): void => {
      off();
      clearTimeout(limit);
      resolve(answered);
    };
    const off = tabs.onMessage((message) => {
      if (message.type === 'settled' && message.offerId === offerId) done(true);
    });
    const limit = setTimeout(() => done(false), arrivesWithinMs);
    tabs.send({ type: 'answer', offerId });
  });
}
