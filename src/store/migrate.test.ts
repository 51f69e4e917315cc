import { describe, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { pino } from 'pino';
import type { SchemaStep } from './dialect.ts';
import { migrate } from './migrate.ts';
import { sqlite } from './sqlite.ts';
import { sqliteDialect } from './sqlite-driver.ts';
import type { Tables } from './tables.ts';

const logger = pino({ level: 'silent' });

const step =
  (...statements: readonly string[]): SchemaStep =>
  () => ({
    async up(db: Kysely<unknown>) {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  });

describe('schema steps', () => {
  test('a later version takes only the steps that are new to the database', async () => {
    const file = new Sqlite(':memory:');
    const database = new Kysely<Tables>({ dialect: sqliteDialect(file) });
    const first = { '0001-one': step('create table one (id text)') };
    await migrate(database, sqlite, logger, first);
    file.exec("insert into one values ('kept')");
    await migrate(database, sqlite, logger, { ...first, '0002-two': step('create table two (id text)') });
    expect(file.prepare('select id from one').all()).toEqual([{ id: 'kept' }]);
    expect(file.prepare('select id from two').all()).toEqual([]);
    file.close();
  });

  test('a step that fails half-way is undone with all others of that start, and named', async () => {
    const file = new Sqlite(':memory:');
    const database = new Kysely<Tables>({ dialect: sqliteDialect(file) });
    const steps = {
      '0001-good': step('create table good (id text)'),
      '0002-bad': step('create table half (id text)', 'create nonsense'),
    };
    await expect(migrate(database, sqlite, logger, steps)).rejects.toThrow(
      /step "0002-bad" failed and was undone/,
    );
    const tables = file
      .prepare("select name from sqlite_master where type = 'table' and name in ('good', 'half')")
      .all();
    expect(tables).toEqual([]);
    file.close();
  });
});
