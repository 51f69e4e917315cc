import { Writable } from 'node:stream';
import { createLogger, type Logger } from '../../src/observability/logger.ts';

/** What went wrong, as the log tells it. */
export interface LogWatch {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export type WatchedLogger = Logger & LogWatch;

/** A logger that prints nothing and remembers what goes wrong: nothing may do so unseen. */
export function watchedLogger(): WatchedLogger {
  const log = watchLog();
  return Object.assign(createLogger({ level: 'info', destination: log.destination, pretty: false }), {
    errors: log.errors,
    warnings: log.warnings,
  });
}

/** Remembers the warnings and errors among the lines that are written to `destination`. */
export function watchLog(): LogWatch & { readonly destination: Writable } {
  const errors: string[] = [];
  const warnings: string[] = [];
  let begun = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const lines = (begun + chunk.toString()).split('\n');
      // A pipe cuts where it likes.
      begun = lines.pop() ?? '';
      for (const line of lines) {
        if (/"level":"(error|fatal)"/.test(line)) errors.push(line);
        if (/"level":"warn"/.test(line)) warnings.push(line);
      }
      done();
    },
  });
  return { errors, warnings, destination };
}
