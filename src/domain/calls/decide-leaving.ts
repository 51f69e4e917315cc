import { nothing } from '../../kernel/decision.ts';
import type { CallEvent } from './call.ts';
import { after, agents, backToQueue, of, release, type CallRule, type Situation } from './decision.ts';
import { backInLine, cutOff } from './words.ts';

/** Hang-ups, by anyone. Whoever goes, the caller is with a person, in the queue, or being rung for. */

export function callerGone(by: string, situation: Situation): CallRule {
  const { call } = situation;
  const { place, parties, pending, climbing } = call;
  const entryId = place.at === 'waiting' ? place.entryId : null;
  const talked = parties.length > 0;
  return {
    events: [
      {
        type: 'CallEnded',
        ...of(situation),
        by,
        parties: parties.map(({ offerId }) => offerId),
        pending,
        climbing,
        entryId,
        talked,
      },
    ],
    timers: [{ clear: 'fetch' }],
  };
}

/** A person's leg is on the line no more. */
export function partyGone(offerId: string, situation: Situation): CallRule {
  const { call } = situation;
  const gone = call.parties.find((party) => party.offerId === offerId);
  if (gone === undefined) return nothing;
  const left: CallEvent = {
    type: 'PartyLeft',
    ...of(situation),
    offerId,
    personId: gone.personId,
    name: gone.name,
  };
  const rest = { ...situation, call: after(call, [left]) };
  if (call.place.at === 'leaving') return { events: [left] };
  return continueWithout(gone.name, gone.role, left, rest);
}

function continueWithout(
  name: string,
  role: 'agent' | 'consulted',
  left: CallEvent,
  situation: Situation,
): CallRule {
  const { call } = situation;
  const { pending } = call;
  if (role === 'consulted') {
    const over: CallEvent = {
      type: 'PendingFailed',
      ...of(situation),
      reason: `${name} has left the consultation.`,
    };
    if (agents(call).length > 0) {
      return {
        events: [left, over, resumed(situation, `${name} has left; the caller is back.`)],
        effects: [release(situation)],
      };
    }
    return { events: [left, over, ...backToQueue(situation, cutOff(name))] };
  }
  if (agents(call).length > 0) return { events: [left] };
  if (pending?.status === 'talking') {
    const to = pending.offerId ?? '';
    return {
      events: [
        left,
        { type: 'HandedOver', ...of(situation), to, toName: pending.name ?? '' },
        resumed(situation, `${pending.name ?? 'The colleague'} has the caller.`),
      ],
      effects: [release(situation)],
    };
  }
  if (pending?.kind === 'hand-over') return { events: [left] };
  if (pending !== null) return { events: [left, { type: 'PendingInherited', ...of(situation) }] };
  return { events: [left, ...backToQueue(situation, cutOff(name))] };
}

function resumed(situation: Situation, why: string): CallEvent {
  return { type: 'CallerResumed', ...of(situation), why };
}

/** Nobody answered for the held caller: back to whoever stayed, or to the front of the queue. */
export function pendingFailed(reason: string, situation: Situation): CallRule {
  const { call } = situation;
  const failed: CallEvent = { type: 'PendingFailed', ...of(situation), reason };
  if (agents(call).length > 0) {
    return {
      events: [failed, resumed(situation, `${reason} The caller is back with you.`)],
      effects: [release(situation)],
    };
  }
  return { events: [failed, ...backToQueue(situation, backInLine(reason))] };
}
