import type { Logger } from 'pino';
import type { Database } from './database.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

/**
 * Opens the store and brings its schema up to date: PostgreSQL when `databaseUrl` names one,
 * otherwise the SQLite file `deskbell.sqlite` in `dataDir`.
 * @throws Error in plain words when it cannot be reached, read or brought up to date.
 */
export function openDatabase(settings: {
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  readonly logger: Logger;
}): Promise<Database> {
  const { databaseUrl, dataDir, logger } = settings;
  return databaseUrl ? openPostgres({ databaseUrl, logger }) : openSqlite({ dataDir, logger });
}
