import { assertNever } from '../../kernel/assert-never.ts';
import { isRefusal, nothing, refuse, type Refusal } from '../../kernel/decision.ts';
import type { CallEvent, Party } from './call.ts';
import type { DeskCommand } from './commands.ts';
import { callerGone, consultedLeaves } from './decide-leaving.ts';
import { decideMoving } from './decide-moving.ts';
import {
  agents,
  held,
  hold,
  moveCaller,
  of,
  release,
  released,
  resumed,
  wordsFor,
  type CallRule,
  type Situation,
} from './decision.ts';

type LiveDeskCommand = Exclude<DeskCommand, { type: 'AddNote' }>;

/** What the people on the call may do with it from their desks. */
export function decideDesk(command: LiveDeskCommand, situation: Situation): CallRule {
  const party = situation.call.parties.find(({ personId }) => personId === command.by);
  if (party === undefined) {
    return refuse('not-on-call', 'You are not on this call, so you cannot change it.');
  }
  if (party.role === 'consulted') {
    if (command.type === 'LeaveCall') return consultedLeaves(party, situation);
    return refuse(
      'only-asked',
      'You are asked for advice. Whoever asked you moves the caller; you may leave the consultation.',
    );
  }
  // While the customer's telephone rings, whoever ends or leaves stops it.
  const stops = command.type === 'EndCall' || command.type === 'LeaveCall';
  if (stops && situation.call.place.at === 'ringing') return callerGone(party.name, situation);
  switch (command.type) {
    case 'HoldCaller':
      return holdCaller(party, situation);
    case 'ResumeCaller':
      return resumeCaller(situation);
    case 'CancelConsult':
      return cancelConsult(party, situation);
    case 'BringTogether':
      return bringTogether(situation);
    case 'HandOver':
      return handOver(party, situation);
    case 'LeaveCall':
      return leaveCall(party, situation);
    case 'DropParty':
      return dropParty(command.offerId, party, situation);
    case 'EndCall':
      return endCall(party, situation);
    case 'ConsultPerson':
    case 'TransferToPerson':
    case 'TransferToQueue':
    case 'Escalate':
      return decideMoving(command, party, situation);
    default:
      return assertNever(command);
  }
}

function holdCaller(party: Party, situation: Situation): CallRule {
  const { call } = situation;
  if (call.place.at === 'held') return nothing;
  if (call.place.at !== 'talking')
    return refuse('not-connected', 'The caller is still being connected. Try again in a second.');
  return {
    events: [held(situation, 'hold', party)],
    effects: [hold(situation, wordsFor(situation).onHold)],
  };
}

function resumeCaller(situation: Situation): CallRule {
  const { call } = situation;
  if (call.place.at !== 'held') return nothing;
  if (call.pending !== null) {
    return refuse(
      'asking',
      'A colleague is being asked. Go back to the caller, bring all together, or hand over.',
    );
  }
  return {
    events: [resumed(situation, 'The caller is back from hold.')],
    effects: [release(situation)],
  };
}

function cancelConsult(party: Party, situation: Situation): CallRule {
  const { pending } = situation.call;
  if (pending === null) return nothing;
  return {
    events: [
      { type: 'PendingCancelled', ...of(situation), pending, by: party.name },
      resumed(situation, `${party.name} is back with the caller.`),
    ],
    effects: [release(situation)],
  };
}

function talkingPending(situation: Situation): { offerId: string; name: string } | Refusal {
  const { pending } = situation.call;
  if (pending === null) return refuse('nobody-asked', 'Nobody is being asked.');
  if (pending.status !== 'talking' || pending.offerId === null) {
    return refuse(
      'not-answered',
      'Your colleague has not answered yet. Wait for the answer, or transfer without asking.',
    );
  }
  return { offerId: pending.offerId, name: pending.name ?? 'your colleague' };
}

function bringTogether(situation: Situation): CallRule {
  const asked = talkingPending(situation);
  if (isRefusal(asked)) return asked;
  return {
    events: [
      { type: 'BroughtTogether', ...of(situation), offerId: asked.offerId },
      resumed(situation, `The caller and ${asked.name} are together.`),
    ],
    effects: [release(situation)],
  };
}

function handOver(party: Party, situation: Situation): CallRule {
  const asked = talkingPending(situation);
  if (isRefusal(asked)) return asked;
  return {
    events: [
      released(situation, party, party),
      { type: 'HandedOver', ...of(situation), to: asked.offerId, toName: asked.name },
      resumed(situation, `${asked.name} has the caller.`),
    ],
    effects: [release(situation)],
  };
}

function leaveCall(party: Party, situation: Situation): CallRule {
  if (agents(situation.call).length < 2) {
    return refuse(
      'last-one',
      'The caller would be alone. Transfer the call, hand it over, or end it with a goodbye.',
    );
  }
  return { events: [released(situation, party, party)] };
}

function dropParty(offerId: string, party: Party, situation: Situation): CallRule {
  const { call } = situation;
  const dropped = call.parties.find((other) => other.offerId === offerId);
  if (dropped === undefined) return nothing;
  if (dropped.offerId === party.offerId) return leaveCall(party, situation);
  if (dropped.role === 'consulted') return cancelConsult(party, situation);
  return { events: [released(situation, dropped, party)] };
}

function endCall(party: Party, situation: Situation): CallRule {
  const { call } = situation;
  const cancelled: CallEvent[] =
    call.pending === null
      ? []
      : [{ type: 'PendingCancelled', ...of(situation), pending: call.pending, by: party.name }];
  return {
    events: [
      ...cancelled,
      { type: 'CallerDismissed', ...of(situation), by: party.name },
      ...agents(call).map((agent) => released(situation, agent, party)),
    ],
    effects: [moveCaller(situation, 'goodbye')],
  };
}
