import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Moment, type Refusal } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import { effectSettled, legEnded, ringProgressed } from './decide-leg.ts';
import { about, endedByItself, endLeg, EXPIRY, isOpen, over, type OfferDecision } from './ending.ts';
import { askForYes, goodbye, joinRoom, nextStep } from './instructions.ts';
import type { MadeOffer, Offer, OfferCommand, OfferEvent, OfferFacts, OpenOffer } from './offer.ts';

/** A voicemail greeting outlasts a ring: whoever lifts the telephone has this long to say yes. */
const SECONDS_TO_SAY_YES = 20;

type Command<T extends OfferCommand['type']> = Extract<OfferCommand, { type: T }>;

/** The rules of ringing one person: reached means a click or a key press, never merely answered. */
export function decideOffer(
  command: OfferCommand,
  offer: Offer,
  facts: OfferFacts,
  moment: Moment,
): OfferDecision | Refusal {
  if (command.type === 'MakeOffer') return offer.status === 'none' ? make(command, facts, moment) : nothing;
  if (offer.status === 'none') return refuse('offer-unknown', 'This offer does not exist.');
  switch (command.type) {
    case 'RingProgressed':
      return ringProgressed(command, offer, moment);
    case 'TakeTurn':
      return takeTurn(command, offer, moment);
    case 'AcceptOffer':
      return accept(command, offer, moment);
    case 'RefuseOffer':
      return refuseOffer(command, offer, moment);
    case 'ExpireOffer':
      return isOpen(offer)
        ? over(offer, moment, 'no-answer', `${offer.personName} did not answer.`)
        : nothing;
    case 'WithdrawOffer':
      return isOpen(offer) ? over(offer, moment, 'withdrawn', command.why) : nothing;
    case 'ReleasePerson':
      return offer.status === 'reached' ? { events: [], effects: [endLeg(offer, moment)] } : nothing;
    case 'LegEnded':
      return legEnded(command.how, offer, moment);
    case 'EffectSettled':
      return effectSettled(command, offer, moment);
    default:
      return assertNever(command);
  }
}

function make(command: Command<'MakeOffer'>, facts: OfferFacts, { at, id }: Moment): OfferDecision {
  const { person, business } = facts;
  const asked = {
    offerId: id,
    callId: command.callId,
    personId: command.personId,
    purpose: command.purpose,
    asker: command.asker,
  };
  if (person === null || business === null || person.busy !== null) {
    const reason = person?.busy ?? 'There is no such person.';
    return {
      events: [
        {
          type: 'OfferOver',
          ...asked,
          personName: person?.name ?? command.personId,
          outcome: 'failed',
          reason,
          at,
        },
      ],
    };
  }
  const expiresAt = at + command.ringSeconds * SECOND;
  return {
    events: [
      {
        type: 'OfferMade',
        ...asked,
        personName: person.name,
        phone: person.phone,
        briefing: {
          callId: command.callId,
          businessId: command.businessId,
          businessName: business.name,
          callerId: business.callerId,
          language: command.language,
          queue: command.queue,
          topic: command.topic,
          story: [...command.story],
          waitingSince: command.waitingSince,
        },
        why: command.why,
        at,
        expiresAt,
      },
    ],
    effects: [
      {
        kind: 'line.ring',
        id,
        callId: command.callId,
        to: person.phone,
        from: business.callerId,
        ringSeconds: command.ringSeconds,
        answered: { noun: 'offers', id, turn: 1 },
      },
    ],
    timers: [{ set: EXPIRY, at: expiresAt, command: { type: 'ExpireOffer' } }],
  };
}

function takeTurn(command: Command<'TakeTurn'>, offer: MadeOffer, moment: Moment): OfferDecision | Refusal {
  if (command.turn !== offer.turn) return refuse('old-step', 'This step was used already.');
  const { input } = command;
  switch (offer.status) {
    case 'ringing':
      return offer.saidYes ? reached(offer, input.sid, 'click', moment) : pickedUp(offer, input.sid, moment);
    case 'picked-up':
      if (input.keys === '1') return reached(offer, input.sid, 'key', moment);
      if (input.keys === '2') {
        const reason = `${offer.personName} passed it on.`;
        const { event, timers } = endedByItself(offer, moment, 'refused', reason);
        return { events: [event], timers, says: goodbye('Passed on. Goodbye.', offer) };
      }
      return { events: [turned(offer, moment)], says: askForYes(offer, moment) };
    case 'reached':
      // Their room is gone while the call still wants them: they go back in.
      return { events: [turned(offer, moment)], says: joinRoom(offer, moment) };
    case 'ended':
      return { events: [], says: goodbye('This call has been taken care of. Goodbye.', offer) };
    default:
      return assertNever(offer);
  }
}

function pickedUp(offer: OpenOffer, sid: string, moment: Moment): OfferDecision {
  const expiresAt = moment.at + SECONDS_TO_SAY_YES * SECOND;
  return {
    events: [
      { type: 'OfferPickedUp', offerId: moment.id, callId: offer.briefing.callId, sid, expiresAt },
      turned(offer, moment),
    ],
    timers: [{ set: EXPIRY, at: expiresAt, command: { type: 'ExpireOffer' } }],
    says: askForYes(offer, moment),
  };
}

function turned(offer: MadeOffer, { id }: Moment): OfferEvent {
  return { type: 'OfferTurned', offerId: id, callId: offer.briefing.callId, turn: offer.turn + 1 };
}

function reached(offer: OpenOffer, sid: string, by: 'key' | 'click', moment: Moment): OfferDecision {
  return {
    events: [
      { type: 'OfferReached', ...about(offer, moment), sid, by, at: moment.at },
      turned(offer, moment),
    ],
    timers: [{ clear: EXPIRY }],
    says: joinRoom(offer, moment),
  };
}

function accept(command: Command<'AcceptOffer'>, offer: MadeOffer, moment: Moment): OfferDecision | Refusal {
  if (offer.personId !== command.personId)
    return refuse('not-yours', 'This call is offered to somebody else.');
  switch (offer.status) {
    case 'ringing':
      if (offer.saidYes) return nothing;
      return {
        events: [
          {
            type: 'OfferSaidYes',
            offerId: moment.id,
            callId: offer.briefing.callId,
            personId: offer.personId,
          },
        ],
      };
    case 'picked-up': {
      if (offer.sid === null)
        return refuse('leg-unknown', 'Your telephone is not connected yet. Try again in a second.');
      const decision = reached(offer, offer.sid, 'click', moment);
      const step = nextStep(offer, moment);
      return {
        events: decision.events,
        timers: decision.timers,
        // The leg is in the middle of its question; a click moves it on.
        effects: [
          { kind: 'line.move', id: `${moment.id}.join`, callId: offer.briefing.callId, sid: offer.sid, step },
        ],
      };
    }
    case 'reached':
      return nothing;
    case 'ended':
      return refuse(
        'offer-over',
        'This offer is over: the caller is with somebody else, has gone, or is being offered to the next person.',
      );
    default:
      return assertNever(offer);
  }
}

function refuseOffer(
  command: Command<'RefuseOffer'>,
  offer: MadeOffer,
  moment: Moment,
): OfferDecision | Refusal {
  if (offer.personId !== command.personId)
    return refuse('not-yours', 'This call is offered to somebody else.');
  if (!isOpen(offer)) return nothing;
  const why = command.reason === null ? '' : ` (${command.reason})`;
  return over(offer, moment, 'refused', `${offer.personName} passed it on${why}.`);
}
