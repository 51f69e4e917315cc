import type { Decision, Moment, Refusal, TimerChange } from '../../kernel/decision.ts';
import { MINUTE, SECOND } from '../../kernel/duration.ts';
import type { Instruction } from '../../telephony/line.ts';
import type { CallbackEffect, CallbackEvent, CallbackFacts } from './callback-words.ts';
import type { AskedCallback, CallbackOutcome, OpenCallback, TryOutcome } from './callback.ts';
import { nextAllowed } from './quiet-hours.ts';
import { TRY_WORDS } from './words.ts';

/** Shared small parts of the rules of a call-back. */

export type CallbackDecision = Decision<CallbackEvent, CallbackEffect, Instruction>;
export type CallbackRule = CallbackDecision | Refusal;

/** What a rule about an open call-back works with. */
export interface Situation<C extends AskedCallback = OpenCallback> {
  readonly callback: C;
  readonly facts: CallbackFacts;
  readonly moment: Moment;
}

export const NEXT = 'next';
export const QUIET = 'quiet';
export const RING = 'ring';
/** Who broke off before the customer could answer is not a try, and it comes back in line after this. */
const AFTER_INTERRUPTION_MS = 30 * SECOND;
/** Tries that were broken off do not count, but not for ever. */
const MOST_RINGS_PER_TRY = 3;

/** The customer's telephone rang: what was promised was done. */
export const KEEPS: ReadonlySet<TryOutcome> = new Set(['talked', 'no-answer', 'busy', 'voicemail']);

export function of<C extends AskedCallback>({ callback, moment }: Situation<C>) {
  return {
    callbackId: moment.id,
    businessId: callback.businessId,
    caseId: callback.caseId,
    at: moment.at,
  };
}

/** The promise that is owed now; null: it was kept. */
export function promiseOf<C extends AskedCallback>({ callback, moment }: Situation<C>): string | null {
  return callback.promiseKept ? null : `${moment.id}.p${callback.promises}`;
}

/** The first moment from `at` on at which the customer's telephone may ring, epoch ms. */
export function allowedFrom(at: number, { number, business }: CallbackFacts): number {
  const zones = 'zones' in number ? number.zones : [business.timezone];
  return nextAllowed(at, zones, business.policy.hours);
}

export function nextTry(at: number): TimerChange {
  return { set: NEXT, at, command: { type: 'BeginTry' } };
}

export const noTimers: readonly TimerChange[] = [{ clear: NEXT }, { clear: QUIET }, { clear: RING }];

/** Nobody is looked for before `wanted`, nor while it is night for the customer. */
export function schedule(wanted: number, why: string, situation: Situation): CallbackDecision {
  const nextAt = allowedFrom(wanted, situation.facts);
  const reason = nextAt > wanted ? `${why} It is night for the customer until then.` : why;
  return {
    events: [{ type: 'CallbackScheduled', ...of(situation), nextAt, why: reason }],
    timers: [nextTry(nextAt), { clear: QUIET }, { clear: RING }],
  };
}

/** @param kept whether the try that ends with it keeps the promise */
export function giveUp(
  outcome: CallbackOutcome,
  why: string,
  situation: Situation,
  kept = false,
): CallbackDecision {
  const { callback } = situation;
  const who = callback.name ?? callback.number;
  return {
    events: [
      {
        type: 'CallbackGivenUp',
        ...of(situation),
        outcome,
        promiseId: kept ? null : promiseOf(situation),
        words: `The call-back to ${who} is given up: ${why}`,
        why,
      },
    ],
    timers: noTimers,
  };
}

/** One try is over: what came of it is noted, and the next one is planned or it is given up. */
export function tryOver(
  outcome: Exclude<TryOutcome, 'talked'>,
  why: string,
  situation: Situation<Extract<OpenCallback, { status: 'ringing' | 'talking' }>>,
): CallbackDecision {
  const { callback, facts, moment } = situation;
  const { policy } = facts.business;
  const attempted = attemptedEvent(outcome, why, situation);
  const used = triesUsed(callback) + (outcome === 'interrupted' ? 0 : 1);
  if (used >= policy.tries || callback.tries.length >= policy.tries * MOST_RINGS_PER_TRY) {
    const times = used === 1 ? 'once' : `${used} times`;
    const last = outcome === 'interrupted' ? 'failed' : outcome;
    return joined([attempted], giveUp(last, `rung ${times}; ${why}`, situation, KEEPS.has(outcome)));
  }
  const wait = outcome === 'interrupted' ? AFTER_INTERRUPTION_MS : policy.retryMinutes * MINUTE;
  return joined([attempted], schedule(moment.at + wait, why, situation));
}

export function attemptedEvent(
  outcome: TryOutcome,
  why: string,
  situation: Situation<Extract<OpenCallback, { status: 'ringing' | 'talking' }>>,
): CallbackEvent {
  const { callback } = situation;
  const { personId, name } = callback.ringer;
  const current = callback.tries.at(-1);
  return {
    type: 'CallbackAttempted',
    ...of(situation),
    n: callback.tries.length,
    callId: current?.callId ?? '',
    outcome,
    why,
    promiseId: KEEPS.has(outcome) ? promiseOf(situation) : null,
    by: { kind: 'person', personId, name },
    words: `${name} rang ${callback.name ?? callback.number} back: ${TRY_WORDS[outcome]}.`,
  };
}

/** Tries that count: those in which the customer's telephone could be answered. */
export function triesUsed({ tries }: Pick<AskedCallback, 'tries'>): number {
  return tries.filter(({ outcome }) => outcome !== null && outcome !== 'interrupted').length;
}

export function joined(events: readonly CallbackEvent[], decision: CallbackDecision): CallbackDecision {
  return { ...decision, events: [...events, ...decision.events] };
}
