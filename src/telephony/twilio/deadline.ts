import { setTimeout as wait } from 'node:timers/promises';

/** The work had not finished when the time was up; it goes on by itself. */
export class TooLate extends Error {
  constructor(ms: number) {
    super(`No answer was ready within ${ms} ms`);
    this.name = 'TooLate';
  }
}

/**
 * The result of `work`, or `TooLate` after `ms`. A caller who waits on the line needs an answer, late or not.
 * What becomes of late work is told to `afterwards`, so that no failure is lost.
 */
export async function within<T>(
  ms: number,
  work: Promise<T>,
  afterwards: (error: unknown) => void,
): Promise<T> {
  const stop = new AbortController();
  const alarm = wait(ms, 'late' as const, { signal: stop.signal, ref: false });
  // Stopping the alarm rejects it; nobody waits for it any more by then.
  alarm.catch(() => undefined);
  try {
    const first = await Promise.race([work.then((value) => ({ value })), alarm]);
    if (first !== 'late') return first.value;
    work.catch(afterwards);
    throw new TooLate(ms);
  } finally {
    stop.abort();
  }
}
