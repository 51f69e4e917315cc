import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database, Writer } from '../../../src/store/database.ts';
import { DATABASE_KINDS, type FreshDatabase, freshDatabase } from '../../harness/fresh-database.ts';

describe.each(DATABASE_KINDS)('transactions on %s', (kind) => {
  let fresh: FreshDatabase;
  let database: Database;

  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());

  beforeEach(async () => {
    await fresh.empty();
    database = fresh.database;
  });

  const number = (writer: Writer, name: string) =>
    writer.insertInto('business_numbers').values({ number: name, business_id: 'b', flow: 'f' }).execute();
  const numbers = async () => {
    const rows = await database.reader
      .selectFrom('business_numbers')
      .select('number')
      .orderBy('number')
      .execute();
    return rows.map((row) => row.number);
  };
  const countCommits = () => {
    const counted = { commits: 0 };
    database.onCommit(() => (counted.commits += 1));
    return counted;
  };

  test('what a transaction wrote can be read by others once it has resolved', async () => {
    const answer = await database.transact(async (writer) => {
      await number(writer, '1');
      return 'stored';
    });
    expect(answer).toBe('stored');
    expect(await numbers()).toEqual(['1']);
  });

  test('readers outside see nothing of a transaction that is still open', async () => {
    let seen: string[] = ['not asked'];
    await database.transact(async (writer) => {
      await number(writer, '1');
      seen = await numbers();
    });
    expect(seen).toEqual([]);
    expect(await numbers()).toEqual(['1']);
  });

  test('a transaction reads what it has written itself', async () => {
    const inside = await database.transact(async (writer) => {
      await number(writer, '1');
      return writer.selectFrom('business_numbers').select('number').execute();
    });
    expect(inside).toEqual([{ number: '1' }]);
  });

  test('work handed in within one turn shares one commit', async () => {
    const counted = countCommits();
    await Promise.all(
      ['1', '2', '3', '4'].map((name) => database.transact((writer) => number(writer, name))),
    );
    expect(counted.commits).toBe(1);
    expect(await numbers()).toEqual(['1', '2', '3', '4']);
  });

  test('work handed in one after the other has commits of its own', async () => {
    const counted = countCommits();
    for (const name of ['1', '2', '3']) await database.transact((writer) => number(writer, name));
    expect(counted.commits).toBe(3);
  });

  test('work that fails undoes only itself; its neighbours in the commit are kept', async () => {
    const results = await Promise.allSettled([
      database.transact((writer) => number(writer, '1')),
      database.transact(async (writer) => {
        await number(writer, '2');
        throw new Error('second thoughts');
      }),
      database.transact((writer) => number(writer, '1')),
      database.transact((writer) => number(writer, '3')),
    ]);
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(results[1]).toMatchObject({ reason: { message: 'second thoughts' } });
    expect(await numbers()).toEqual(['1', '3']);
  });

  test('a failing statement whose error is caught either keeps the rest or fails the work: never half of it silently', async () => {
    const result = await database
      .transact(async (writer) => {
        await number(writer, '1');
        await number(writer, '1').catch(() => undefined);
      })
      .then(
        () => ['1'],
        () => [],
      );
    expect(await numbers()).toEqual(result);
  });

  test('two transactions are never interleaved', async () => {
    const steps: string[] = [];
    const slow = (name: string) =>
      database.transact(async (writer) => {
        steps.push(`${name} begins`);
        await number(writer, name);
        await writer.selectFrom('business_numbers').selectAll().execute();
        steps.push(`${name} ends`);
      });
    await Promise.all([slow('1'), slow('2'), slow('3')]);
    expect(steps).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
  });

  test('a transaction inside a transaction is refused in plain words, and the outer one is kept', async () => {
    await database.transact(async (writer) => {
      await number(writer, '1');
      await expect(database.transact((inner) => number(inner, '2'))).rejects.toThrow(/inside another one/);
    });
    expect(await numbers()).toEqual(['1']);
  });

  test('work that was begun from within a finished transaction is not mistaken for a nested one', async () => {
    let later: Promise<unknown> = Promise.resolve();
    await database.transact(async (writer) => {
      await number(writer, '1');
      later = new Promise((resolve) => setTimeout(resolve, 5)).then(() =>
        database.transact((other) => number(other, '2')),
      );
    });
    await later;
    expect(await numbers()).toEqual(['1', '2']);
  });

  test('a writer used after its transaction has ended is refused', async () => {
    let kept: Writer | undefined;
    await database.transact(async (writer) => {
      kept = writer;
      await number(writer, '1');
    });
    await expect(async () => kept && (await number(kept, '2'))).rejects.toThrow(
      /after its transaction had ended/,
    );
    expect(await numbers()).toEqual(['1']);
  });

  test('listeners hear of commits that wrote something, and of no others', async () => {
    const counted = countCommits();
    await database.transact((writer) => writer.selectFrom('business_numbers').selectAll().execute());
    await expect(
      database.transact(async (writer) => {
        await number(writer, '1');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(counted.commits).toBe(0);
    await database.transact((writer) => number(writer, '1'));
    expect(counted.commits).toBe(1);
  });

  test('a listener that throws or leaves does not disturb the others', async () => {
    const heard: string[] = [];
    database.onCommit(() => {
      throw new Error('deaf');
    });
    const leave = database.onCommit(() => heard.push('left'));
    database.onCommit(() => heard.push('stayed'));
    leave();
    await database.transact((writer) => number(writer, '1'));
    expect(heard).toEqual(['stayed']);
  });

  test('five hundred pieces at once are all stored, in a few commits', async () => {
    const counted = countCommits();
    const names = Array.from({ length: 500 }, (_, index) => String(1_000 + index));
    await Promise.all(names.map((name) => database.transact((writer) => number(writer, name))));
    expect(await numbers()).toEqual(names);
    expect(counted.commits).toBeLessThanOrEqual(4);
  });

  test('closing waits for the work that was handed in, and refuses what comes later', async () => {
    const second = await fresh.openAgain();
    const before = second.transact((writer) => number(writer, '1'));
    const closed = second.close();
    await expect(second.transact((writer) => number(writer, '2'))).rejects.toThrow(/closed/);
    await before;
    await closed;
    expect(await numbers()).toEqual(['1']);
  });

  test('numbers come back as numbers: counts, sums, averages and times beyond 32 bits', async () => {
    const at = Date.UTC(2026, 0, 5);
    await database.transact((writer) =>
      writer
        .insertInto('claims')
        .values([
          { key: 'a', idempotency_token: null, answer: '', claimed_at: at },
          { key: 'b', idempotency_token: null, answer: '', claimed_at: at + 2 },
        ])
        .execute(),
    );
    const figures = await database.reader
      .selectFrom('claims')
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.sum<number>('claimed_at').as('sum'),
        fn.avg<number>('claimed_at').as('average'),
        fn.max('claimed_at').as('latest'),
      ])
      .executeTakeFirstOrThrow();
    expect(figures).toEqual({ count: 2, sum: 2 * at + 2, average: at + 1, latest: at + 2 });
  });

  test('a store that answers passes its check', async () => {
    await expect(database.check()).resolves.toBeUndefined();
  });
});
