import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.ts';
import type { Message } from '../kernel/decision.ts';
import { SECOND } from '../kernel/duration.ts';
import type { Database } from '../store/database.ts';
import { createAgenda } from './agenda.ts';
import type { CarryOut } from './carried-out.ts';
import {
  type AnyNoun,
  type EngineTransaction,
  type Outcome,
  type Reactions,
  VersionConflict,
  openChain,
} from './chain.ts';
import { createEffectRunner } from './effects.ts';
import type { EngineMetrics } from './metrics.ts';
import { type Scheduler, systemScheduler } from './scheduler.ts';
import { createTimers } from './timers.ts';

export type { CarriedOut, CarryOut } from './carried-out.ts';
export type { EngineTransaction, Outcome, Reactions } from './chain.ts';
export type { EngineMetrics } from './metrics.ts';

const ATTEMPTS_AT_VERSION = 5;
/** How often the tables are searched for what a dead node, or a fault of ours, left lying. */
const LOOK_EVERY_MS = 5 * SECOND;
const GRACE_FOR_EFFECTS_MS = 5 * SECOND;
const MOST_ROUNDS = 10_000;

export interface Engine<Says = unknown> {
  /**
   * Decides one message with all that follows from it, in a transaction of its own; resolves when it is on disk.
   * `at` (epoch ms): when it happened, if not now.
   */
  submit(message: Message, options?: { readonly at?: number }): Promise<Outcome<Says>>;
  /**
   * Several messages, or a message and rows of the caller's own, in one transaction.
   * `work` may run more than once: it must change nothing outside. Await nothing in it but the transaction.
   */
  transact<T>(work: (transaction: EngineTransaction<Says>) => Promise<T>): Promise<T>;
  /** Takes up timers and effects where the last run left them. Messages may be submitted before. */
  start(): Promise<void>;
  /** Takes nothing new, waits for running transactions, and up to 5 s for effects under way. */
  stop(): Promise<void>;
  /** Fires every timer and carries out every effect due at `clock.now()`, and all that follows from them and is due too. */
  runDue(): Promise<void>;
}

export interface EngineParts<Says> {
  readonly database: Database;
  readonly clock: Clock;
  readonly nouns: readonly AnyNoun<Says>[];
  readonly reactions: Reactions;
  readonly carryOut: CarryOut;
  readonly logger: Logger;
  readonly metrics?: EngineMetrics;
  /** `manualScheduler`: nothing happens by itself, only by `runDue`. */
  readonly scheduler?: Scheduler;
}

/** The clockwork: runs decisions, due timers and pending effects. It knows no business rule. */
export function createEngine<Says = unknown>(parts: EngineParts<Says>): Engine<Says> {
  const { database, clock, reactions, carryOut, logger, metrics = {}, scheduler = systemScheduler } = parts;
  const chainParts = { nouns: byName(parts.nouns), reactions, clock, logger, metrics };
  const agenda = createAgenda(clock, scheduler);
  const transactions = new Set<Promise<unknown>>();
  let life: 'new' | 'running' | 'stopped' = 'new';
  let cancelLook: (() => void) | null = null;
  let looking: Promise<void> = Promise.resolve();
  let stopping: Promise<void> | null = null;

  const timers = createTimers({ database, clock, agenda, logger, metrics, transact: run });
  const effects = createEffectRunner({
    database,
    clock,
    scheduler,
    agenda,
    carryOut,
    logger,
    metrics,
    transact: run,
  });

  async function runOnce<T>(work: (transaction: EngineTransaction<Says>) => Promise<T>): Promise<T> {
    const { value, aftermath } = await database.transact(async (writer) => {
      const chain = openChain(chainParts, writer);
      const value = await work(chain.transaction);
      return { value, aftermath: chain.finish() };
    });
    for (const [key, dueAt] of aftermath.timers) timers.note(key, dueAt);
    for (const due of aftermath.effects) agenda.put(due);
    return value;
  }

  async function repeatOnConflict<T>(work: (transaction: EngineTransaction<Says>) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await runOnce(work);
      } catch (error) {
        if (!(error instanceof VersionConflict) || attempt >= ATTEMPTS_AT_VERSION) throw error;
      }
    }
  }

  function run<T>(work: (transaction: EngineTransaction<Says>) => Promise<T>): Promise<T> {
    const result = repeatOnConflict(work);
    const forget = () => void transactions.delete(result);
    transactions.add(result);
    result.then(forget, forget);
    return result;
  }

  function transact<T>(work: (transaction: EngineTransaction<Says>) => Promise<T>): Promise<T> {
    if (life === 'stopped') {
      return Promise.reject(
        new Error('The engine has stopped; this message came too late and was not stored.'),
      );
    }
    return run(work);
  }

  /** Begins all that is due; timers are fired in order, effects as soon as there is room. */
  function takeUpDue(): Promise<void> {
    const due = agenda.takeDue(clock.now());
    effects.run(due.filter(({ what }) => what === 'effect').map(({ id }) => id));
    return timers.fire(due.filter(({ what }) => what === 'timer').map(({ id }) => id));
  }

  function lookAround(): void {
    looking = (async () => {
      try {
        await timers.openWindow();
        await timers.findForgotten();
        await effects.findForgotten();
        await effects.showLife();
      } catch (error) {
        logger.error(
          { err: error },
          'the search for due timers and effects failed; it is repeated in a few seconds',
        );
      }
      if (life === 'running') cancelLook = scheduler.after(LOOK_EVERY_MS, lookAround);
    })();
  }

  async function stop(): Promise<void> {
    life = 'stopped';
    cancelLook?.();
    agenda.stop();
    effects.stop();
    await looking;
    await timers.settled();
    if (!(await within(GRACE_FOR_EFFECTS_MS, effects.settled()))) {
      logger.warn('stopped while effects were under way; the next start looks how they ended');
    }
    effects.abandon();
    while (transactions.size > 0) await Promise.allSettled(transactions);
  }

  return {
    submit: (message, options) => transact((transaction) => transaction.submit(message, options)),
    transact,
    async start() {
      if (life !== 'new') throw new Error('An engine starts once; make a new one.');
      await timers.openWindow();
      await effects.load();
      life = 'running';
      agenda.start(() => void takeUpDue());
      cancelLook = scheduler.after(LOOK_EVERY_MS, lookAround);
    },
    stop: () => (stopping ??= stop()),
    async runDue() {
      await timers.openWindow();
      await timers.findForgotten(0);
      await effects.findForgotten(0);
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        await takeUpDue();
        await timers.settled();
        await effects.settled();
        if (!agenda.isDue(clock.now())) return;
      }
      throw new Error(
        `Still something due after ${MOST_ROUNDS} rounds: something sets itself due again and again.`,
      );
    },
  };
}

function byName<Says>(nouns: readonly AnyNoun<Says>[]): ReadonlyMap<string, AnyNoun<Says>> {
  const names = new Map(nouns.map((noun) => [noun.name, noun]));
  if (names.size !== nouns.length)
    throw new Error('Two nouns have the same name; the engine could not tell them apart.');
  return names;
}

/** True when `work` ended within `ms`. */
async function within(ms: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true as const), timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
