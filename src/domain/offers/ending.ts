import type { Decision, Moment } from '../../kernel/decision.ts';
import type { Instruction } from '../../telephony/line.ts';
import type { MadeOffer, OfferEffect, OfferEvent, OpenOffer, Outcome } from './offer.ts';

/** The ways in which an offer ends, whoever ends it. */

export const EXPIRY = 'expiry';

export type OfferDecision = Decision<OfferEvent, OfferEffect, Instruction>;

export function isOpen(offer: MadeOffer): offer is OpenOffer {
  return offer.status === 'ringing' || offer.status === 'picked-up';
}

/** Ends an offer and whatever rings or listens for it. */
export function over(
  offer: OpenOffer,
  moment: Moment,
  outcome: Exclude<Outcome, 'reached'>,
  reason: string,
): OfferDecision {
  const { event, timers } = endedByItself(offer, moment, outcome, reason);
  return { events: [event], withdraws: [moment.id], effects: [endLeg(offer, moment)], timers };
}

/** Nothing rings any more, so nothing has to be ended. */
export function endedByItself(
  offer: OpenOffer,
  moment: Moment,
  outcome: Exclude<Outcome, 'reached'>,
  reason: string,
) {
  const event: OfferEvent = { type: 'OfferOver', ...about(offer, moment), outcome, reason, at: moment.at };
  return { event, timers: [{ clear: EXPIRY }] };
}

export function about(offer: MadeOffer, { id }: Moment) {
  const { briefing, personId, personName, purpose, asker } = offer;
  return { offerId: id, callId: briefing.callId, personId, personName, purpose, asker };
}

/** Somebody who had said yes is on the line no more. */
export function leftLine(offer: MadeOffer, moment: Moment): OfferDecision {
  const { offerId, callId, personId, personName } = about(offer, moment);
  return {
    events: [{ type: 'PersonLeftLine', offerId, callId, personId, personName, at: moment.at }],
  };
}

export function endLeg(offer: MadeOffer, { id }: Moment): OfferEffect {
  const leg = offer.sid === null ? { ring: id } : { sid: offer.sid };
  return {
    kind: 'line.end',
    id: `${id}.end${offer.sid === null ? '' : '-leg'}`,
    callId: offer.briefing.callId,
    leg,
  };
}
