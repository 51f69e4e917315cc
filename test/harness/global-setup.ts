import { access, constants, mkdtemp, statfs } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestPostgres, startPostgres } from './postgres.ts';

/** Where test files ask for the run's PostgreSQL: the address of a small server in jest's own process. */
export const POSTGRES_BROKER = 'DESKBELL_TEST_POSTGRES_BROKER';

/** A folder for what the tests of one run share. */
export const RUN_FOLDER = 'DESKBELL_TEST_RUN_FOLDER';

/** Where Linux keeps files in memory. */
const IN_MEMORY = '/dev/shm';
/** Databases, recordings and browser profiles of one run stay far below this. */
const ENOUGH_BYTES = 3 * 1024 ** 3;

export interface TestRun {
  readonly folder: string;
  broker: Server;
  postgres: Promise<TestPostgres> | null;
}

declare global {
  var deskbellTestRun: TestRun | undefined;
}

/**
 * One PostgreSQL for the entire test run, shared by jest's workers and started when the first test asks for it,
 * so that a run of unit tests does not pay for it.
 */
export default async function globalSetup(): Promise<void> {
  // Every commit waits for the disk; where there is room, the tests' files are in memory instead.
  if (process.env['TMPDIR'] === undefined && (await hasRoomInMemory())) process.env['TMPDIR'] = IN_MEMORY;
  const folder = await mkdtemp(join(tmpdir(), 'deskbell-test-run-'));
  process.env[RUN_FOLDER] = folder;
  const run: TestRun = { folder, broker: createServer(), postgres: null };
  run.broker.on('request', (_request, response) => {
    run.postgres ??= startPostgres();
    run.postgres.then(
      ({ url }) => response.end(url),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(error instanceof Error ? error.message : String(error));
      },
    );
  });
  await new Promise<void>((resolve) => run.broker.listen(0, '127.0.0.1', resolve));
  const { port } = run.broker.address() as AddressInfo;
  process.env[POSTGRES_BROKER] = `http://127.0.0.1:${port}/`;
  globalThis.deskbellTestRun = run;
}

async function hasRoomInMemory(): Promise<boolean> {
  try {
    await access(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = await statfs(IN_MEMORY);
    return bavail * bsize > ENOUGH_BYTES;
  } catch {
    // Elsewhere there is no such folder, or not for us.
    return false;
  }
}
