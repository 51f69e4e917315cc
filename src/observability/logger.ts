import type { Level, Logger as PinoLogger } from 'pino';
import { pino } from 'pino';
import pretty from 'pino-pretty';
import { TOP_FIELDS, redact, redactValue } from './redact.ts';

export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly level: Level | 'silent';
  /** Readable lines for a person; JSON lines otherwise. Default: whether standard output is a terminal. */
  readonly pretty?: boolean;
  /** Default: standard output. */
  readonly destination?: NodeJS.WritableStream;
}

/** Lines of JSON in UTC, or readable ones on a terminal. Personal data belongs in fields, never in the text: see `redact.ts`. */
export function createLogger({ level, destination, ...rest }: LoggerOptions): Logger {
  const readable = rest.pretty ?? (destination === undefined && process.stdout.isTTY);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: redact,
    },
    redact: {
      paths: [...TOP_FIELDS],
      censor: (value: unknown, path: string[]) => redactValue(value, path.at(-1) ?? ''),
    },
  };
  if (!readable) return destination === undefined ? pino(options) : pino(options, destination);
  const stream = pretty({
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname',
    singleLine: true,
    sync: true,
    ...(destination === undefined ? {} : { destination, colorize: false }),
  });
  return pino(options, stream);
}

/** The same log with the call's id on every line. */
export function callLogger(logger: Logger, callId: string): Logger {
  return logger.child({ callId });
}
