import { nothing, type Moment } from '../../kernel/decision.ts';
import type { CallEvent, Party } from './call.ts';
import { nextCheck } from './check-legs.ts';
import type { HouseCommand } from './commands.ts';
import {
  agents,
  moveCaller,
  of,
  released,
  type CallDecision,
  type CallRule,
  type Situation,
} from './decision.ts';

/** Calls that we place: a person waits in the room first, then the customer comes into it. And callers who are rung back. */

type Command<T extends HouseCommand['type']> = Extract<HouseCommand, { type: T }>;

export function placeCall(
  { type: _type, person, ...placed }: Command<'PlaceCall'>,
  moment: Moment,
): CallDecision {
  const party: Party = { ...person, role: 'agent', since: moment.at };
  return { events: [{ type: 'CallPlaced', callId: moment.id, at: moment.at, ...placed, party }] };
}

/** From here on the customer is a caller like any other, on the way into the room. */
export function customerPickedUp({ sid }: Command<'CustomerPickedUp'>, situation: Situation): CallRule {
  if (situation.call.place.at !== 'ringing') return nothing;
  return {
    events: [{ type: 'CustomerConnected', ...of(situation), sid }],
    timers: [nextCheck(situation.moment.at)],
  };
}

export function promiseRingBack(command: Command<'PromiseRingBack'>, situation: Situation): CallRule {
  const { call } = situation;
  const { callbackId } = command;
  const leaves = command.leaves && call.place.at === 'waiting';
  const givenUp = leaves ? call.climbing : null;
  return { events: [{ type: 'RingBackPromised', ...of(situation), callbackId, leaves, givenUp }] };
}

/** For a voicemail: everybody leaves it with a message. */
export function sayAndEnd({ by, words }: Command<'SayAndEnd'>, situation: Situation): CallRule {
  const { call } = situation;
  if (call.place.at === 'ringing' || call.place.at === 'leaving') return nothing;
  const cancelled: CallEvent[] =
    call.pending === null ? [] : [{ type: 'PendingCancelled', ...of(situation), pending: call.pending, by }];
  return {
    events: [
      ...cancelled,
      { type: 'CallerDismissed', ...of(situation), by, words },
      ...agents(call).map((agent) => released(situation, agent, { name: by })),
    ],
    effects: [moveCaller(situation, 'farewell')],
  };
}
