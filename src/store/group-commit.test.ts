import { describe, expect, test } from '@jest/globals';
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { pino } from 'pino';
import type { Dialect } from './dialect.ts';
import { CommitUnknownError, createGroupCommit } from './group-commit.ts';
import type { Tables } from './tables.ts';

/** A database that only listens: it keeps every statement and fails where the test says so. */
function listeningDatabase(fail: (statement: string, count: number) => Error | undefined = () => undefined) {
  const said: string[] = [];
  const counts = new Map<string, number>();
  const connection = {
    executeQuery: async ({ sql }: { sql: string }) => {
      said.push(sql.startsWith('insert') ? 'insert' : sql);
      counts.set(sql, (counts.get(sql) ?? 0) + 1);
      const error = fail(sql, counts.get(sql) ?? 0);
      if (error) throw error;
      return { rows: [], numAffectedRows: sql.startsWith('insert') ? 1n : 0n };
    },
    // oxlint-disable-next-line require-yield -- kysely asks for a generator; nothing is streamed here
    async *streamQuery() {
      throw new Error('nothing is streamed');
    },
  };
  const none = () => Promise.resolve();
  const kysely = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => ({
        init: none,
        acquireConnection: () => Promise.resolve(connection),
        beginTransaction: none,
        commitTransaction: none,
        rollbackTransaction: none,
        releaseConnection: none,
        destroy: none,
      }),
    },
  });
  return { said, kysely };
}

const dialect: Dialect = {
  kind: 'postgres',
  shared: true,
  begin: 'begin',
  beginSteps: null,
  counter: { type: 'bigint', define: (column) => column },
  clashed: (error) => error instanceof Error && error.message === 'clash',
  lost: (error) => error instanceof Error && error.message === 'cut',
};

function open(fail?: (statement: string, count: number) => Error | undefined) {
  const { said, kysely } = listeningDatabase(fail);
  const commits = createGroupCommit({
    dialect,
    logger: pino({ level: 'silent' }),
    withConnection: (use) => use(kysely),
  });
  const insert = () =>
    commits.transact(async (writer) => {
      await writer
        .insertInto('business_numbers')
        .values({ number: '1', business_id: 'b', flow: 'f' })
        .execute();
    });
  return { said, insert, commits };
}

const PIECE = ['savepoint piece', 'insert', 'release savepoint piece'];

describe('group commit', () => {
  test('says one begin and one commit around the pieces of one turn', async () => {
    const { said, insert } = open();
    await Promise.all([insert(), insert()]);
    expect(said).toEqual(['begin', ...PIECE, ...PIECE, 'commit']);
  });

  test('a commit that fails rejects every piece, after a rollback', async () => {
    const { said, insert } = open((statement) =>
      statement === 'commit' ? new Error('disk full') : undefined,
    );
    const results = await Promise.allSettled([insert(), insert()]);
    expect(results).toMatchObject([
      { reason: { message: 'disk full' } },
      { reason: { message: 'disk full' } },
    ]);
    expect(said.at(-1)).toBe('rollback');
  });

  test('a clash runs all pieces again, and their last answers count', async () => {
    const { said, insert } = open((statement, count) =>
      statement === 'commit' && count === 1 ? new Error('clash') : undefined,
    );
    await Promise.all([insert(), insert()]);
    const whole = ['begin', ...PIECE, ...PIECE, 'commit'];
    expect(said).toEqual([...whole, 'rollback', ...whole]);
  });

  test('clashes without end are given up, and the work is rejected', async () => {
    const { said, insert } = open((statement) => (statement === 'commit' ? new Error('clash') : undefined));
    await expect(insert()).rejects.toThrow('clash');
    expect(said.filter((statement) => statement === 'begin')).toHaveLength(10);
  });

  test('a connection lost before the commit runs the work again; one lost during it never does', async () => {
    const before = open((statement, count) =>
      statement.startsWith('insert') && count === 1 ? new Error('cut') : undefined,
    );
    await before.insert();
    expect(before.said.filter((statement) => statement === 'commit')).toHaveLength(1);

    const during = open((statement) => (statement === 'commit' ? new Error('cut') : undefined));
    await expect(during.insert()).rejects.toThrow(CommitUnknownError);
    expect(during.said.filter((statement) => statement === 'begin')).toHaveLength(1);
  });

  test('work that arrives during a commit waits for the next one', async () => {
    const { said, insert, commits } = open();
    let second: Promise<void> = Promise.resolve();
    const first = commits.transact(async () => {
      await Promise.resolve();
      // Outside of this transaction's own thread of work, as from another request.
      second = new Promise((resolve, reject) => {
        setImmediate(() => {
          insert().then(resolve, reject);
        });
      });
    });
    await first;
    await second;
    expect(said.filter((statement) => statement === 'commit')).toHaveLength(2);
  });
});
