import { MINUTE, SECOND } from '../../kernel/duration.ts';
import { allowedFrom, giveUp, joined, of, QUIET, RING, schedule } from './decision.ts';
import type { CallbackDecision, Situation } from './decision.ts';
import type { CallbackCommand, CallbackEvent } from './callback-words.ts';
import { askedOf, callOfTry, ringOfTry, type Ringer } from './callback.ts';
import { refusedWords } from './refused-numbers.ts';

/** Somebody said yes: the customer's telephone rings. */

const ENGAGED_MS = 2 * MINUTE;
/** A ring is asked for, queued and reported: only after this much silence is its news taken for lost. */
const NEWS_MS = 60 * SECOND;

export function personReached(
  command: Extract<CallbackCommand, { type: 'PersonReached' }>,
  situation: Situation,
): CallbackDecision {
  const { callback, facts, moment } = situation;
  const { at, id } = moment;
  const n = callback.tries.length + 1;
  const { offerId, personId, personName: name, sid, device } = command;
  const notNeeded = (why: string): CallbackEvent => ({
    type: 'RingerNotNeeded',
    ...of(situation),
    offerId,
    why,
  });
  if (callback.status !== 'in-line' || command.callId !== callOfTry(id, n))
    return { events: [notNeeded('Somebody else rings, or it is not to be rung now.')] };
  const { entryId } = callback;
  const off = (why: string): readonly CallbackEvent[] => [
    notNeeded(why),
    { type: 'CallbackOffLine', ...of(situation), entryId, why },
  ];
  const { number, business } = facts;
  if ('refused' in number) {
    const why = refusedWords(number.refused, 'en');
    return joined(off(why), giveUp('refused-number', why, situation));
  }
  if (facts.engaged) {
    const why = 'The customer is on the telephone with us.';
    return joined(off(why), schedule(at + ENGAGED_MS, why, situation));
  }
  if (allowedFrom(at, facts) > at) {
    const why = 'It is too late to ring the customer.';
    return joined(off(why), schedule(at, why, situation));
  }
  const ringer: Ringer = { offerId, personId, name, sid, device };
  const callId = callOfTry(id, n);
  const { ringSeconds } = business.policy;
  const asked = askedOf(callback);
  return {
    events: [
      { type: 'CustomerRung', ...of(situation), n, callId, entryId, ringer, from: business.number, asked },
    ],
    effects: [
      {
        kind: 'line.ring',
        id: ringOfTry(id, n),
        callId,
        to: number.e164,
        from: business.number,
        ringSeconds,
        answered: { noun: 'callbacks', id, turn: pickUpTurn(n), language: asked.language },
      },
    ],
    timers: [
      { clear: QUIET },
      { set: RING, at: at + ringSeconds * SECOND + NEWS_MS, command: { type: 'RingLost' } },
    ],
  };
}

/** Each try has two turns of its own, so that a leg of an earlier one is never taken for this one's. */
export function pickUpTurn(n: number): number {
  return 2 * n - 1;
}

export function greetedTurn(n: number): number {
  return 2 * n;
}
