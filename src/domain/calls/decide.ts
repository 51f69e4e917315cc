import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Moment } from '../../kernel/decision.ts';
import type { Call, KnownCall } from './call.ts';
import type { CallCommand, CallFacts, LineCommand } from './commands.ts';
import { decideDesk } from './decide-desk.ts';
import { decideHouse } from './decide-house.ts';
import { callerGone } from './decide-leaving.ts';
import {
  callerStep,
  moveCaller,
  of,
  say,
  type CallDecision,
  type CallRule,
  type Situation,
} from './decision.ts';
import { goodbye } from './words.ts';

/** How soon the caller is fetched again when the line could not do it. */
const FETCH_AGAIN_MS = 2_000;

/** The rules of a call: legal moves only, and the caller is never alone. */
export function decideCall(command: CallCommand, call: Call, facts: CallFacts, moment: Moment): CallRule {
  if (command.type === 'ArriveCall') return call.status === 'none' ? arrive(command, facts, moment) : nothing;
  if (call.status === 'none') return refuse('call-unknown', 'There is no such call.');
  if (command.type === 'AddNote') return addNote(command.text, call, facts, moment);
  if (call.status === 'ended') return ended(command);
  const situation: Situation = { call, facts, moment };
  switch (command.type) {
    case 'TakeTurn':
    case 'CallerJoinedRoom':
    case 'CallerHungUp':
    case 'FetchAgain':
    case 'EffectSettled':
      return decideLine(command, situation);
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

function ended(command: CallCommand): CallRule {
  switch (command.type) {
    case 'TakeTurn':
      return { events: [], says: { do: 'hang-up', utterances: [] } };
    case 'PersonReached':
      return refuse('caller-gone', 'The caller has gone.');
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
  };
}

function addNote(text: string, call: KnownCall, facts: CallFacts, { at, id }: Moment): CallRule {
  if (facts.actor === null) return refuse('person-unknown', 'There is no such person.');
  const note = { at, ...facts.actor, text };
  return { events: [{ type: 'NoteAdded', callId: id, businessId: call.businessId, at, note }] };
}

function decideLine(command: Exclude<LineCommand, { type: 'ArriveCall' }>, situation: Situation): CallRule {
  const { call } = situation;
  switch (command.type) {
    case 'TakeTurn':
      return takeTurn(command.turn, situation);
    case 'CallerJoinedRoom':
      return call.place.at === 'moving' ? { events: [{ type: 'CallerInRoom', ...of(situation) }] } : nothing;
    case 'CallerHungUp':
      return callerGone('caller', situation);
    case 'FetchAgain':
      return call.place.at === 'moving'
        ? { events: [], effects: [moveCaller(situation, `fetch-${situation.moment.at}`)] }
        : nothing;
    case 'EffectSettled':
      return effectSettled(command, situation);
    default:
      return assertNever(command);
  }
}

/** The caller's leg asks what to do: it goes into the room, back into it, or home. */
function takeTurn(turn: number, situation: Situation): CallRule {
  const { call, moment, facts } = situation;
  if (turn !== call.turn) return refuse('old-step', 'This step was used already.');
  if (call.place.at === 'leaving') {
    const name = facts.business?.name ?? 'us';
    return { events: [], says: { do: 'hang-up', utterances: say(goodbye(name), call.language) } };
  }
  const turned: CallDecision['events'] = [{ type: 'CallerTurned', ...of(situation), turn: call.turn + 1 }];
  const then = { ...callerStep(situation), turn: call.turn + 1 };
  const inRoom =
    call.place.at === 'moving' ? [...turned, { type: 'CallerInRoom' as const, ...of(situation) }] : turned;
  return { events: inRoom, says: { do: 'join-room', room: moment.id, label: 'caller', then } };
}

function effectSettled(
  command: Extract<CallCommand, { type: 'EffectSettled' }>,
  situation: Situation,
): CallRule {
  const { call, moment } = situation;
  if (command.outcome === 'done') return nothing;
  // Gone: the end of the leg itself is told by its own callback, and by the poll when that is lost.
  if (command.why === 'gone') return nothing;
  if (command.kind === 'line.move' && call.place.at === 'moving') {
    return {
      events: [],
      timers: [{ set: 'fetch', at: moment.at + FETCH_AGAIN_MS, command: { type: 'FetchAgain' } }],
    };
  }
  if (command.kind === 'line.hold' && call.place.at === 'held') {
    return {
      events: [
        {
          type: 'CallerResumed',
          ...of(situation),
          why: `The line could not hold the caller: ${command.reason}`,
        },
      ],
    };
  }
  return nothing;
}
