import { assertNever } from '../../kernel/assert-never.ts';
import type { MadeOffer, Offer, OfferEvent } from './offer.ts';

/** What an offer is after an event. */
export function evolveOffer(offer: Offer, event: OfferEvent): Offer {
  if (event.type === 'OfferMade') {
    const { personId, personName, phone, purpose, asker, briefing, why, at, expiresAt } = event;
    return {
      status: 'ringing',
      saidYes: false,
      personId,
      personName,
      phone,
      purpose,
      asker: { ...asker },
      briefing,
      why,
      madeAt: at,
      expiresAt,
      sid: null,
      turn: 1,
    };
  }
  if (offer.status === 'none') return offer;
  const known = lasting(offer);
  switch (event.type) {
    case 'OfferLegKnown':
      return { ...offer, sid: event.sid };
    case 'OfferTurned':
      return { ...offer, turn: event.turn };
    case 'OfferPickedUp': {
      if (offer.status !== 'ringing') return offer;
      return { ...known, status: 'picked-up', sid: event.sid, expiresAt: event.expiresAt };
    }
    case 'OfferSaidYes':
      return offer.status === 'ringing' ? { ...offer, saidYes: true } : offer;
    case 'OfferReached':
      return { ...known, status: 'reached', sid: event.sid, reachedAt: event.at };
    case 'OfferOver':
      return { ...known, status: 'ended', outcome: event.outcome, endedAt: event.at };
    case 'PersonLeftLine':
      return { ...known, status: 'ended', outcome: 'reached', endedAt: event.at };
    default:
      return assertNever(event);
  }
}

/** What an offer keeps whatever becomes of it. */
function lasting(offer: MadeOffer) {
  const { personId, personName, phone, purpose, asker, briefing, why, madeAt, expiresAt, sid, turn } = offer;
  return { personId, personName, phone, purpose, asker, briefing, why, madeAt, expiresAt, sid, turn };
}
