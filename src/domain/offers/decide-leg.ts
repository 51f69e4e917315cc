import { nothing, type Moment } from '../../kernel/decision.ts';
import type { LegEnding } from '../../telephony/line.ts';
import { endLeg, isOpen, leftLine, over, type OfferDecision } from './ending.ts';
import { isAlive, legOfEffect, type OfferLeg } from './legs.ts';
import type { MadeOffer, OfferCommand, Outcome } from './offer.ts';
import { legOver } from './ringing.ts';

/** What the line tells of the legs that ring for an offer, in whatever order it tells it. */

type Command<T extends OfferCommand['type']> = Extract<OfferCommand, { type: T }>;

/** The line names the call behind a ring. One that was given up meanwhile is ended. */
export function ringProgressed(
  command: Command<'RingProgressed'>,
  offer: MadeOffer,
  moment: Moment,
): OfferDecision {
  const leg = offer.legs.find(({ name }) => name === command.leg);
  if (leg === undefined) return nothing;
  // A ring that was given up may still be heard of: whatever has come alive since is ended.
  if (!isAlive(leg)) return { events: [], effects: [endLeg(offer, { ...leg, sid: command.sid }, moment)] };
  return knowLeg(offer, leg, command.sid, moment);
}

function knowLeg(offer: MadeOffer, leg: OfferLeg, sid: string, { id }: Moment): OfferDecision {
  if (leg.sid !== null) return nothing;
  return {
    events: [{ type: 'OfferLegKnown', offerId: id, callId: offer.briefing.callId, leg: leg.name, sid }],
  };
}

const ENDINGS: Readonly<Record<LegEnding, { outcome: Exclude<Outcome, 'reached'>; words: string }>> = {
  completed: { outcome: 'refused', words: 'hung up without taking it' },
  busy: { outcome: 'refused', words: 'refused the call or was busy' },
  'no-answer': { outcome: 'no-answer', words: 'did not answer' },
  failed: { outcome: 'failed', words: 'could not be rung' },
  canceled: { outcome: 'withdrawn', words: 'was no longer needed' },
};

/**
 * One leg has ended, `how` being the line's own word. While the offer is open another device may take over; on a leg that
 * somebody talked on, the person has left the line. News of an offer that is over changes nothing.
 */
export function legEnded(
  { leg: name, how }: Command<'LegEnded'>,
  offer: MadeOffer,
  moment: Moment,
): OfferDecision {
  if (offer.status === 'ended') return nothing;
  if (offer.status === 'reached')
    return name === null || name === offer.on ? leftLine(offer, moment) : nothing;
  const leg = offer.legs.find((one) => one.name === name);
  if (leg === undefined || !isAlive(leg)) return nothing;
  const { outcome, words } = ENDINGS[how];
  const reason = `${offer.personName} ${words}.`;
  // A browser is never engaged by other calls: busy is its button that says no, and speaks for every device.
  if (leg.device === 'browser' && how === 'busy') return over(offer, moment, outcome, reason, leg);
  return legOver(offer, leg, { outcome, reason }, moment);
}

/**
 * What became of something that was asked of the line: a ring has its call SID or failed, a leg was ended, or never came
 * into the room.
 */
export function effectSettled(
  command: Command<'EffectSettled'>,
  offer: MadeOffer,
  moment: Moment,
): OfferDecision {
  const name = legOfEffect(moment.id, command.effectId);
  const leg = offer.legs.find((one) => one.name === name);
  if (leg === undefined) return nothing;
  const isTheirs = offer.status === 'reached' && offer.on === name;
  // A person whom we let go is free when their leg has ended, whether or not the leg's own news comes.
  if (command.kind === 'line.end' && command.outcome === 'done' && isTheirs) return leftLine(offer, moment);
  if (command.outcome === 'done') {
    return command.kind === 'line.ring'
      ? knowLeg(offer, leg, String(command.result['sid']), moment)
      : nothing;
  }
  // A leg that was heard of rings, whatever became of the answer to our request.
  if (command.kind === 'line.ring' && isOpen(offer) && isAlive(leg) && leg.sid === null) {
    const reason = `${offer.personName} could not be rung: ${command.reason}`;
    return legOver(offer, leg, { outcome: 'failed', reason }, moment);
  }
  if (command.kind === 'line.move' && isTheirs) {
    // They never came into the room. Should the leg live on somewhere, it lives for nothing.
    return {
      ...leftLine(offer, moment),
      effects: command.why === 'gone' ? [] : [endLeg(offer, leg, moment)],
    };
  }
  return nothing;
}
