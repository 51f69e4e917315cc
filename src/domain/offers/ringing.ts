import type { Moment } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import { browserAddress } from '../../telephony/line.ts';
import { hasOtherPhone, over, type OfferDecision, OTHER_PHONE } from './ending.ts';
import { attemptOf, isAlive, type LegName, type OfferLeg } from './legs.ts';
import type { OfferCommand, OfferEffect, OfferEvent, OpenOffer, Outcome } from './offer.ts';

/** What rings for an offer, and when the telephone comes to the browser's help. */

/** Somebody who sits before the browser has answered by now; somebody who does not hears the other telephone. */
export const OTHER_PHONE_AFTER = 8 * SECOND;
/** A ring that is over before somebody could walk to the telephone is not worth a second device. */
const LEAST_RING_FOR_BOTH = 12 * SECOND;
/** With less time left than this nobody would get to the telephone, and the line rings no shorter than this. */
const LEAST_RING = 5 * SECOND;

type Ringing = Pick<OpenOffer, 'personId' | 'phone'> & {
  readonly callId: string;
  readonly callerId: string;
  readonly ringSeconds: number;
};

/** Rings the person's browser; all tabs that are ready ring together. */
export function ringBrowser(about: Ringing, { id }: Moment): OfferEffect {
  return ring(about, browserAddress(about.personId, { offer: id }), 'first', id);
}

/** Rings the person's telephone (E.164): as the first leg, or to help a browser. */
export function ringPhone(about: Ringing, leg: LegName, { id }: Moment): OfferEffect {
  return ring(about, about.phone, leg, id);
}

function ring(about: Ringing, to: string, leg: LegName, offerId: string): OfferEffect {
  const { callId, callerId, ringSeconds } = about;
  const attempt = attemptOf(offerId, leg);
  const answered = { noun: 'offers', id: attempt, turn: 1 };
  return { kind: 'line.ring', id: attempt, callId, to, from: callerId, ringSeconds, answered };
}

/** When the telephone rings beside the browser: with a short ring, only when the browser cannot be had. */
export function otherPhoneLater(ringSeconds: number, { at }: Moment) {
  if (ringSeconds * SECOND < LEAST_RING_FOR_BOTH) return [];
  const command: OfferCommand = { type: 'RingTelephone' };
  return [{ set: OTHER_PHONE, at: at + OTHER_PHONE_AFTER, command }];
}

/** The telephone rings for what is left of the time. */
export function ringOtherPhone(offer: OpenOffer, why: string, moment: Moment): OfferDecision | null {
  const left = offer.expiresAt - moment.at;
  if (!hasOtherPhone(offer) || left < LEAST_RING) return null;
  const { personId, phone, briefing } = offer;
  const about = { personId, phone, ...briefing, ringSeconds: Math.ceil(left / SECOND) };
  return {
    events: [{ type: 'OfferTelephoneRung', offerId: moment.id, callId: briefing.callId, why, at: moment.at }],
    effects: [ringPhone(about, 'phone', moment)],
    timers: [{ clear: OTHER_PHONE }],
  };
}

/** One leg rings no more: what else rings goes on, the telephone is tried, or the offer is over. */
export function legOver(
  offer: OpenOffer,
  leg: OfferLeg,
  ending: { readonly outcome: Exclude<Outcome, 'reached'>; readonly reason: string },
  moment: Moment,
): OfferDecision {
  const { outcome, reason } = ending;
  const about = { offerId: moment.id, callId: offer.briefing.callId, leg: leg.name };
  const event: OfferEvent = { type: 'OfferLegOver', ...about, reason, at: moment.at };
  if (offer.legs.some((other) => other.name !== leg.name && isAlive(other))) return { events: [event] };
  const more = ringOtherPhone(offer, reason, moment);
  return more === null
    ? over(offer, moment, outcome, reason, leg)
    : { ...more, events: [event, ...more.events] };
}
