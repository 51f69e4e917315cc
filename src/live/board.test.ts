import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { callRow } from '../../test/harness/board-rows.ts';
import { DATABASE_KINDS, type FreshDatabase, freshDatabase } from '../../test/harness/fresh-database.ts';
import { handClock, keptLog } from '../../test/harness/staff.ts';
import type { CallRow } from '../contract/live.ts';
import type { Database } from '../store/database.ts';
import { type Board, type BoardViews, createBoard } from './board.ts';
import type { BoardChange } from './rows.ts';

const nobody = { all: async () => [], one: async () => null };

/** Stands for the nouns' tables: what a call looks like now. */
function callViews() {
  const calls = new Map<string, CallRow>();
  const readings: string[] = [];
  const views: BoardViews = {
    of: {
      queue: nobody,
      waiting: nobody,
      person: nobody,
      breach: nobody,
      offer: nobody,
      call: {
        all: async () => [...calls.values()],
        one: async (id) => {
          readings.push(id);
          if (id === 'unreadable') throw new Error('the row makes no sense');
          return calls.get(id) ?? null;
        },
      },
    },
    touched: (event) => {
      if (event.event.type === 'CallPuzzled') throw new Error('nobody knows this event');
      return event.noun === 'calls' ? [{ kind: 'call', id: event.id }] : [];
    },
  };
  return { calls, readings, views };
}

async function happened(database: Database, id: string, type = 'CallMoved', times = 1): Promise<void> {
  await database.transact((writer) =>
    writer
      .insertInto('events')
      .values(
        Array.from({ length: times }, () => ({
          noun: 'calls',
          id,
          type,
          data: JSON.stringify({ type }),
          at: 0,
        })),
      )
      .execute(),
  );
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 10) {
    if (waited > 10_000) throw new Error('it did not happen within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe.each(DATABASE_KINDS)('the board on %s', (kind) => {
  let fresh: FreshDatabase;
  let board: Board;
  let world: ReturnType<typeof callViews>;
  let told: BoardChange[];
  const { logger, lines } = keptLog();

  beforeEach(async () => {
    fresh = await freshDatabase(kind);
    world = callViews();
    told = [];
    lines.length = 0;
    board = createBoard({ database: fresh.database, views: world.views, clock: handClock(), logger });
    board.onChange((changes) => told.push(...changes));
  });
  afterEach(async () => {
    board.stop();
    await fresh.close();
  });

  test('holds at the start what is there', async () => {
    world.calls.set('a', callRow('a', 'shop'));
    await board.start();
    expect(board.rows().calls).toEqual([callRow('a', 'shop')]);
  });

  test('tells what a committed event changed, with what was before', async () => {
    world.calls.set('a', callRow('a', 'shop', 1));
    await board.start();
    told = [];
    world.calls.set('a', callRow('a', 'shop', 2));
    await happened(fresh.database, 'a');
    await until(() => told.length > 0);
    expect(told).toEqual([
      { kind: 'call', id: 'a', row: callRow('a', 'shop', 2), before: callRow('a', 'shop', 1) },
    ]);
    expect(board.rows().calls).toEqual([callRow('a', 'shop', 2)]);
  });

  test('tells that a row is gone', async () => {
    world.calls.set('a', callRow('a', 'shop'));
    await board.start();
    told = [];
    world.calls.delete('a');
    await happened(fresh.database, 'a', 'CallEnded');
    await until(() => told.length > 0);
    expect(told).toEqual([{ kind: 'call', id: 'a', row: null, before: callRow('a', 'shop') }]);
    expect(board.rows().calls).toEqual([]);
  });

  test('reads a row once for many events of one commit, and tells nothing when it looks the same', async () => {
    world.calls.set('a', callRow('a', 'shop'));
    await board.start();
    await happened(fresh.database, 'nothing');
    await until(() => world.readings.includes('nothing'));
    told = [];
    world.readings.length = 0;
    await happened(fresh.database, 'a', 'CallMoved', 300);
    await until(() => world.readings.length > 0);
    await happened(fresh.database, 'end');
    await until(() => world.readings.includes('end'));
    expect(world.readings).toEqual(['a', 'end']);
    expect(told).toEqual([]);
  });

  test('is not held up by a row that cannot be read, and makes up for it later', async () => {
    await board.start();
    world.calls.set('b', callRow('b', 'shop'));
    await happened(fresh.database, 'unreadable');
    await happened(fresh.database, 'b');
    await until(() => told.some(({ id }) => id === 'b'));
    await until(() => world.readings.filter((id) => id === 'unreadable').length > 1);
    expect(lines.some((line) => line['level'] === 'error')).toBe(true);
  });

  test('reads everything again after an event that it does not understand', async () => {
    await board.start();
    world.calls.set('c', callRow('c', 'shop'));
    await happened(fresh.database, 'whatever', 'CallPuzzled');
    await until(() => told.length > 0);
    expect(told.map(({ id }) => id)).toEqual(['c']);
  });

  test('sees on request what changed without an event', async () => {
    await board.start();
    world.calls.set('d', callRow('d', 'shop'));
    await board.reload();
    expect(told.map(({ id }) => id)).toEqual(['d']);
  });

  test('is silent after it was stopped', async () => {
    await board.start();
    board.stop();
    world.calls.set('e', callRow('e', 'shop'));
    await happened(fresh.database, 'e');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).toEqual([]);
  });
});

describe('the board of one node', () => {
  test('shows what another node wrote, also when a place in the log is filled late', async () => {
    const fresh = await freshDatabase('postgres');
    const other = await fresh.openAgain();
    const world = callViews();
    const { logger } = keptLog();
    const board = createBoard({ database: fresh.database, views: world.views, clock: handClock(), logger });
    await board.start();
    const place = (seq: number, id: string) =>
      other.transact((writer) =>
        writer
          .insertInto('events')
          .values({ seq, noun: 'calls', id, type: 'CallMoved', data: '{"type":"CallMoved"}', at: 0 })
          .execute(),
      );
    world.calls.set('first', callRow('first', 'shop'));
    await place(3, 'first');
    await until(() => board.rows().calls.length === 1);
    world.calls.set('late', callRow('late', 'shop'));
    await place(2, 'late');
    await until(() => board.rows().calls.length === 2);
    expect(board.rows().calls.map(({ id }) => id)).toEqual(['first', 'late']);
    board.stop();
    await other.close();
    await fresh.close();
  });
});
