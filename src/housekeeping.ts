import type { Scheduler } from './engine/scheduler.ts';
import type { Clock } from './kernel/clock.ts';
import { HOUR } from './kernel/duration.ts';
import type { Logger } from './observability/logger.ts';
import type { Database } from './store/database.ts';
import { forgetClaims } from './telephony/twilio/index.ts';

/** A webhook that comes again after this long is nobody's retry. */
const CLAIMS_KEPT_MS = 48 * HOUR;

/** What must be done now and then and follows from no event. Answers how to stop it. */
export function keepHouse(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  /** Reads the board anew: its figures are of today, and days end without an event. */
  readonly reloadBoard: () => Promise<void>;
}): () => void {
  const { database, clock, scheduler, logger, reloadBoard } = parts;
  let cancel = scheduler.after(HOUR, round);

  function round(): void {
    const work = async () => {
      await forgetClaims(database, clock.now() - CLAIMS_KEPT_MS);
      await reloadBoard();
    };
    work().catch((error: unknown) =>
      logger.error({ err: error }, 'housekeeping failed; it is tried again in an hour'),
    );
    cancel = scheduler.after(HOUR, round);
  }

  return () => cancel();
}
