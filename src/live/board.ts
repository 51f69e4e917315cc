import { isDeepStrictEqual } from 'node:util';
import type { LiveKind } from '../contract/live.ts';
import { LiveRows } from '../contract/live.ts';
import type { Clock } from '../kernel/clock.ts';
import { SECOND } from '../kernel/duration.ts';
import type { Logger } from '../observability/logger.ts';
import type { Database } from '../store/database.ts';
import type { FeedEvent } from './event-feed.ts';
import { createEventFeed } from './event-feed.ts';
import type { AnyRow, BoardChange, BoardSource, RowOf, RowRef } from './rows.ts';

/** How rows of one kind are read from the store; both look-ups must be indexed. */
export interface View<R> {
  /** Every row that belongs on the board now. */
  all(): Promise<readonly R[]>;
  /** Null when there is none, or when it does not belong on the board any more. */
  one(id: string): Promise<R | null>;
}

export interface BoardViews {
  readonly of: { readonly [K in LiveKind]: View<RowOf<K>> };
  /** The rows that may look different after this event; too many is harmless, too few is not. */
  touched(event: FeedEvent): readonly RowRef[] | Promise<readonly RowRef[]>;
}

export interface Board extends BoardSource {
  /** Reads everything once, then follows the event log. */
  start(): Promise<void>;
  /** Reads everything again and tells what is different: for what changes without an event, such as midnight. */
  reload(): Promise<void>;
  /** Resolves when the rows show everything committed until now. */
  caughtUp(): Promise<void>;
  stop(): void;
}

const KINDS = Object.keys(LiveRows) as readonly LiveKind[];
const FIRST_RETRY_MS = SECOND;
const LAST_RETRY_MS = 30 * SECOND;

/** The board's rows in memory, kept true by reading again whatever an event touched. Nothing in it cannot be read again. */
export function createBoard(parts: {
  readonly database: Database;
  readonly views: BoardViews;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Hears the same events as the board, from the one reading of the log. */
  readonly alsoHears?: (events: readonly FeedEvent[]) => void;
}): Board {
  const { views, logger } = parts;
  const memory = new Map<LiveKind, Map<string, AnyRow>>(
    KINDS.map((kind) => [kind, new Map<string, AnyRow>()]),
  );
  const listeners = new Set<(changes: readonly BoardChange[]) => void>();
  const unread: FeedEvent[] = [];
  const dirty = new Map<string, RowRef>();
  const failed = new Map<string, RowRef>();
  let everything = false;
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  let stopped = false;
  let retry: NodeJS.Timeout | null = null;
  let retryMs: number = FIRST_RETRY_MS;

  const rowsOf = (kind: LiveKind): Map<string, AnyRow> => memory.get(kind) ?? new Map<string, AnyRow>();

  /** Takes a row over; the change, if it is one. */
  function take(kind: LiveKind, id: string, row: AnyRow | null): BoardChange | null {
    const rows = rowsOf(kind);
    const before = rows.get(id) ?? null;
    if (isDeepStrictEqual(before, row)) return null;
    if (row === null) rows.delete(id);
    else rows.set(id, row);
    // Kind and rows come from the same view, which the compiler cannot follow through the map.
    return { kind, id, row, before } as BoardChange;
  }

  function tell(changes: readonly (BoardChange | null)[]): void {
    const real = changes.filter((change) => change !== null);
    if (real.length === 0) return;
    for (const listener of listeners) listener(real);
  }

  async function readAll(): Promise<void> {
    const read = await Promise.all(KINDS.map(async (kind) => ({ kind, rows: await views.of[kind].all() })));
    tell(
      read.flatMap(({ kind, rows }) => {
        const present = new Set(rows.map(({ id }) => id));
        const gone = [...rowsOf(kind).keys()].filter((id) => !present.has(id));
        return [...gone.map((id) => take(kind, id, null)), ...rows.map((row) => take(kind, row.id, row))];
      }),
    );
  }

  async function markTouched(): Promise<void> {
    for (const event of unread.splice(0)) {
      try {
        for (const ref of await views.touched(event)) dirty.set(`${ref.kind}/${ref.id}`, ref);
      } catch (error) {
        // One odd event must not stop the board: everything is read again instead.
        logger.error(
          { err: error, seq: event.seq, type: event.event.type },
          'the live board does not know what an event touches',
        );
        everything = true;
      }
    }
  }

  /** Several events that touch one row cost one reading; a row that cannot be read holds up no other. */
  async function readTouched(): Promise<void> {
    const failures: unknown[] = [];
    for (const [key, ref] of failed) dirty.set(key, ref);
    failed.clear();
    do {
      await markTouched();
      if (everything) {
        await readAll();
        everything = false;
      }
      const refs = [...dirty.entries()];
      dirty.clear();
      const read = await Promise.allSettled(refs.map(([, { kind, id }]) => views.of[kind].one(id)));
      const changes = read.map((outcome, index) => {
        const [key, ref] = refs[index] ?? [];
        if (key === undefined || ref === undefined) return null;
        if (outcome.status === 'fulfilled') return take(ref.kind, ref.id, outcome.value);
        failures.push(outcome.reason);
        failed.set(key, ref);
        return null;
      });
      tell(changes);
    } while (unread.length > 0 && !stopped);
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} rows could not be read`);
  }

  /** One piece of reading at a time, so that an older reading never overwrites a newer one. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = working.then(work);
    working = done.catch(() => undefined);
    return done;
  }

  function follow(): void {
    if (busy || stopped) return;
    busy = true;
    inTurn(readTouched).then(
      () => {
        busy = false;
        retryMs = FIRST_RETRY_MS;
        // Events that came in the very moment in which the reading ended.
        if (unread.length > 0) follow();
      },
      (error: unknown) => {
        busy = false;
        // What was not read stays marked, so the next attempt makes up for it.
        logger.error({ err: error }, 'the live board could not read what changed; it is tried again');
        if (stopped) return;
        if (retry !== null) clearTimeout(retry);
        retry = setTimeout(follow, retryMs);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      },
    );
  }

  const feed = createEventFeed({
    ...parts,
    onEvents: (events) => {
      unread.push(...events);
      follow();
      parts.alsoHears?.(events);
    },
  });

  const list = <K extends LiveKind>(kind: K) => [...rowsOf(kind).values()] as RowOf<K>[];

  return {
    async start() {
      await feed.start();
      await inTurn(readAll);
    },
    reload: () => inTurn(readAll),
    async caughtUp() {
      await feed.caughtUp();
      while (busy && !stopped) await working;
    },
    stop() {
      stopped = true;
      feed.stop();
      if (retry !== null) clearTimeout(retry);
    },
    rows: () => ({
      queues: list('queue'),
      waiting: list('waiting'),
      people: list('person'),
      calls: list('call'),
      breaches: list('breach'),
      offers: list('offer'),
    }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
