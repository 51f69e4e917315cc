import { sql } from 'kysely';
import type { Effect } from '../kernel/decision.ts';
import { SECOND } from '../kernel/duration.ts';
import type { Writer } from '../store/database.ts';
import { laneOf } from './effect-lane.ts';

/** A running effect whose node has shown no life for this long belongs to whoever takes it. */
export const LEASE_MS = 15 * SECOND;

export interface Claimed {
  readonly got: 'claimed';
  readonly effect: Effect;
  readonly noun: string;
  readonly nounId: string;
  readonly attempt: number;
  readonly reconcile: boolean;
}

export type Claim =
  | Claimed
  | { readonly got: 'later'; readonly at: number }
  /** Settled, withdrawn, or behind another effect of its lane, whose settling wakes it. */
  | { readonly got: 'nothing' };

const NOTHING: Claim = { got: 'nothing' };

/**
 * Takes an effect for one attempt and writes that down before anything is asked of the outside world.
 * One that was already running is taken with `reconcile`: its earlier attempt may have succeeded unseen.
 */
export async function claimEffect(writer: Writer, id: string, now: number, shared: boolean): Promise<Claim> {
  const row = await writer.selectFrom('effects').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || (row.status !== 'waiting' && row.status !== 'running')) return NOTHING;
  if (row.due_at > now) return { got: 'later', at: row.due_at };
  if (shared && row.status === 'running' && row.started_at !== null && row.started_at + LEASE_MS > now) {
    return { got: 'later', at: row.started_at + LEASE_MS };
  }
  const effect = readEffect(id, row.payload);
  if (await isBehindAnother(writer, effect, row.seq)) return NOTHING;
  const { numUpdatedRows } = await writer
    .updateTable('effects')
    .set({ status: 'running', attempts: row.attempts + 1, started_at: now })
    .where('id', '=', id)
    .where('status', '=', row.status)
    .where('attempts', '=', row.attempts)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) return NOTHING;
  return {
    got: 'claimed',
    effect,
    noun: row.noun,
    nounId: row.noun_id,
    attempt: row.attempts + 1,
    reconcile: row.status === 'running',
  };
}

async function isBehindAnother(writer: Writer, effect: Effect, seq: number): Promise<boolean> {
  if (effect.callId === null) return false;
  const earlier = await writer
    .selectFrom('effects')
    .select(['id', 'payload'])
    .where('call_id', '=', effect.callId)
    .where(sql<boolean>`status in ('waiting', 'running')`)
    .where('seq', '<', seq)
    .execute();
  const lane = laneOf(effect);
  return earlier.some((row) => laneOf(readEffect(row.id, row.payload)) === lane);
}

function readEffect(id: string, payload: string): Effect {
  const effect: unknown = JSON.parse(payload);
  if (typeof effect === 'object' && effect !== null && 'kind' in effect && 'callId' in effect) {
    const { kind, callId } = effect;
    if (typeof kind === 'string' && (callId === null || typeof callId === 'string')) {
      return { ...effect, id, kind, callId };
    }
  }
  throw new Error(`The effect ${id} cannot be read: it was changed by hand or by a fault.`);
}
