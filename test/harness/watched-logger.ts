import { Writable } from 'node:stream';
import { createLogger, type Logger } from '../../src/observability/logger.ts';

export type WatchedLogger = Logger & {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
};

/** A logger that prints nothing and remembers what goes wrong: nothing may do so unseen. */
export function watchedLogger(): WatchedLogger {
  const errors: string[] = [];
  const warnings: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().split('\n')) {
        if (/"level":"(error|fatal)"/.test(line)) errors.push(line);
        if (/"level":"warn"/.test(line)) warnings.push(line);
      }
      done();
    },
  });
  return Object.assign(createLogger({ level: 'info', destination, pretty: false }), { errors, warnings });
}
