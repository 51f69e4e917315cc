import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Moment, type Refusal } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import { effectSettled, legEnded, ringProgressed } from './decide-leg.ts';
import { about, clearTimers, endLeg, EXPIRY, isOpen, over, silence, type OfferDecision } from './ending.ts';
import { askForYes, goodbye, joinRoom, nextStep, tellThenJoin } from './instructions.ts';
import { attemptOf, type OfferLeg } from './legs.ts';
import type { MadeOffer, Offer, OfferCommand, OfferEvent, OfferFacts, OpenOffer } from './offer.ts';
import { otherPhoneLater, ringBrowser, ringOtherPhone, ringPhone } from './ringing.ts';

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
    case 'RingTelephone':
      return ringTelephone(offer, moment);
    case 'ReleasePerson':
      return release(offer, moment);
    case 'LegEnded':
      return legEnded(command, offer, moment);
    case 'EffectSettled':
      return effectSettled(command, offer, moment);
    default:
      return assertNever(command);
  }
}

function make(command: Command<'MakeOffer'>, facts: OfferFacts, moment: Moment): OfferDecision {
  const { at, id } = moment;
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
  const { callId, personId, ringSeconds } = command;
  const ringing = { callId, personId, phone: person.phone, callerId: business.callerId, ringSeconds };
  const inBrowser = person.device === 'browser';
  const expiresAt = at + ringSeconds * SECOND;
  return {
    events: [
      {
        type: 'OfferMade',
        ...asked,
        personName: person.name,
        phone: person.phone,
        device: person.device,
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
        why: person.because === null ? command.why : `${command.why} ${person.because}: the telephone rings.`,
        at,
        expiresAt,
      },
    ],
    effects: [inBrowser ? ringBrowser(ringing, moment) : ringPhone(ringing, 'first', moment)],
    timers: [
      { set: EXPIRY, at: expiresAt, command: { type: 'ExpireOffer' } },
      ...(inBrowser ? otherPhoneLater(command.ringSeconds, moment) : []),
    ],
  };
}

function ringTelephone(offer: MadeOffer, moment: Moment): OfferDecision {
  if (!isOpen(offer)) return nothing;
  const why = `${offer.personName} has not answered in the browser: the telephone rings as well.`;
  return ringOtherPhone(offer, why, moment) ?? nothing;
}

function release(offer: MadeOffer, moment: Moment): OfferDecision {
  const leg = offer.status === 'reached' ? offer.legs.find(({ name }) => name === offer.on) : undefined;
  return leg === undefined ? nothing : { events: [], effects: [endLeg(offer, leg, moment)] };
}

function takeTurn(command: Command<'TakeTurn'>, offer: MadeOffer, moment: Moment): OfferDecision | Refusal {
  const leg = offer.legs.find(({ name }) => name === command.leg);
  if (leg === undefined || command.turn !== leg.turn)
    return refuse('old-step', 'This step was used already.');
  const { input } = command;
  switch (offer.status) {
    case 'ringing':
    case 'picked-up':
      return openTurn(input, offer, leg, moment);
    case 'reached':
      if (offer.on !== leg.name) return { events: [], says: goodbye(TAKEN, offer) };
      // Their room is gone while the call still wants them: they go back in.
      return { events: [turned(offer, leg, moment)], says: joinRoom(offer, leg, moment) };
    case 'ended':
      return { events: [], says: goodbye(TAKEN, offer) };
    default:
      return assertNever(offer);
  }
}

const TAKEN = 'This call has been taken care of. Goodbye.';

function openTurn(
  { sid, keys }: Command<'TakeTurn'>['input'],
  offer: OpenOffer,
  leg: OfferLeg,
  moment: Moment,
): OfferDecision {
  switch (leg.status) {
    case 'over':
    case 'in-room':
      return { events: [], says: goodbye('Please take this call on your other telephone. Goodbye.', offer) };
    case 'ringing': {
      // Only a person's own click picks up in a browser, while a voicemail may pick up a telephone.
      const saidYes = leg.device === 'browser' || (offer.status === 'ringing' && offer.saidYes);
      return saidYes ? reached(offer, leg, sid, 'click', moment) : pickedUp(offer, leg, sid, moment);
    }
    case 'picked-up':
      if (keys === '1') return reached(offer, leg, sid, 'key', moment);
      if (keys === '2') {
        const refused = over(offer, moment, 'refused', `${offer.personName} passed it on.`, leg);
        return { ...refused, says: goodbye('Passed on. Goodbye.', offer) };
      }
      return { events: [turned(offer, leg, moment)], says: askForYes(offer, leg, moment) };
    default:
      return assertNever(leg.status);
  }
}

function pickedUp(offer: OpenOffer, leg: OfferLeg, sid: string, moment: Moment): OfferDecision {
  const expiresAt = moment.at + SECONDS_TO_SAY_YES * SECOND;
  const { callId } = offer.briefing;
  return {
    events: [
      { type: 'OfferPickedUp', offerId: moment.id, callId, leg: leg.name, sid, expiresAt },
      turned(offer, leg, moment),
    ],
    timers: [{ set: EXPIRY, at: expiresAt, command: { type: 'ExpireOffer' } }],
    says: askForYes(offer, leg, moment),
  };
}

function turned(offer: MadeOffer, leg: OfferLeg, { id }: Moment): OfferEvent {
  const { callId } = offer.briefing;
  return { type: 'OfferTurned', offerId: id, callId, leg: leg.name, turn: leg.turn + 1 };
}

/** The first yes wins; whatever else rings for this offer stops. */
function reached(
  offer: OpenOffer,
  leg: OfferLeg,
  sid: string,
  by: 'key' | 'click',
  moment: Moment,
): OfferDecision {
  const on = { leg: leg.name, device: leg.device, sid, by };
  return {
    events: [
      { type: 'OfferReached', ...about(offer, moment), ...on, at: moment.at },
      turned(offer, leg, moment),
    ],
    ...silence(offer, moment, leg),
    timers: clearTimers(offer),
    says: offer.purpose === 'callback' ? tellThenJoin(offer, leg, moment) : joinRoom(offer, leg, moment),
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
    case 'picked-up':
      return acceptPickedUp(offer, moment);
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

/** The leg is in the middle of its question; a click moves it on. */
function acceptPickedUp(offer: OpenOffer, moment: Moment): OfferDecision | Refusal {
  const leg = offer.legs.find(({ status }) => status === 'picked-up');
  if (leg === undefined || leg.sid === null)
    return refuse('leg-unknown', 'Your telephone is not connected yet. Try again in a second.');
  const { sid, name } = leg;
  const { events, timers, withdraws, effects } = reached(offer, leg, sid, 'click', moment);
  const id = `${attemptOf(moment.id, name)}.join`;
  const move = { kind: 'line.move', id, callId: offer.briefing.callId, sid } as const;
  return {
    events,
    ...(withdraws === undefined ? {} : { withdraws }),
    ...(timers === undefined ? {} : { timers }),
    effects: [{ ...move, step: nextStep(leg, moment) }, ...(effects ?? [])],
  };
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
