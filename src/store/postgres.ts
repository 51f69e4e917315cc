import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Database } from './database.ts';
import { type Dialect, causesOf, hasCode } from './dialect.ts';
import { createGroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

const READERS = 8;
const CONNECT_MS = 5_000;

/** Types whose values arrive as text by default: bigint, and numeric, which sums and averages of bigints are. */
const NUMBERS_AS_TEXT: ReadonlySet<number> = new Set([20, 1700]);

/** 08: connection failures; 25P03: idle too long; 57P01-57P03: the server stops or starts; the rest: the socket's words. */
const LOST = /^(08...|25P03|57P0[123]|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
/** What `pg` says without a code when a connection ends under a query or cannot be had in time. */
const LOST_IN_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed/;

export const postgres: Dialect = {
  kind: 'postgres',
  shared: true,
  // The time-out frees the rows of a node that vanished in the middle of a transaction, before a caller gives up.
  begin: [
    'begin isolation level serializable',
    'set local synchronous_commit to on',
    "set local idle_in_transaction_session_timeout to '10s'",
  ].join('; '),
  counter: { type: 'bigint', define: (column) => column.generatedByDefaultAsIdentity().primaryKey() },
  beginSteps: null,
  clashed: (error) => hasCode(error, (code) => code === '40001' || code === '40P01'),
  lost: (error) => hasCode(error, (code) => LOST.test(code)) || saysLost(error),
};

function saysLost(error: unknown): boolean {
  for (const cause of causesOf(error)) {
    if ('message' in cause && LOST_IN_WORDS.test(String(cause.message))) return true;
  }
  return false;
}

/**
 * Opens a PostgreSQL database that exists already and makes or updates the tables in it.
 * @throws Error in plain words when it cannot be reached.
 */
export async function openPostgres(settings: { databaseUrl: string; logger: Logger }): Promise<Database> {
  const { databaseUrl, logger } = settings;
  const pools = {
    writing: openPool(databaseUrl, 1, logger),
    reading: openPool(databaseUrl, READERS, logger),
  };
  const writing = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pools.writing }) });
  const reader = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pools.reading }) });
  try {
    await reach(writing, databaseUrl);
    await migrate(writing, postgres, logger);
  } catch (error) {
    await Promise.all([writing.destroy(), reader.destroy()]);
    throw error;
  }
  const commits = createGroupCommit({
    dialect: postgres,
    logger,
    withConnection: (use) => writing.connection().execute(use),
  });
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    await commits.finish();
    await Promise.all([writing.destroy(), reader.destroy()]);
  }

  return {
    kind: postgres.kind,
    shared: postgres.shared,
    reader,
    transact: commits.transact,
    onCommit: commits.onCommit,
    check: () => reach(reader, databaseUrl),
    close: () => (closing ??= close()),
  };
}

function openPool(connectionString: string, max: number, logger: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'deskbell',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown =>
        NUMBERS_AS_TEXT.has(oid) && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
    },
  });
  // An 'error' event without a listener ends the process; a lost connection is replaced at the next query instead.
  pool.on('error', (error) => logger.warn({ err: error }, 'an idle connection to PostgreSQL was lost'));
  pool.on('connect', (client) => {
    client.on('error', (error) => logger.warn({ err: error }, 'a connection to PostgreSQL was lost'));
  });
  return pool;
}

async function reach(database: Kysely<Tables>, databaseUrl: string): Promise<void> {
  try {
    await sql`select 1`.execute(database);
  } catch (error) {
    throw new Error(
      `PostgreSQL at ${placeOf(databaseUrl)} does not answer: ${error instanceof Error ? error.message : String(error)}. ` +
        'Check that it runs and that DATABASE_URL names the right host, database, user and password.',
      { cause: error },
    );
  }
}

/** Host and database without user and password: this goes into logs. */
function placeOf(databaseUrl: string): string {
  try {
    const { host, pathname } = new URL(databaseUrl);
    return `${host}${pathname}`;
  } catch {
    return 'the address in DATABASE_URL';
  }
}
