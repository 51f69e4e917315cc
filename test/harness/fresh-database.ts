import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { type Logger, pino } from 'pino';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { POSTGRES_BROKER } from './global-setup.ts';

/** Every contract of the store holds on both. */
export const DATABASE_KINDS = ['sqlite', 'postgres'] as const;

/** Room for a database of its own, used by nobody else; empty until it is opened. */
export interface Place {
  /** What `DATABASE_URL` would hold; undefined with SQLite. */
  readonly url: string | undefined;
  /** What `DATA_DIR` would hold. */
  readonly dataDir: string;
  /** May be called again, as after a restart or on another node. The opener closes what it opened. */
  open(logger?: Logger): Promise<Database>;
  /** Removes every trace of it. */
  remove(): Promise<void>;
}

export interface FreshDatabase extends Omit<Place, 'open' | 'remove'> {
  readonly database: Database;
  /** A second opening of the same database. The opener closes it. */
  openAgain(logger?: Logger): Promise<Database>;
  /** Removes every row, for the next test; quicker than a new database. */
  empty(): Promise<void>;
  /** Closes the database and removes every trace of it. */
  close(): Promise<void>;
}

export async function freshPlace(kind: Database['kind']): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'deskbell-test-data-'));
  const server = kind === 'postgres' ? await makeDatabase() : null;
  return {
    url: server?.url,
    dataDir,
    open: (logger = pino({ level: 'silent' })) => openDatabase({ databaseUrl: server?.url, dataDir, logger }),
    async remove() {
      await server?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An empty database with the current schema. */
export async function freshDatabase(kind: Database['kind'], logger?: Logger): Promise<FreshDatabase> {
  const { open, remove, ...place } = await freshPlace(kind);
  const database = await open(logger);
  return {
    ...place,
    database,
    openAgain: open,
    async empty() {
      const tables = await database.reader.introspection.getTables();
      await database.transact(async (writer) => {
        for (const { name } of tables) await sql`delete from ${sql.table(name)}`.execute(writer);
      });
    },
    async close() {
      await database.close();
      await remove();
    },
  };
}

async function makeDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = await urlOfThisRun();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(admin, `create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  // A test that was killed may have left connections behind; `force` ends them.
  return { url: url.href, drop: () => asAdmin(admin, `drop database ${name} with (force)`) };
}

async function urlOfThisRun(): Promise<string> {
  const broker = process.env[POSTGRES_BROKER];
  if (!broker)
    throw new Error(
      'No PostgreSQL for tests: run jest with test/harness/global-setup.ts as its globalSetup.',
    );
  const answer = await fetch(broker);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
