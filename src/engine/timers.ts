import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.ts';
import { MINUTE, SECOND } from '../kernel/duration.ts';
import type { Command } from '../kernel/decision.ts';
import type { Database } from '../store/database.ts';
import type { Agenda } from './agenda.ts';
import type { EngineTransaction } from './chain.ts';
import type { EngineMetrics } from './metrics.ts';

/** Timers due within this time are in memory; later ones are only rows, fetched when their window opens. */
const WINDOW_MS = 20 * MINUTE;
/** A row that is overdue by this much was forgotten, or its node has died: fire it here. */
const OVERDUE_MS = SECOND;
/** Pauses before a timer is tried again whose command threw; the last one repeats. */
const PAUSES_AFTER_FAULT = [SECOND, 5 * SECOND, 30 * SECOND, MINUTE];
/** Overdue rows fetched in one look. */
const MOST_AT_ONCE = 5_000;

interface Ports {
  readonly database: Database;
  readonly clock: Clock;
  readonly agenda: Agenda;
  readonly logger: Logger;
  readonly metrics: EngineMetrics;
  transact<T>(work: (transaction: EngineTransaction<unknown>) => Promise<T>): Promise<T>;
}

export interface Timers {
  /** Notes in memory what a transaction has just committed. */
  note(key: string, dueAt: number | null): void;
  /** Fetches the rows of the window that opens next, if it is time to. */
  openWindow(): Promise<void>;
  /** Notes rows that are due (`by` ms ago or more) but not in memory. */
  findForgotten(by?: number): Promise<void>;
  /** Fires these timers in order; resolves when all have been dealt with. Never rejects. */
  fire(keys: readonly string[]): Promise<void>;
  /** Resolves when no timer is being fired. */
  settled(): Promise<void>;
}

/** Timers are rows; memory holds only those that are due soon. */
export function createTimers({ database, clock, agenda, logger, metrics, transact }: Ports): Timers {
  const firing = new Map<string, Promise<void>>();
  const faults = new Map<string, number>();
  let inMemoryUntil = Number.NEGATIVE_INFINITY;

  const put = (key: string, at: number) => agenda.put({ what: 'timer', id: key, at });

  /** Reads the timer again inside the transaction: it may have been moved, cleared, or fired by another node. */
  async function fireOne(key: string): Promise<void> {
    try {
      const after = await transact(async ({ writer, submit }) => {
        const now = clock.now();
        const row = await writer.selectFrom('timers').selectAll().where('key', '=', key).executeTakeFirst();
        if (!row || row.fired_at !== null) return null;
        if (row.due_at > now) return { now: 'later', dueAt: row.due_at } as const;
        const claimed = await writer
          .updateTable('timers')
          .set({ fired_at: now })
          .where('key', '=', key)
          .where('fired_at', 'is', null)
          .executeTakeFirst();
        if (claimed.numUpdatedRows !== 1n) return null;
        const outcome = await submit(
          { noun: row.noun, id: row.id, command: readCommand(key, row.command) },
          { at: now },
        );
        return { now: 'fired', lateness: now - row.due_at, outcome } as const;
      });
      faults.delete(key);
      if (after?.now === 'later') put(key, after.dueAt);
      if (after?.now === 'fired') {
        metrics.onTimerLateness?.(after.lateness);
        if (!after.outcome.done) {
          logger.debug(
            { timer: key, refused: after.outcome.refusal.refused },
            'a timer fired and was not needed any more',
          );
        }
      }
    } catch (error) {
      const count = (faults.get(key) ?? 0) + 1;
      faults.set(key, count);
      const pause = PAUSES_AFTER_FAULT[Math.min(count, PAUSES_AFTER_FAULT.length) - 1] ?? MINUTE;
      logger.error(
        { err: error, timer: key, faults: count, againInMs: pause },
        'a due timer could not be fired; it stays due',
      );
      put(key, clock.now() + pause);
    }
  }

  function inWindow(after: number, until: number) {
    return database.reader
      .selectFrom('timers')
      .select(['key', 'due_at'])
      .where(sql<boolean>`fired_at is null`)
      .where('due_at', '>', Number.isFinite(after) ? after : Number.MIN_SAFE_INTEGER)
      .where('due_at', '<=', until)
      .orderBy('due_at')
      .orderBy('key')
      .execute();
  }

  return {
    note(key, dueAt) {
      if (dueAt === null) agenda.drop('timer', key);
      else if (dueAt <= inMemoryUntil) put(key, dueAt);
      // Moved beyond the window: the earlier time must not stay in memory.
      else agenda.drop('timer', key);
    },
    async openWindow() {
      const now = clock.now();
      if (now + WINDOW_MS / 2 < inMemoryUntil) return;
      const from = inMemoryUntil;
      // First the mark, then the look: what is set in between is noted by its own transaction.
      inMemoryUntil = now + WINDOW_MS;
      const rows = await inWindow(from, inMemoryUntil).catch((error: unknown) => {
        inMemoryUntil = from;
        throw error;
      });
      for (const row of rows) if (!agenda.has('timer', row.key)) put(row.key, row.due_at);
    },
    async findForgotten(by = OVERDUE_MS) {
      const rows = await database.reader
        .selectFrom('timers')
        .select(['key', 'due_at'])
        .where(sql<boolean>`fired_at is null`)
        .where('due_at', '<=', clock.now() - by)
        .orderBy('due_at')
        .orderBy('key')
        .limit(MOST_AT_ONCE)
        .execute();
      for (const row of rows) {
        if (!agenda.has('timer', row.key) && !firing.has(row.key)) put(row.key, row.due_at);
      }
    },
    async fire(keys) {
      const begun = keys.map((key) => {
        const done = fireOne(key).finally(() => {
          if (firing.get(key) === done) firing.delete(key);
        });
        firing.set(key, done);
        return done;
      });
      await Promise.all(begun);
    },
    async settled() {
      await Promise.all(firing.values());
    },
  };
}

function readCommand(key: string, text: string): Command {
  const command: unknown = JSON.parse(text);
  if (
    typeof command === 'object' &&
    command !== null &&
    'type' in command &&
    typeof command.type === 'string'
  ) {
    return { ...command, type: command.type };
  }
  throw new Error(`The timer ${key} holds no command: it was changed by hand or by a fault.`);
}
