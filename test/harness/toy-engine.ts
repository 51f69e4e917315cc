import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';
import type { CarryOut } from '../../src/engine/carried-out.ts';
import { type Engine, createEngine } from '../../src/engine/engine.ts';
import type { EngineMetrics } from '../../src/engine/metrics.ts';
import { type Scheduler, manualScheduler } from '../../src/engine/scheduler.ts';
import type { Database } from '../../src/store/database.ts';
import { type Jar, boxes, jars, toyReactions } from './toy-nouns.ts';

export interface ManualClock {
  now(): number;
  forward(ms: number): void;
}

/** A clock that stands still until it is moved; it begins at a Monday morning. */
export function manualClock(start = Date.UTC(2026, 0, 5, 9)): ManualClock {
  let now = start;
  return {
    now: () => now,
    forward(ms) {
      now += ms;
    },
  };
}

interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly msg: string;
}

/** A logger that keeps what was said. */
export function listeningLogger(): { logger: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString('utf8')) as LogLine);
      done();
    },
  });
  const logger = pino({ level: 'debug', formatters: { level: (label) => ({ level: label }) } }, stream);
  return { logger, lines };
}

export interface ToyEngine {
  readonly engine: Engine<string>;
  readonly lines: readonly LogLine[];
  jar(id: string): Promise<Jar | null>;
  box(id: string): Promise<Jar | null>;
}

/** An engine over the toy nouns in which nothing happens by itself, unless it is given another scheduler. */
export function toyEngine(settings: {
  readonly database: Database;
  readonly clock: ManualClock;
  readonly carryOut?: CarryOut;
  readonly metrics?: EngineMetrics;
  readonly scheduler?: Scheduler;
}): ToyEngine {
  const { database, clock, carryOut = unexpected, metrics = {}, scheduler = manualScheduler } = settings;
  const { logger, lines } = listeningLogger();
  const engine = createEngine<string>({
    database,
    clock,
    nouns: [jars, boxes],
    reactions: toyReactions,
    carryOut,
    logger,
    metrics,
    scheduler,
  });
  return {
    engine,
    lines,
    jar: async (id) => (await jars.store.load(database.reader, id))?.state ?? null,
    box: async (id) => (await boxes.store.load(database.reader, id))?.state ?? null,
  };
}

const unexpected: CarryOut = ({ effect }) =>
  Promise.reject(new Error(`Nobody expected the effect ${effect.id}.`));
