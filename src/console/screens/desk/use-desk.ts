import { useEffect, useState } from 'react';
import type { OfferRow, PersonRow } from '../../../contract/live.ts';
import { useMyOffers } from '../../api/offers.ts';
import { useMyRow } from '../../api/presence.ts';
import { read, write } from '../../components/stored.ts';

/** What the middle of the desk is about. */
export type Desk =
  | { readonly status: 'loading' }
  | { readonly status: 'idle'; readonly row: PersonRow }
  | { readonly status: 'ringing'; readonly offer: OfferRow }
  | { readonly status: 'on-call'; readonly callId: string }
  | { readonly status: 'wrap-up'; readonly row: PersonRow; readonly callId: string | null };

const lastCallKey = 'deskbell.last-call';

/** My desk as the board tells it; the last call is remembered, since wrap-up is still about it. */
export function useDesk(chosenOfferId: string | null): Desk {
  const row = useMyRow();
  const offers = useMyOffers();
  const [lastCall, setLastCall] = useState<string | null>(() => read(lastCallKey));
  const callId = row?.presence === 'on-a-call' ? row.callId : null;

  useEffect(() => {
    if (callId === null) return;
    setLastCall(callId);
    write(lastCallKey, callId);
  }, [callId]);

  if (!row) return { status: 'loading' };
  if (callId !== null) return { status: 'on-call', callId };
  const offer = offers.find((each) => each.id === chosenOfferId) ?? offers[0];
  if (offer) return { status: 'ringing', offer };
  if (row.presence === 'wrap-up') return { status: 'wrap-up', row, callId: row.callId ?? lastCall };
  return { status: 'idle', row };
}
