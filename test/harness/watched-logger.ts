import { Writable } from 'node:stream';
import { createLogger, type Logger } from '../../src/observability/logger.ts';

/** A logger that prints nothing and remembers every line at error level: nothing may go wrong unseen. */
export function watchedLogger(): Logger & { readonly errors: readonly string[] } {
  const errors: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().split('\n')) {
        if (/"level":"(error|fatal)"/.test(line)) errors.push(line);
      }
      done();
    },
  });
  return Object.assign(createLogger({ level: 'info', destination, pretty: false }), { errors });
}
