import { assertNever } from '../../kernel/assert-never.ts';
import { firstLeg, isAlive, telephoneLeg, type LegName, type OfferLeg } from './legs.ts';
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
      legs: [firstLeg(event.device)],
    };
  }
  if (offer.status === 'none') return offer;
  const known = lasting(offer);
  switch (event.type) {
    case 'OfferLegKnown':
      return withLeg(offer, event.leg, { sid: event.sid });
    case 'OfferTurned':
      return withLeg(offer, event.leg, { turn: event.turn });
    case 'OfferTelephoneRung':
      return { ...offer, legs: [...offer.legs, telephoneLeg] };
    case 'OfferPickedUp': {
      if (offer.status !== 'ringing' && offer.status !== 'picked-up') return offer;
      const { legs } = withLeg(offer, event.leg, { status: 'picked-up', sid: event.sid });
      return { ...known, status: 'picked-up', legs, expiresAt: event.expiresAt };
    }
    case 'OfferLegOver': {
      const after = withLeg(offer, event.leg, { status: 'over' });
      if (after.status !== 'picked-up' || after.legs.some(({ status }) => status === 'picked-up'))
        return after;
      // What rings on has yet to be lifted.
      return { ...lasting(after), status: 'ringing', saidYes: false };
    }
    case 'OfferSaidYes':
      return offer.status === 'ringing' ? { ...offer, saidYes: true } : offer;
    case 'OfferReached': {
      const legs = offer.legs.map((leg): OfferLeg =>
        leg.name === event.leg ? { ...leg, status: 'in-room', sid: event.sid } : { ...leg, status: 'over' },
      );
      return { ...known, legs, status: 'reached', on: event.leg, reachedAt: event.at };
    }
    case 'OfferOver':
      return { ...known, legs: allOver(offer), status: 'ended', outcome: event.outcome, endedAt: event.at };
    case 'PersonLeftLine':
      return { ...known, legs: allOver(offer), status: 'ended', outcome: 'reached', endedAt: event.at };
    default:
      return assertNever(event);
  }
}

function withLeg<O extends MadeOffer>(offer: O, name: LegName, change: Partial<OfferLeg>): O {
  return { ...offer, legs: offer.legs.map((leg) => (leg.name === name ? { ...leg, ...change } : leg)) };
}

function allOver({ legs }: MadeOffer): OfferLeg[] {
  return legs.map((leg) => (isAlive(leg) ? { ...leg, status: 'over' } : leg));
}

/** What an offer keeps whatever becomes of it. */
function lasting(offer: MadeOffer) {
  const { personId, personName, phone, purpose, asker, briefing, why, madeAt, expiresAt, legs } = offer;
  return { personId, personName, phone, purpose, asker, briefing, why, madeAt, expiresAt, legs };
}
