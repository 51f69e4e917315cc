import type { FlowLibrary } from './domain/flows/library.ts';
import type { Clock } from './kernel/clock.ts';
import type { Database } from './store/database.ts';

/** What `/readyz` asks beyond the database. */

/** Every deadline is promised to fire at most this late. */
const LATEST_MS = 10_000;

/** @throws Error in plain words when deadlines are behind */
export async function timersOnTime(database: Database, clock: Clock): Promise<void> {
  const late = await database.reader
    .selectFrom('timers')
    .where('fired_at', 'is', null)
    .where('due_at', '<', clock.now() - LATEST_MS)
    .select('key')
    .executeTakeFirst();
  if (late !== undefined)
    throw new Error(`Deadlines are more than ${LATEST_MS / 1_000} s late: the engine is behind.`);
}

/** @throws Error in plain words when nothing could answer a call */
export function flowsInService(flows: FlowLibrary): void {
  if (flows.flows().length === 0) throw new Error('No flow is in service: put one into the folder of flows.');
}
