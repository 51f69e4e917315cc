import type { Decision, Moment } from '../../kernel/decision.ts';
import type { Instruction } from '../../telephony/line.ts';
import { attemptOf, isAlive, type OfferLeg } from './legs.ts';
import type { MadeOffer, OfferEffect, OfferEvent, OpenOffer, Outcome } from './offer.ts';

/** The ways in which an offer ends, whoever ends it. */

export const EXPIRY = 'expiry';
export const OTHER_PHONE = 'other-phone';

export type OfferDecision = Decision<OfferEvent, OfferEffect, Instruction>;

/** Whether the person may still say yes. */
export function isOpen(offer: MadeOffer): offer is OpenOffer {
  return offer.status === 'ringing' || offer.status === 'picked-up';
}

/** Whether the telephone of somebody whose browser rings has yet to be tried. */
export function hasOtherPhone({ legs }: OpenOffer): boolean {
  return legs.length === 1 && legs[0]?.device === 'browser';
}

/** Stops the clocks of an offer that has found its end; the second one runs only while a telephone may be tried. */
export function clearTimers(offer: OpenOffer) {
  return hasOtherPhone(offer) ? [{ clear: EXPIRY }, { clear: OTHER_PHONE }] : [{ clear: EXPIRY }];
}

/**
 * Ends an offer and whatever rings or listens for it.
 * @param except a leg that ends by itself: it was told goodbye
 */
export function over(
  offer: OpenOffer,
  moment: Moment,
  outcome: Exclude<Outcome, 'reached'>,
  reason: string,
  except?: OfferLeg,
): OfferDecision {
  const event: OfferEvent = { type: 'OfferOver', ...about(offer, moment), outcome, reason, at: moment.at };
  return { events: [event], ...silence(offer, moment, except), timers: clearTimers(offer) };
}

/** Everything that rings stops, but for one leg; a ring that has not begun never begins. */
export function silence(
  offer: MadeOffer,
  moment: Moment,
  except?: OfferLeg,
): Pick<OfferDecision, 'withdraws' | 'effects'> {
  const legs = offer.legs.filter((leg) => isAlive(leg) && leg.name !== except?.name);
  if (legs.length === 0) return {};
  return {
    withdraws: legs.map(({ name }) => attemptOf(moment.id, name)),
    effects: legs.map((leg) => endLeg(offer, leg, moment)),
  };
}

/** What the events of an offer have in common. */
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

/** Hangs up one leg. With no call SID known, whatever its ring has led to is looked for and ended. */
export function endLeg(offer: MadeOffer, { name, sid }: OfferLeg, { id }: Moment): OfferEffect {
  const attempt = attemptOf(id, name);
  return {
    kind: 'line.end',
    id: `${attempt}.end${sid === null ? '' : '-leg'}`,
    callId: offer.briefing.callId,
    leg: sid === null ? { ring: attempt } : { sid },
  };
}
