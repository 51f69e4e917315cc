import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import type { Database, Writer } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { type FreshDatabase, freshDatabase } from '../../harness/fresh-database.ts';
import { startPostgres } from '../../harness/postgres.ts';
import { listeningLogger } from '../../harness/toy-engine.ts';

const number = (writer: Writer, name: string) =>
  writer.insertInto('business_numbers').values({ number: name, business_id: 'b', flow: 'f' }).execute();
const numbers = async (database: Database) => {
  const rows = await database.reader
    .selectFrom('business_numbers')
    .select('number')
    .orderBy('number')
    .execute();
  return rows.map((row) => row.number);
};

describe('when PostgreSQL goes away', () => {
  let fresh: FreshDatabase;
  const { logger } = listeningLogger();

  beforeEach(async () => {
    fresh = await freshDatabase('postgres', logger);
  });
  afterEach(() => fresh.close());

  /** Ends every other connection to this test's database, as an administrator or a failing network would. */
  const cutAllOthers = async (witness: Database) => {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()`.execute(witness.reader);
  };

  test('connections that are cut while idle are replaced without anybody noticing', async () => {
    const witness = await fresh.openAgain();
    await fresh.database.transact((writer) => number(writer, '1'));
    await cutAllOthers(witness);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await fresh.database.transact((writer) => number(writer, '2'));
    expect(await numbers(fresh.database)).toEqual(['1', '2']);
    await witness.close();
  });

  test('work that is cut in the middle is run again from the start, and stored once', async () => {
    const witness = await fresh.openAgain();
    let runs = 0;
    await fresh.database.transact(async (writer) => {
      runs += 1;
      await number(writer, '1');
      if (runs === 1) await cutAllOthers(witness);
      await number(writer, '2');
    });
    expect(runs).toBe(2);
    expect(await numbers(witness)).toEqual(['1', '2']);
    await witness.close();
  });

  test('two nodes that read and write the same rows both succeed, one after the other', async () => {
    const second = await fresh.openAgain();
    const countAndAdd = (database: Database, prefix: string) =>
      database.transact(async (writer) => {
        const { rows } = await writer
          .selectFrom('business_numbers')
          .select(({ fn }) => fn.countAll<number>().as('rows'))
          .executeTakeFirstOrThrow();
        await number(writer, `${prefix}${rows}`);
        return rows;
      });
    const counts: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      counts.push(...(await Promise.all([countAndAdd(fresh.database, 'a'), countAndAdd(second, 'b')])));
    }
    // Serializable: as if one had always waited for the other, so nobody counted the same number of rows.
    expect(counts.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 20 }, (_, index) => index),
    );
    await second.close();
  });

  test('the process outlives a restart of the server, and work handed in meanwhile is stored', async () => {
    const server = await startPostgres();
    try {
      const { logger: listening, lines } = listeningLogger();
      const database = await openDatabase({ databaseUrl: server.url, dataDir: '', logger: listening });
      await database.transact((writer) => number(writer, '1'));
      const away = server.restart(300);
      await new Promise((resolve) => setTimeout(resolve, 150));
      const meanwhile = database.transact((writer) => number(writer, '2'));
      await Promise.all([away, meanwhile]);
      expect(await numbers(database)).toEqual(['1', '2']);
      await expect(database.check()).resolves.toBeUndefined();
      expect(lines.some((line) => line.level === 'warn')).toBe(true);
      await database.close();
    } finally {
      await server.stop();
    }
  }, 120_000);

  test('a server that cannot be reached is named, without the password', async () => {
    const settings = {
      databaseUrl: 'postgres://desk:secret@127.0.0.1:1/bell',
      dataDir: '',
      logger: pino({ level: 'silent' }),
    };
    const failure = await openDatabase(settings).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(String(failure)).toMatch(/PostgreSQL at 127\.0\.0\.1:1\/bell does not answer.*DATABASE_URL/);
    expect(String(failure)).not.toContain('secret');
  });
});
