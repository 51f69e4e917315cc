import type { RequestHandler } from 'express';
import type { Logger } from '../observability/logger.ts';

/** One thing without which no call can be served. */
export interface HealthCheck {
  /** What is asked: `database`, `engine`, `flows`. */
  readonly name: string;
  /** @throws Error in plain words, without secrets, when it is not well. */
  check(): Promise<void> | void;
}

/** A check that has not answered by then counts as failed. */
const PATIENCE_MS = 2_000;

/** `/healthz`: the process is alive. Says nothing about what it needs, so that a slow database does not get it killed. */
export const healthz: RequestHandler = (_request, response) => {
  response.set('cache-control', 'no-store').json({ status: 'ok' });
};

/** `/readyz`: everything that a call needs answers; 503 and the reason otherwise. */
export function readyz(checks: readonly HealthCheck[], logger: Logger): RequestHandler {
  return async (_request, response) => {
    const results = await Promise.all(checks.map((check) => ask(check)));
    const failed = results.filter(({ problem }) => problem !== null);
    if (failed.length > 0) logger.warn({ failed }, 'not ready');
    response
      .status(failed.length === 0 ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status: failed.length === 0 ? 'ready' : 'not ready', checks: results });
  };
}

async function ask({ name, check }: HealthCheck): Promise<{ name: string; problem: string | null }> {
  try {
    await Promise.race([Promise.resolve(check()), patience(name)]);
    return { name, problem: null };
  } catch (error) {
    return { name, problem: error instanceof Error ? error.message : String(error) };
  }
}

function patience(name: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    AbortSignal.timeout(PATIENCE_MS).addEventListener('abort', () =>
      reject(new Error(`${name} has not answered within ${PATIENCE_MS / 1000} s`)),
    );
  });
}
