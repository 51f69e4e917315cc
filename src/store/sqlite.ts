import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from './database.ts';
import { type Dialect, hasCode } from './dialect.ts';
import { createGroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import { sqliteDialect } from './sqlite-driver.ts';
import type { Tables } from './tables.ts';

/** How long to wait for another process (a backup, a shell) that holds the write lock. */
const BUSY_MS = 5_000;

export const sqlite: Dialect = {
  kind: 'sqlite',
  shared: false,
  begin: 'begin immediate',
  counter: { type: 'integer', define: (column) => column.primaryKey().autoIncrement() },
  beginSteps: 'begin immediate',
  clashed: (error) => hasCode(error, (code) => code === 'SQLITE_BUSY' || code === 'SQLITE_BUSY_SNAPSHOT'),
  lost: () => false,
};

/**
 * Opens `deskbell.sqlite` in `dataDir`, making both when absent.
 * @throws Error in plain words when the file cannot be used.
 */
export async function openSqlite({
  dataDir,
  logger,
}: {
  dataDir: string;
  logger: Logger;
}): Promise<Database> {
  const file = join(dataDir, 'deskbell.sqlite');
  const write = openFile(file, dataDir);
  let read: Sqlite.Database | undefined;
  try {
    const writing = new Kysely<Tables>({ dialect: sqliteDialect(write) });
    await migrate(writing, sqlite, logger);
    read = new Sqlite(file, { readonly: true, timeout: BUSY_MS });
    return assemble(write, writing, read, logger, file);
  } catch (error) {
    read?.close();
    write.close();
    throw error;
  }
}

function openFile(file: string, dataDir: string): Sqlite.Database {
  try {
    mkdirSync(dataDir, { recursive: true });
    const database = new Sqlite(file, { timeout: BUSY_MS });
    database.pragma('journal_mode = WAL');
    // FULL: a commit has reached the disk when it returns, so that an answered webhook survives a power cut.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    return database;
  } catch (error) {
    throw new Error(
      `Cannot open the database file ${file}: ${error instanceof Error ? error.message : String(error)}. ` +
        'Check that DATA_DIR exists, may be written and has space, or restore the file from a backup.',
      { cause: error },
    );
  }
}

function assemble(
  write: Sqlite.Database,
  writing: Kysely<Tables>,
  read: Sqlite.Database,
  logger: Logger,
  file: string,
): Database {
  const reader = new Kysely<Tables>({ dialect: sqliteDialect(read) });
  const commits = createGroupCommit({ dialect: sqlite, logger, withConnection: (use) => use(writing) });
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    await commits.finish();
    await reader.destroy();
    await writing.destroy();
    read.close();
    write.close();
  }

  return {
    kind: sqlite.kind,
    shared: sqlite.shared,
    reader,
    transact: commits.transact,
    onCommit: commits.onCommit,
    async check() {
      try {
        await sql`select 1`.execute(reader);
      } catch (error) {
        throw new Error(`The database file ${file} cannot be read.`, { cause: error });
      }
    },
    close: () => (closing ??= close()),
  };
}
