import { nothing, type Moment } from '../../kernel/decision.ts';
import type { LegEnding } from '../../telephony/line.ts';
import { endedByItself, endLeg, isOpen, leftLine, type OfferDecision } from './ending.ts';
import type { MadeOffer, OfferCommand, Outcome } from './offer.ts';

/** What the line tells of the leg that rings for an offer, in whatever order it tells it. */

type Command<T extends OfferCommand['type']> = Extract<OfferCommand, { type: T }>;

export function ringProgressed(
  command: Command<'RingProgressed'>,
  offer: MadeOffer,
  moment: Moment,
): OfferDecision {
  // A ring that was given up may still be heard of: whatever has come alive since is ended.
  if (offer.status === 'ended')
    return { events: [], effects: [endLeg({ ...offer, sid: command.sid }, moment)] };
  return knowLeg(offer, command.sid, moment);
}

function knowLeg(offer: MadeOffer, sid: string, { id }: Moment): OfferDecision {
  if (offer.sid !== null) return nothing;
  return { events: [{ type: 'OfferLegKnown', offerId: id, callId: offer.briefing.callId, sid }] };
}

const ENDINGS: Readonly<Record<LegEnding, { outcome: Exclude<Outcome, 'reached'>; words: string }>> = {
  completed: { outcome: 'refused', words: 'hung up without taking it' },
  busy: { outcome: 'refused', words: 'refused the call or was busy' },
  'no-answer': { outcome: 'no-answer', words: 'did not answer' },
  failed: { outcome: 'failed', words: 'could not be rung' },
  canceled: { outcome: 'withdrawn', words: 'was no longer needed' },
};

export function legEnded(how: LegEnding, offer: MadeOffer, moment: Moment): OfferDecision {
  if (offer.status === 'ended') return nothing;
  if (offer.status === 'reached') return leftLine(offer, moment);
  const { outcome, words } = ENDINGS[how];
  const { event, timers } = endedByItself(offer, moment, outcome, `${offer.personName} ${words}.`);
  return { events: [event], timers };
}

export function effectSettled(
  command: Command<'EffectSettled'>,
  offer: MadeOffer,
  moment: Moment,
): OfferDecision {
  // A person whom we let go is free when their leg has ended, whether or not the leg's own news comes.
  if (command.kind === 'line.end' && command.outcome === 'done' && offer.status === 'reached')
    return leftLine(offer, moment);
  if (command.outcome === 'done') {
    return command.kind === 'line.ring' ? knowLeg(offer, String(command.result['sid']), moment) : nothing;
  }
  // A leg that was heard of rings, whatever became of the answer to our request.
  if (command.kind === 'line.ring' && isOpen(offer) && offer.sid === null) {
    const reason = `${offer.personName} could not be rung: ${command.reason}`;
    const { event, timers } = endedByItself(offer, moment, 'failed', reason);
    return { events: [event], timers };
  }
  if (command.kind === 'line.move' && offer.status === 'reached') {
    // They never came into the room. Should the leg live on somewhere, it lives for nothing.
    return { ...leftLine(offer, moment), effects: command.why === 'gone' ? [] : [endLeg(offer, moment)] };
  }
  return nothing;
}
