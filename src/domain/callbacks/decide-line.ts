import { nothing, refuse } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import { type Instruction, type LegEnding, said } from '../../telephony/line.ts';
import { callOfTry, ringOfTry, tryOfRing } from './callback.ts';
import { ringBackWords } from './caller-words.ts';
import type { CallbackCommand, CallbackEffect, CallbackEvent } from './callback-words.ts';
import type { OpenCallback, TryOutcome } from './callback.ts';
import { greetedTurn, pickUpTurn } from './decide-ring.ts';
import {
  attemptedEvent,
  giveUp,
  joined,
  noTimers,
  of,
  RING,
  tryOver,
  type CallbackDecision,
  type CallbackRule,
  type Situation,
} from './decision.ts';
import { greetingWords, OUTCOME_WORDS, TRY_WORDS } from './words.ts';

/** What the line tells of the customer's leg, and what becomes of a try. */

type Command<T extends CallbackCommand['type']> = Extract<CallbackCommand, { type: T }>;
type Ringing = Situation<Extract<OpenCallback, { status: 'ringing' }>>;
type UnderWay = Situation<Extract<OpenCallback, { status: 'ringing' | 'talking' }>>;

/** Less than this is no ring that somebody could have answered. */
const FAIR_RING_MS = 15 * SECOND;

function ringing(situation: Situation, n: number): Ringing | null {
  const { callback } = situation;
  return callback.status === 'ringing' && callback.tries.length === n ? { ...situation, callback } : null;
}

export function ringProgressed(command: Command<'RingProgressed'>, situation: Situation): CallbackDecision {
  const { sid } = command;
  const ring = tryOfRing(command.ring);
  const { callback, moment } = situation;
  const now = ringing(situation, ring);
  if (now !== null) {
    return now.callback.sid === null
      ? { events: [{ type: 'CustomerLegKnown', ...of(situation), n: ring, sid }] }
      : nothing;
  }
  if (callback.status === 'talking' && callback.tries.length === ring) return nothing;
  // A ring that was given up is heard of late: whatever has come alive since is ended.
  const { id } = moment;
  const callId = callOfTry(id, ring);
  return { events: [], effects: [{ kind: 'line.end', id: `${id}.late-${ring}`, callId, leg: { sid } }] };
}

const ENDINGS: Readonly<Record<LegEnding, Exclude<TryOutcome, 'talked'>>> = {
  completed: 'no-answer',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
  canceled: 'no-answer',
};

export function legEnded(command: Command<'LegEnded'>, situation: Situation): CallbackRule {
  const { how } = command;
  const ring = tryOfRing(command.ring);
  const { callback } = situation;
  const now = ringing(situation, ring);
  if (now !== null) {
    const outcome = ENDINGS[how];
    return notReached(outcome, `${capital(TRY_WORDS[outcome])}.`, now);
  }
  if (callback.status !== 'talking' || callback.tries.length !== ring) return nothing;
  const callId = callOfTry(situation.moment.id, ring);
  return { events: [{ type: 'CustomerHungUp', ...of(situation), callId }] };
}

/** The person who waits is let go, and the next try is planned. */
function notReached(
  outcome: Exclude<TryOutcome, 'talked'>,
  why: string,
  situation: Ringing,
): CallbackDecision {
  const callId = callOfTry(situation.moment.id, situation.callback.tries.length);
  return joined(
    [{ type: 'CustomerNotReached', ...of(situation), callId, why }],
    tryOver(outcome, why, situation),
  );
}

export function ringLost(situation: Situation): CallbackRule {
  const { callback } = situation;
  const now = ringing(situation, callback.tries.length);
  if (now === null) return nothing;
  const decision = notReached('no-answer', 'No news came of their telephone.', now);
  return { ...decision, ...endRing(situation, 'lost') };
}

/** The customer's telephone stops, or never begins. */
function endRing(
  { callback, moment }: Situation,
  what: string,
): Pick<CallbackDecision, 'withdraws' | 'effects'> {
  const n = callback.tries.length;
  const ring = ringOfTry(moment.id, n);
  const effect: CallbackEffect = {
    kind: 'line.end',
    id: `${moment.id}.${what}-${n}`,
    callId: callOfTry(moment.id, n),
    leg: { ring },
  };
  return { withdraws: [ring], effects: [effect] };
}

/** The customer's leg asks what to do: it hears who rings, and then goes where the call is. */
export function customerTurn({ turn, input }: Command<'TakeTurn'>, situation: Situation): CallbackRule {
  const { callback, facts, moment } = situation;
  const n = callback.tries.length;
  const { business } = facts;
  const callId = callOfTry(moment.id, n);
  if (callback.status === 'ringing' && turn === pickUpTurn(n)) {
    const { name } = callback.ringer;
    const { language } = callback;
    return {
      events: [{ type: 'CustomerPickedUp', ...of(situation), n, callId, sid: input.sid }],
      timers: [{ clear: RING }],
      says: {
        do: 'speak',
        utterances: greetingWords(business.name, name, business.notice, language),
        then: { noun: 'callbacks', id: moment.id, turn: greetedTurn(n), language },
      },
    };
  }
  if (callback.status === 'talking' && turn === greetedTurn(n) && !callback.together) {
    const { ringer } = callback;
    const noticeGiven = business.notice !== null;
    return { events: [{ type: 'CustomerGreeted', ...of(situation), callId, noticeGiven, ringer, input }] };
  }
  if (callback.status === 'talking' && (turn === pickUpTurn(n) || turn === greetedTurn(n)))
    return refuse('old-step', 'This step was used already.');
  return { events: [], says: goodbyeTurn(business.name, callback.language) };
}

/** For whoever picks up when nobody rings any more: they are told the truth, and not left with silence. */
export function goodbyeTurn(business: string, language: string): Instruction {
  return { do: 'hang-up', utterances: [said(ringBackWords(language).cutOff(business), language)] };
}

/** The call of this try has ended, whoever ended it. */
export function callOver({ callId, by }: Command<'CallOver'>, situation: Situation): CallbackRule {
  const { callback, moment } = situation;
  const current = callback.tries.at(-1);
  if (current?.callId !== callId) return nothing;
  if (callback.status === 'ringing') {
    const rang = moment.at - current.at;
    const fair = rang >= FAIR_RING_MS;
    const why = `${by === 'caller' ? callback.ringer.name : by} ended the call after ${Math.round(rang / SECOND)} s.`;
    const decision = tryOver(fair ? 'no-answer' : 'interrupted', why, { ...situation, callback });
    return { ...decision, ...endRing(situation, 'stop') };
  }
  if (callback.status !== 'talking') return nothing;
  const underWay: UnderWay = { ...situation, callback };
  if (callback.voicemail) return tryOver('voicemail', OUTCOME_WORDS.voicemail, underWay);
  if (!callback.together)
    return tryOver('no-answer', 'They hung up before anybody could speak to them.', underWay);
  const { personId, name } = callback.ringer;
  const done: CallbackEvent = {
    type: 'CallbackDone',
    ...of(situation),
    outcome: 'talked',
    by: { kind: 'person', personId, name },
    promiseId: null,
    words: `${name} rang ${callback.name ?? callback.number} back, and they talked.`,
    why: OUTCOME_WORDS.talked,
  };
  return { events: [attemptedEvent('talked', OUTCOME_WORDS.talked, underWay), done], timers: noTimers };
}

export function effectSettled(command: Command<'EffectSettled'>, situation: Situation): CallbackRule {
  const { callback, moment } = situation;
  const n = callback.tries.length;
  const now = ringing(situation, n);
  if (command.kind !== 'line.ring' || command.effectId !== ringOfTry(moment.id, n) || now === null)
    return nothing;
  if (command.outcome === 'done') {
    return now.callback.sid === null
      ? { events: [{ type: 'CustomerLegKnown', ...of(situation), n, sid: String(command.result['sid']) }] }
      : nothing;
  }
  // A leg that was heard of rings, whatever became of the answer to our request.
  if (now.callback.sid !== null) return nothing;
  if (command.why !== 'refused')
    return notReached('failed', `The line could not ring: ${command.reason}`, now);
  const { reason } = command;
  const callId = callOfTry(moment.id, n);
  const attempted = attemptedEvent('failed', reason, now);
  return joined(
    [{ type: 'CustomerNotReached', ...of(situation), callId, why: reason }, attempted],
    giveUp('refused-number', reason, situation),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
