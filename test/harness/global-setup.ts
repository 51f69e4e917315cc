import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestPostgres, startPostgres } from './postgres.ts';

/** Where test files ask for the run's PostgreSQL: the address of a small server in jest's own process. */
export const POSTGRES_BROKER = 'DESKBELL_TEST_POSTGRES_BROKER';

export interface TestRun {
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
  const run: TestRun = { broker: createServer(), postgres: null };
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
