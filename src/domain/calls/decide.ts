import { nothing, refuse, type Moment } from '../../kernel/decision.ts';
import type { Call, KnownCall } from './call.ts';
import { nextCheck } from './check-legs.ts';
import type { CallCommand, CallFacts } from './commands.ts';
import { decideDesk } from './decide-desk.ts';
import { placeCall } from './decide-callback.ts';
import { decideHouse } from './decide-house.ts';
import { decideLine } from './decide-line.ts';
import type { CallRule, Situation } from './decision.ts';

/** The rules of a call: legal moves only, and the caller is never alone. */
export function decideCall(command: CallCommand, call: Call, facts: CallFacts, moment: Moment): CallRule {
  if (command.type === 'ArriveCall') return call.status === 'none' ? arrive(command, facts, moment) : nothing;
  if (command.type === 'PlaceCall') return call.status === 'none' ? placeCall(command, moment) : nothing;
  // Somebody whose yes came too late for a call-back leaves a call that never began.
  if (call.status === 'none' && command.type === 'PartyGone') return nothing;
  if (call.status === 'none') return refuse('call-unknown', 'There is no such call.');
  if (command.type === 'AddNote') return addNote(command.text, call, facts, moment);
  if (call.status === 'ended') return ended(command, call, moment);
  const situation: Situation = { call, facts, moment };
  switch (command.type) {
    case 'TakeTurn':
    case 'CallerJoinedRoom':
    case 'CallerHungUp':
    case 'AskLineAgain':
    case 'CheckLegs':
    case 'EffectSettled':
      return decideLine(command, situation);
    case 'CustomerPickedUp':
    case 'PromiseRingBack':
    case 'SayAndEnd':
    case 'SetLanguage':
    case 'NoteNotice':
    case 'WaitForPerson':
    case 'NoteWaiting':
    case 'LeaveWait':
    case 'EscalateWait':
    case 'PersonReached':
    case 'OfferOver':
    case 'EscalationOver':
    case 'PartyGone':
      return decideHouse(command, situation);
    default:
      return decideDesk(command, situation);
  }
}

function ended(command: CallCommand, { businessId }: KnownCall, { at, id }: Moment): CallRule {
  switch (command.type) {
    case 'TakeTurn':
      return { events: [], says: { do: 'hang-up', utterances: [] } };
    case 'PersonReached': {
      const { offerId } = command;
      return { events: [{ type: 'PartyNotNeeded', callId: id, businessId, at, offerId }] };
    }
    case 'HoldCaller':
    case 'ResumeCaller':
    case 'ConsultPerson':
    case 'TransferToPerson':
    case 'TransferToQueue':
    case 'Escalate':
    case 'EndCall':
      return refuse('call-ended', 'The call has ended: the caller is no longer on the line.');
    default:
      return nothing;
  }
}

function arrive(
  command: Extract<CallCommand, { type: 'ArriveCall' }>,
  facts: CallFacts,
  { at, id }: Moment,
): CallRule {
  const { business } = facts;
  if (business === null) return refuse('business-unknown', 'Nobody answers this number.');
  const { businessId, number, flow, from, callerName, callerSid } = command;
  return {
    events: [
      {
        type: 'CallArrived',
        callId: id,
        businessId,
        at,
        number,
        flow,
        from,
        callerName,
        callerSid,
        language: business.languages[0] ?? 'en-GB',
      },
    ],
    timers: [nextCheck(at)],
  };
}

function addNote(text: string, call: KnownCall, facts: CallFacts, { at, id }: Moment): CallRule {
  if (facts.actor === null) return refuse('person-unknown', 'There is no such person.');
  const note = { at, ...facts.actor, text };
  return { events: [{ type: 'NoteAdded', callId: id, businessId: call.businessId, at, note }] };
}
