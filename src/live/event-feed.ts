import { z } from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { SECOND } from '../kernel/duration.ts';
import type { Logger } from '../observability/logger.ts';
import type { Database } from '../store/database.ts';

/** An event as it was found in the log. */
export interface FeedEvent {
  readonly seq: number;
  readonly noun: string;
  readonly id: string;
  readonly at: number;
  readonly event: { readonly type: string; readonly [field: string]: unknown };
}

export interface EventFeed {
  /** Takes its place at the end of the log; what is written from now on is told. */
  start(): Promise<void>;
  /** Resolves when everything committed until now has been told. */
  caughtUp(): Promise<void>;
  stop(): void;
}

const StoredData = z.looseObject({ type: z.string() });

const PAGE = 500;
/** Other nodes' commits make no sound here, so the log is looked at this often. */
const POLL_MS = 500;
const RETRY_MS = SECOND;
/** Where several nodes write, a place in the log can be taken before and filled after a later one; for this long it is watched. */
const HOLE_MS = 10 * SECOND;
const MAX_HOLES = 1_000;

/** Tells of each committed event, whichever node wrote it, in about the order of the log. */
export function createEventFeed(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onEvents: (events: readonly FeedEvent[]) => void;
}): EventFeed {
  const { database, clock, logger, onEvents } = parts;
  const holes = new Map<number, number>();
  let cursor = 0;
  let reading = false;
  let round: Promise<void> = Promise.resolve();
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let stopListening: (() => void) | null = null;

  /** An event whose fields cannot be read still says that something happened, and to what. */
  function read(row: EventRow): FeedEvent {
    try {
      return toFeedEvent(row);
    } catch (error) {
      logger.error({ err: error, seq: row.seq }, 'an event in the log cannot be read');
      const { seq, noun, id, at, type } = row;
      return { seq, noun, id, at, event: { type } };
    }
  }

  async function readHoles(): Promise<readonly FeedEvent[]> {
    const now = clock.now();
    for (const [seq, until] of holes) if (until < now) holes.delete(seq);
    if (holes.size === 0) return [];
    const rows = await database.reader
      .selectFrom('events')
      .selectAll()
      .where('seq', 'in', [...holes.keys()])
      .orderBy('seq')
      .execute();
    for (const row of rows) holes.delete(row.seq);
    return rows.map(read);
  }

  async function readNew(): Promise<{ events: readonly FeedEvent[]; more: boolean }> {
    const rows = await database.reader
      .selectFrom('events')
      .selectAll()
      .where('seq', '>', cursor)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const { seq } of rows) {
      if (database.shared) noteHoles(cursor + 1, seq);
      cursor = seq;
    }
    return { events: rows.map(read), more: rows.length === PAGE };
  }

  function noteHoles(from: number, to: number): void {
    const until = clock.now() + HOLE_MS;
    for (let seq = Math.max(from, to - MAX_HOLES); seq < to && holes.size < MAX_HOLES; seq += 1) {
      holes.set(seq, until);
    }
  }

  async function readAll(): Promise<void> {
    const late = await readHoles();
    if (late.length > 0 && !stopped) onEvents(late);
    for (let more = true; more && !stopped;) {
      const page = await readNew();
      more = page.more;
      if (page.events.length > 0 && !stopped) onEvents(page.events);
    }
  }

  function look(): void {
    again = true;
    if (reading || stopped) return;
    reading = true;
    round = (async () => {
      try {
        while (again && !stopped) {
          again = false;
          await readAll();
        }
        plan(database.shared ? POLL_MS : null);
      } catch (error) {
        logger.error({ err: error }, 'the event log could not be read for the live board; it is tried again');
        plan(RETRY_MS);
      } finally {
        reading = false;
      }
    })();
  }

  function plan(delayMs: number | null): void {
    if (timer !== null) clearTimeout(timer);
    timer = delayMs === null || stopped ? null : setTimeout(look, delayMs);
  }

  return {
    async start() {
      const last = await database.reader
        .selectFrom('events')
        .select('seq')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      // A little further back where others may be filling places just now.
      cursor = Math.max(0, (last?.seq ?? 0) - (database.shared ? PAGE : 0));
      stopListening = database.onCommit(look);
      look();
    },
    caughtUp() {
      look();
      return round;
    },
    stop() {
      stopped = true;
      stopListening?.();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

interface EventRow {
  readonly seq: number;
  readonly noun: string;
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly data: string;
}

function toFeedEvent({ seq, noun, id, at, data }: EventRow): FeedEvent {
  return { seq, noun, id, at, event: StoredData.parse(JSON.parse(data)) };
}
