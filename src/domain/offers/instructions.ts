import type { Moment } from '../../kernel/decision.ts';
import type { Instruction, Step } from '../../telephony/line.ts';
import type { MadeOffer } from './offer.ts';
import { offerPrompt } from './words.ts';

/** What the leg of a person who is rung does next. */

const SECONDS_BEFORE_ASKING_AGAIN = 4;

export function nextStep(offer: MadeOffer, { id }: Moment): Step {
  return { noun: 'offers', id, turn: offer.turn + 1 };
}

export function askForYes(offer: MadeOffer, moment: Moment): Instruction {
  const { briefing, purpose } = offer;
  return {
    do: 'listen',
    utterances: [{ kind: 'say', text: offerPrompt(briefing, purpose), language: briefing.language }],
    keys: { max: 1, finishOn: '' },
    speech: null,
    timeoutSeconds: SECONDS_BEFORE_ASKING_AGAIN,
    then: nextStep(offer, moment),
  };
}

export function joinRoom(offer: MadeOffer, moment: Moment): Instruction {
  return { do: 'join-room', room: offer.briefing.callId, label: moment.id, then: nextStep(offer, moment) };
}

export function goodbye(text: string, offer: MadeOffer): Instruction {
  return { do: 'hang-up', utterances: [{ kind: 'say', text, language: offer.briefing.language }] };
}
