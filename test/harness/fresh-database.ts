import { randomUUID } from 'node:crypto';
import { access, cp, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { type Logger, pino } from 'pino';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { POSTGRES_BROKER, RUN_FOLDER } from './global-setup.ts';

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

/** Room that is empty until it is opened. */
export async function freshPlace(kind: Database['kind']): Promise<Place> {
  const server = kind === 'postgres' ? await makeDatabase() : null;
  return placeOf(await mkdtemp(join(tmpdir(), 'deskbell-test-data-')), server);
}

/** What is made once in a test run and then copied for each test, which is quicker than making it anew. */
export interface Original {
  /** Tells it from the others of this run; of small letters, digits and underscores. */
  readonly name: string;
  /** Puts into the place what every copy begins with, and closes what it opened. */
  fill(place: Place): Promise<void>;
}

/** Room that begins as a copy of this original. Whoever needs it first makes it; of two at the same time, one is thrown away. */
export async function copyOf(kind: Database['kind'], original: Original): Promise<Place> {
  const kept = join(folderOfThisRun(), `${kind}_${original.name}`);
  const isKept = await access(kept).then(
    () => true,
    () => false,
  );
  if (!isKept) await makeOriginal(kind, original, kept);
  const dataDir = await mkdtemp(join(tmpdir(), 'deskbell-test-data-'));
  await cp(kept, dataDir, { recursive: true });
  return placeOf(dataDir, kind === 'postgres' ? await makeDatabase(databaseFor(original)) : null);
}

async function makeOriginal(kind: Database['kind'], original: Original, kept: string): Promise<void> {
  const place = await freshPlace(kind);
  try {
    await original.fill(place);
    if (place.url !== undefined) await nameDatabase(place.url, databaseFor(original));
    await rename(place.dataDir, kept);
  } catch (error) {
    await place.remove();
    if (!hasCode(error, '42P04') && !hasCode(error, 'ENOTEMPTY')) throw error;
    // Another test file had the same wish at the same time and was quicker; its folder comes right after its database.
    while (!(await readdir(folderOfThisRun())).includes(basename(kept)))
      await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const databaseFor = ({ name }: Original) => `original_${name}`;

/** An empty database with the current schema. */
export async function freshDatabase(kind: Database['kind'], logger?: Logger): Promise<FreshDatabase> {
  const { open, remove, ...place } = await copyOf(kind, SCHEMA);
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

const SCHEMA: Original = {
  name: 'schema',
  async fill(place) {
    const database = await place.open();
    await database.close();
  },
};

interface ServerDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

function placeOf(dataDir: string, server: ServerDatabase | null): Place {
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

async function makeDatabase(original = 'template1'): Promise<ServerDatabase> {
  const admin = await urlOfThisRun();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // Copying files is several times quicker than writing a log of the copy, which nobody here will ever replay.
  await asAdmin(admin, `create database ${name} template ${original} strategy file_copy`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  // A test that was killed may have left connections behind; `force` ends them.
  return { url: url.href, drop: () => asAdmin(admin, `drop database if exists ${name} with (force)`) };
}

/** Gives the database at `url` another name. @throws the server's error 42P04 when the name is taken. */
async function nameDatabase(url: string, name: string): Promise<void> {
  const now = new URL(url).pathname.slice(1);
  await asAdmin(await urlOfThisRun(), `alter database ${now} rename to ${name}`);
}

function folderOfThisRun(): string {
  const folder = process.env[RUN_FOLDER];
  if (!folder)
    throw new Error(
      'No folder for this test run: run jest with test/harness/global-setup.ts as its globalSetup.',
    );
  return folder;
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
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
