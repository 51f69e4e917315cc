import { rm } from 'node:fs/promises';
import './global-setup.ts';

/** Stops what the run started: its PostgreSQL, if any test asked for it. */
export default async function globalTeardown(): Promise<void> {
  const run = globalThis.deskbellTestRun;
  if (!run) return;
  globalThis.deskbellTestRun = undefined;
  run.broker.closeAllConnections();
  await new Promise((resolve) => run.broker.close(resolve));
  // A server that never started has said so to every test that asked for it.
  const postgres = await run.postgres?.catch(() => null);
  await postgres?.stop();
  await rm(run.folder, { recursive: true, force: true });
}
