import { nothing } from '../../kernel/decision.ts';
import type { CallEvent, Party } from './call.ts';
import {
  after,
  agents,
  backToQueue,
  held,
  hold,
  of,
  release,
  released,
  resumed,
  wordsFor,
  type CallDecision,
  type CallRule,
  type Situation,
} from './decision.ts';
import { notReached } from './words.ts';

/** Hang-ups, by anyone. Whoever goes, the caller is with a person, in the queue, or being rung for. */

/** The call is over, and with it everything that went on for it. `by`: who hung up. */
export function callerGone(by: string, situation: Situation): CallDecision {
  const { place, parties, pending, climbing, ringsBack } = situation.call;
  return {
    events: [
      {
        type: 'CallEnded',
        ...of(situation),
        by,
        parties: parties.map(({ offerId }) => offerId),
        pending,
        climbing,
        entryId: place.at === 'waiting' ? place.entryId : null,
        ...(ringsBack === null ? {} : { ringsBack }),
      },
    ],
    timers: [{ clear: 'ask-line-again' }, { clear: 'check-legs' }],
  };
}

/** A person's leg is on the line no more. */
export function partyGone(offerId: string, situation: Situation): CallRule {
  const gone = situation.call.parties.find((party) => party.offerId === offerId);
  if (gone === undefined) return nothing;
  const { personId, name } = gone;
  const lost = isLost(gone);
  const left: CallEvent = { type: 'PartyLeft', ...of(situation), offerId, personId, name, lost };
  return continueWithout(gone, left, situation);
}

/**
 * A browser whose call ends by itself was closed, crashed or lost its network: who means to leave says so on the
 * screen, and is a party no more by then. A telephone has a hook, and putting it down is an answer.
 */
function isLost({ device }: Party): boolean {
  return device === 'browser';
}

/** Whoever was asked for advice leaves the consultation by a click. */
export function consultedLeaves(party: Party, situation: Situation): CallRule {
  return continueWithout(party, released(situation, party, party), situation);
}

function continueWithout(gone: Party, left: CallEvent, before: Situation): CallRule {
  const situation = { ...before, call: after(before.call, [left]) };
  const { call } = situation;
  const { pending, place } = call;
  if (place.at === 'leaving') return { events: [left] };
  // Nobody is left to talk to the customer, who has not picked up: the ring ends.
  if (place.at === 'ringing') {
    const over = callerGone(gone.name, situation);
    return { ...over, events: [left, ...over.events] };
  }
  if (gone.role === 'consulted') {
    const reason = `${gone.name} has left the consultation.`;
    const over: CallEvent = { type: 'PendingFailed', ...of(situation), reason };
    return {
      events: [left, over, resumed(situation, `${gone.name} has left; the caller is back.`)],
      effects: [release(situation)],
    };
  }
  if (agents(call).length > 0) return { events: [left] };
  if (pending === null) return { events: [left, backFrom(gone, situation)] };
  if (pending.status === 'talking') {
    const toName = pending.name ?? 'The colleague';
    return {
      events: [
        left,
        { type: 'HandedOver', ...of(situation), to: pending.offerId ?? '', toName },
        resumed(situation, `${toName} has the caller.`),
      ],
      effects: [release(situation)],
    };
  }
  const inherited: CallEvent = { type: 'PendingInherited', ...of(situation) };
  if (place.at === 'held') return { events: [left, inherited] };
  return {
    events: [left, inherited, held(situation, 'hand-over', gone)],
    effects: [hold(situation, wordsFor(situation).stillOnHold)],
  };
}

function backFrom(gone: Party, situation: Situation): CallEvent {
  const { name, personId } = gone;
  const words = wordsFor(situation);
  return isLost(gone)
    ? backToQueue(situation, `The line to ${name} was lost.`, words.lineLost(name), personId)
    : backToQueue(situation, `${name} hung up.`, `${words.cutOff(name)} ${words.backInLine}`);
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
  return { events: [failed, backToQueue(situation, reason, notReached(call.pending, call.language))] };
}
