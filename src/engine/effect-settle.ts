import type { Effect, Refusal } from '../kernel/decision.ts';
import type { EffectSettled } from '../telephony/line.ts';
import type { CarriedOut } from './carried-out.ts';
import type { EngineTransaction } from './chain.ts';
import type { Claimed } from './effect-claim.ts';
import { mostAttempts, pauseAfter } from './retry-table.ts';

/** What follows from one attempt. */
export type Settlement =
  | { readonly next: 'over'; readonly command: EffectSettled }
  /** Another attempt at `at`; with `reconcile` it looks first. */
  | { readonly next: 'again'; readonly at: number; readonly reconcile: boolean; readonly reason: string };

export interface Settled {
  /** Set when the noun did not want the news: it has moved on. */
  readonly refusal: Refusal | null;
}

/** Decides from the retry table whether there is another attempt. */
export function judge(effect: Effect, attempt: number, carried: CarriedOut, now: number): Settlement {
  const about = { type: 'EffectSettled', effectId: effect.id, kind: effect.kind } as const;
  if (carried.outcome === 'done') {
    return { next: 'over', command: { ...about, outcome: 'done', result: carried.result } };
  }
  if (carried.outcome === 'failed') {
    return {
      next: 'over',
      command: { ...about, outcome: 'failed', why: carried.why, reason: carried.reason },
    };
  }
  const pause =
    attempt > mostAttempts(effect.kind) ? null : pauseAfter(effect.kind, carried.outcome, attempt);
  if (pause === null) {
    return { next: 'over', command: { ...about, outcome: 'failed', why: 'gave-up', reason: carried.reason } };
  }
  const atLeast = carried.outcome === 'retry' ? (carried.afterMs ?? 0) : 0;
  const reconcile = carried.outcome === 'unknown';
  return { next: 'again', at: now + Math.max(pause, atLeast), reconcile, reason: carried.reason };
}

/**
 * Writes down how an attempt ended and, when the effect is over, tells the noun that asked, in the same transaction.
 * Answers what the noun said to it, or null: another node took the effect over meanwhile, and nothing was written.
 */
export async function settleEffect(
  { writer, submit }: EngineTransaction<unknown>,
  claim: Claimed,
  settlement: Settlement,
  now: number,
  telling: 'told' | 'untold' = 'told',
): Promise<Settled | null> {
  const { numUpdatedRows } = await writer
    .updateTable('effects')
    .set(rowAfter(settlement))
    .where('id', '=', claim.effect.id)
    .where('status', '=', 'running')
    .where('attempts', '=', claim.attempt)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) return null;
  if (settlement.next === 'over' && telling === 'told') {
    const message = { noun: claim.noun, id: claim.nounId, command: settlement.command };
    const outcome = await submit(message, { at: now });
    return { refusal: outcome.done ? null : outcome.refusal };
  }
  return { refusal: null };
}

function rowAfter(settlement: Settlement) {
  if (settlement.next === 'again') {
    return {
      status: settlement.reconcile ? ('running' as const) : ('waiting' as const),
      due_at: settlement.at,
      started_at: null,
      result: JSON.stringify({
        outcome: settlement.reconcile ? 'unknown' : 'retry',
        reason: settlement.reason,
      }),
    };
  }
  const { type: _, effectId: __, kind: ___, ...outcome } = settlement.command;
  return { status: outcome.outcome, started_at: null, result: JSON.stringify(outcome) };
}
