import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import type { Instruction, LegEnding } from '../../telephony/line.ts';
import type {
  MadeOffer,
  Offer,
  OfferCommand,
  OfferEffect,
  OfferEvent,
  OfferFacts,
  OpenOffer,
  Outcome,
} from './offer.ts';
import { offerPrompt } from './words.ts';

export const EXPIRY = 'expiry';
/** A voicemail greeting outlasts a ring: whoever lifts the telephone has this long to say yes. */
const SECONDS_TO_SAY_YES = 20;

type OfferDecision = Decision<OfferEvent, OfferEffect, Instruction>;
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

function isOpen(offer: MadeOffer): offer is OpenOffer {
  return offer.status === 'ringing' || offer.status === 'picked-up';
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

function ringProgressed(command: Command<'RingProgressed'>, offer: MadeOffer, moment: Moment): OfferDecision {
  // A ring that was given up may still be heard of: whatever has come alive since is ended.
  if (offer.status === 'ended')
    return { events: [], effects: [endLeg({ ...offer, sid: command.sid }, moment)] };
  return knowLeg(offer, command.sid, moment);
}

function knowLeg(offer: MadeOffer, sid: string, { id }: Moment): OfferDecision {
  if (offer.sid !== null) return nothing;
  return { events: [{ type: 'OfferLegKnown', offerId: id, callId: offer.briefing.callId, sid }] };
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
        const refusal = over(offer, moment, 'refused', `${offer.personName} passed it on.`);
        return { ...refusal, effects: [], says: goodbye('Passed on. Goodbye.', offer) };
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

function askForYes(offer: MadeOffer, { id }: Moment): Instruction {
  const { briefing, purpose } = offer;
  return {
    do: 'listen',
    utterances: [{ kind: 'say', text: offerPrompt(briefing, purpose), language: briefing.language }],
    keys: { max: 1, finishOn: '' },
    speech: null,
    timeoutSeconds: 4,
    then: { noun: 'offers', id, turn: offer.turn + 1 },
  };
}

function joinRoom(offer: MadeOffer, { id }: Moment): Instruction {
  return {
    do: 'join-room',
    room: offer.briefing.callId,
    label: id,
    then: { noun: 'offers', id, turn: offer.turn + 1 },
  };
}

function goodbye(text: string, offer: MadeOffer): Instruction {
  return { do: 'hang-up', utterances: [{ kind: 'say', text, language: offer.briefing.language }] };
}

function reached(offer: OpenOffer, sid: string, by: 'key' | 'click', moment: Moment): OfferDecision {
  return {
    events: [
      {
        type: 'OfferReached',
        offerId: moment.id,
        callId: offer.briefing.callId,
        personId: offer.personId,
        personName: offer.personName,
        purpose: offer.purpose,
        asker: offer.asker,
        sid,
        by,
        at: moment.at,
      },
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
      const step = { noun: 'offers', id: moment.id, turn: offer.turn + 1 };
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

function over(
  offer: OpenOffer,
  moment: Moment,
  outcome: Exclude<Outcome, 'reached'>,
  reason: string,
): OfferDecision {
  return {
    events: [
      {
        type: 'OfferOver',
        offerId: moment.id,
        callId: offer.briefing.callId,
        personId: offer.personId,
        personName: offer.personName,
        purpose: offer.purpose,
        asker: offer.asker,
        outcome,
        reason,
        at: moment.at,
      },
    ],
    withdraws: [moment.id],
    effects: [endLeg(offer, moment)],
    timers: [{ clear: EXPIRY }],
  };
}

function endLeg(offer: MadeOffer, { id }: Moment): OfferEffect {
  const leg = offer.sid === null ? { ring: id } : { sid: offer.sid };
  return {
    kind: 'line.end',
    id: `${id}.end${offer.sid === null ? '' : '-leg'}`,
    callId: offer.briefing.callId,
    leg,
  };
}

const ENDINGS: Readonly<Record<LegEnding, { outcome: Exclude<Outcome, 'reached'>; words: string }>> = {
  completed: { outcome: 'refused', words: 'hung up without taking it' },
  busy: { outcome: 'refused', words: 'refused the call or was busy' },
  'no-answer': { outcome: 'no-answer', words: 'did not answer' },
  failed: { outcome: 'failed', words: 'could not be rung' },
  canceled: { outcome: 'withdrawn', words: 'was no longer needed' },
};

function legEnded(how: LegEnding, offer: MadeOffer, moment: Moment): OfferDecision {
  if (offer.status === 'ended') return nothing;
  if (offer.status === 'reached') {
    return {
      events: [
        {
          type: 'PersonLeftLine',
          offerId: moment.id,
          callId: offer.briefing.callId,
          personId: offer.personId,
          personName: offer.personName,
          at: moment.at,
        },
      ],
    };
  }
  const ending = ENDINGS[how];
  const decision = over(offer, moment, ending.outcome, `${offer.personName} ${ending.words}.`);
  return { events: decision.events, timers: decision.timers };
}

function effectSettled(command: Command<'EffectSettled'>, offer: MadeOffer, moment: Moment): OfferDecision {
  if (command.kind === 'line.ring') {
    if (command.outcome === 'done') return knowLeg(offer, String(command.result['sid']), moment);
    if (!isOpen(offer)) return nothing;
    const decision = over(
      offer,
      moment,
      'failed',
      `${offer.personName} could not be rung: ${command.reason}`,
    );
    return { events: decision.events, timers: decision.timers };
  }
  // The leg had gone before it could be moved into the room.
  if (command.kind === 'line.move' && command.outcome === 'failed')
    return legEnded('completed', offer, moment);
  return nothing;
}
