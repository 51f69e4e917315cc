import type { Moment } from '../../kernel/decision.ts';
import { type Instruction, saidToStaff, type Step } from '../../telephony/line.ts';
import { attemptOf, type OfferLeg } from './legs.ts';
import type { MadeOffer } from './offer.ts';
import { offerPrompt, ringingCustomer } from './words.ts';

/** What the leg of a person who is rung does next. */

const SECONDS_BEFORE_ASKING_AGAIN = 4;

/** Where the leg's next webhook goes. The turn makes it good for one use. */
export function nextStep(leg: OfferLeg, { id }: Moment): Step {
  return { noun: 'offers', id: attemptOf(id, leg.name), turn: leg.turn + 1 };
}

/** Says who calls and why, and waits for one key: a person is reached when they say so, never by picking up. */
export function askForYes(offer: MadeOffer, leg: OfferLeg, moment: Moment): Instruction {
  const { briefing, purpose } = offer;
  return {
    do: 'listen',
    utterances: [saidToStaff(offerPrompt(briefing, purpose), briefing.language)],
    keys: { max: 1, finishOn: '' },
    speech: null,
    timeoutSeconds: SECONDS_BEFORE_ASKING_AGAIN,
    then: nextStep(leg, moment),
  };
}

/** Brings the leg into the room of the call, under the offer's id. */
export function joinRoom(offer: MadeOffer, leg: OfferLeg, moment: Moment): Instruction {
  return { do: 'join-room', room: offer.briefing.callId, label: moment.id, then: nextStep(leg, moment) };
}

/** Who rings a customer back is told so first, and then waits in the room. */
export function tellThenJoin(offer: MadeOffer, leg: OfferLeg, moment: Moment): Instruction {
  const { language } = offer.briefing;
  return {
    do: 'speak',
    utterances: [saidToStaff(ringingCustomer, language)],
    then: nextStep(leg, moment),
  };
}

/** Last words, then the leg is hung up. */
export function goodbye(text: string, offer: MadeOffer): Instruction {
  return { do: 'hang-up', utterances: [saidToStaff(text, offer.briefing.language)] };
}
