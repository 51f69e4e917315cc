import type { OfferRow } from '../contract/live.ts';
import { callbackOfCall } from '../domain/callbacks/callback.ts';
import { findCall } from '../domain/calls/calls-store.ts';
import type { MadeOffer } from '../domain/offers/offer.ts';
import { liveOffers, offersStore } from '../domain/offers/offers-store.ts';
import type { View } from '../live/board.ts';
import type { Database, Reader } from '../store/database.ts';
import { customerOf } from './callback-view.ts';
import { callerOf } from './caller.ts';

/** Telephones that ring for somebody now. */
export function offerView(database: Database): View<OfferRow> {
  const { reader } = database;
  return {
    async all() {
      const live = await liveOffers(reader);
      const rows = await Promise.all(live.map(({ id, offer }) => offerRow(reader, id, offer)));
      return rows.filter((row) => row !== null);
    },
    async one(id) {
      const stored = await offersStore.load(reader, id);
      return stored === null || stored.state.status === 'none' ? null : offerRow(reader, id, stored.state);
    },
  };
}

async function offerRow(reader: Reader, id: string, offer: MadeOffer): Promise<OfferRow | null> {
  if (offer.status !== 'ringing' && offer.status !== 'picked-up') return null;
  const about = await whoOf(reader, offer);
  if (about === null) return null;
  const accepted = offer.status === 'ringing' && offer.saidYes;
  return {
    id,
    businessId: offer.briefing.businessId,
    businessName: offer.briefing.businessName,
    callId: offer.briefing.callId,
    personId: offer.personId,
    purpose: offer.purpose,
    caller: about.caller,
    queue: offer.briefing.queue,
    topic: offer.briefing.topic,
    waitingSince: offer.briefing.waitingSince,
    madeAt: offer.madeAt,
    expiresAt: offer.expiresAt,
    status: accepted ? 'accepted' : offer.status,
    devices: offer.legs.filter(({ status }) => status !== 'over').map(({ device }) => device),
    why: offer.why,
    story: [...offer.briefing.story],
    callback: about.callback,
  };
}

/** Who is on the line, or who would be rung. */
async function whoOf(
  reader: Reader,
  offer: MadeOffer,
): Promise<Pick<OfferRow, 'caller' | 'callback'> | null> {
  const callbackId = offer.purpose === 'callback' ? callbackOfCall(offer.briefing.callId) : null;
  if (callbackId !== null) return customerOf(reader, callbackId);
  const call = await findCall(reader, offer.briefing.callId);
  return call === null ? null : { caller: await callerOf(reader, call), callback: null };
}
