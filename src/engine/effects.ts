import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.ts';
import { SECOND } from '../kernel/duration.ts';
import type { Database } from '../store/database.ts';
import type { Agenda } from './agenda.ts';
import type { CarriedOut, CarryOut } from './carried-out.ts';
import type { EngineTransaction } from './chain.ts';
import { type Claim, type Claimed, claimEffect } from './effect-claim.ts';
import { type Settled, type Settlement, judge, settleEffect } from './effect-settle.ts';
import type { EngineMetrics } from './metrics.ts';
import { mostAttempts, retryRule } from './retry-table.ts';
import type { Scheduler } from './scheduler.ts';

/** Requests to the outside world at the same time. */
const AT_ONCE = 16;
const OVERDUE_MS = SECOND;
const PAUSE_AFTER_FAULT_MS = SECOND;
const MOST_AT_ONCE = 1_000;

interface Ports {
  readonly database: Database;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly agenda: Agenda;
  readonly carryOut: CarryOut;
  readonly logger: Logger;
  readonly metrics: EngineMetrics;
  transact<T>(work: (transaction: EngineTransaction<unknown>) => Promise<T>): Promise<T>;
}

export interface EffectRunner {
  /** Notes every effect that is not settled; those that were under way when the process died are looked for first. */
  load(): Promise<void>;
  /** Notes effects that are due (`by` ms ago or more) but not in memory. */
  findForgotten(by?: number): Promise<void>;
  /** Tells other nodes that the effects under way here are being looked after. */
  showLife(): Promise<void>;
  /** Carries these out as soon as there is room. */
  run(ids: readonly string[]): void;
  /** Resolves when nothing is under way and nothing waits for room. */
  settled(): Promise<void>;
  /** Starts nothing more. */
  stop(): void;
  /** From now on late answers are left to the next start, which looks. */
  abandon(): void;
}

/** Carries out what was committed, a bounded number at once, and writes down how each ended. */
export function createEffectRunner(ports: Ports): EffectRunner {
  const { database, clock, scheduler, agenda, carryOut, logger, metrics, transact } = ports;
  const waiting = new Set<string>();
  const underWay = new Map<string, Promise<void>>();
  let stopped = false;
  let abandoned = false;

  const put = (id: string, at: number) => agenda.put({ what: 'effect', id, at });

  function pump(): void {
    for (const id of waiting) {
      if (stopped || underWay.size >= AT_ONCE) return;
      if (underWay.has(id)) continue;
      waiting.delete(id);
      const done = carry(id).finally(() => {
        underWay.delete(id);
        pump();
      });
      underWay.set(id, done);
    }
  }

  async function carry(id: string): Promise<void> {
    try {
      const claim = await database.transact(async (writer): Promise<Claim> => {
        if (stopped) return { got: 'nothing' };
        return claimEffect(writer, id, clock.now(), database.shared);
      });
      if (claim.got === 'later') put(id, claim.at);
      if (claim.got === 'claimed') await settle(claim, await attempt(claim));
    } catch (error) {
      logger.error(
        { err: error, effect: id },
        'an effect could not be claimed or settled; it is taken up again soon',
      );
      put(id, clock.now() + PAUSE_AFTER_FAULT_MS);
    }
  }

  async function attempt({ effect, attempt: count, reconcile }: Claimed): Promise<CarriedOut> {
    if (count > mostAttempts(effect.kind)) {
      return { outcome: 'retry', reason: 'every attempt ended with the death of the process' };
    }
    try {
      return await withLimit(carryOut({ effect, attempt: count, reconcile }), retryRule(effect.kind).limit);
    } catch (error) {
      logger.error(
        { err: error, effect: effect.id, kind: effect.kind, attempt: count },
        'carrying out an effect threw',
      );
      return { outcome: 'unknown', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** An answer that never comes must not hold its lane; what comes later is found by looking. */
  function withLimit(answer: Promise<CarriedOut>, limit: number): Promise<CarriedOut> {
    return new Promise((resolve, reject) => {
      const cancel = scheduler.after(limit, () =>
        resolve({ outcome: 'unknown', reason: `no answer within ${limit / SECOND} s` }),
      );
      answer.then(resolve, reject).finally(cancel);
    });
  }

  async function settle(claim: Claimed, carried: CarriedOut): Promise<void> {
    const { effect, attempt: count } = claim;
    if (abandoned) {
      logger.warn(
        { effect: effect.id, kind: effect.kind },
        'an effect was answered after the engine had stopped; the next start looks',
      );
      return;
    }
    const settlement = judge(effect, count, carried, clock.now());
    report(claim, carried, settlement);
    const settled = await settleOrPostpone(claim, settlement);
    if (!settled) {
      logger.warn(
        { effect: effect.id, kind: effect.kind, attempt: count },
        'another node has taken this effect over; its answer counts',
      );
      return;
    }
    if (settled.refusal) {
      logger.debug(
        { effect: effect.id, kind: effect.kind, refused: settled.refusal.refused },
        'nobody needed the outcome any more',
      );
    }
    if (settlement.next === 'again') put(effect.id, settlement.at);
    else await wakeLane(effect.callId);
  }

  /** A noun that throws at the news must not lose it: the effect stays unsettled, and is looked for again. */
  async function settleOrPostpone(claim: Claimed, settlement: Settlement): Promise<Settled | null> {
    try {
      return await transact((transaction) => settleEffect(transaction, claim, settlement, clock.now()));
    } catch (error) {
      if (settlement.next === 'again') throw error;
      const { effect, attempt: count } = claim;
      const postponed = judge(
        effect,
        count,
        { outcome: 'unknown', reason: 'its outcome could not be stored' },
        clock.now(),
      );
      logger.error(
        { err: error, effect: effect.id, kind: effect.kind, gaveUp: postponed.next === 'over' },
        'the outcome of an effect could not be told to its noun',
      );
      const still = await transact((transaction) =>
        settleEffect(transaction, claim, postponed, clock.now(), 'untold'),
      );
      if (still && postponed.next === 'again') put(effect.id, postponed.at);
      return still;
    }
  }

  function report({ effect, attempt: count }: Claimed, carried: CarriedOut, settlement: Settlement): void {
    metrics.onEffect?.(effect.kind, carried.outcome);
    const about = { effect: effect.id, kind: effect.kind, call: effect.callId, attempt: count };
    if (settlement.next === 'over' && carried.outcome !== 'done' && carried.outcome !== 'failed') {
      logger.error({ ...about, reason: carried.reason }, 'gave up on an effect: its attempts are used up');
    } else if (carried.outcome !== 'done') {
      const quiet = carried.outcome !== 'failed' && carried.quiet === true;
      logger[quiet ? 'debug' : 'warn'](
        { ...about, outcome: carried.outcome, reason: carried.reason },
        'an effect was not carried out',
      );
    }
  }

  /** What waited behind a settled effect of the same call may go now. */
  async function wakeLane(callId: string | null): Promise<void> {
    if (callId === null) return;
    const rows = await database.reader
      .selectFrom('effects')
      .select(['id', 'due_at'])
      .where('call_id', '=', callId)
      .where(sql<boolean>`status in ('waiting', 'running')`)
      .orderBy('seq')
      .execute();
    noteAll(rows);
  }

  function noteAll(rows: readonly { readonly id: string; readonly due_at: number }[]): void {
    for (const row of rows) {
      // One under way may just have found itself behind another: claiming it once more does no harm, forgetting it does.
      if (!agenda.has('effect', row.id) && !waiting.has(row.id)) put(row.id, row.due_at);
    }
  }

  return {
    async load() {
      const rows = await database.reader
        .selectFrom('effects')
        .select(['id', 'due_at'])
        .where(sql<boolean>`status in ('waiting', 'running')`)
        .orderBy('seq')
        .execute();
      noteAll(rows);
    },
    async findForgotten(by = OVERDUE_MS) {
      const rows = await database.reader
        .selectFrom('effects')
        .select(['id', 'due_at'])
        .where(sql<boolean>`status in ('waiting', 'running')`)
        .where('due_at', '<=', clock.now() - by)
        .orderBy('due_at')
        .orderBy('seq')
        .limit(MOST_AT_ONCE)
        .execute();
      noteAll(rows);
    },
    async showLife() {
      if (!database.shared || underWay.size === 0) return;
      const ids = [...underWay.keys()];
      await database.transact(async (writer) => {
        await writer
          .updateTable('effects')
          .set({ started_at: clock.now() })
          .where('id', 'in', ids)
          .where('status', '=', 'running')
          .where('started_at', 'is not', null)
          .execute();
      });
    },
    run(ids) {
      for (const id of ids) waiting.add(id);
      pump();
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
    stop() {
      stopped = true;
      waiting.clear();
    },
    abandon() {
      abandoned = true;
    },
  };
}
