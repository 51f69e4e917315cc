import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Database } from '../../../src/store/database.ts';
import { nounTable } from '../../../src/store/noun-table.ts';
import { DATABASE_KINDS, type FreshDatabase, freshDatabase } from '../../harness/fresh-database.ts';

const callShape = z.object({ caller: z.string(), startedAt: z.number(), numbers: z.array(z.string()) });
type Call = z.infer<typeof callShape>;

/** A noun with look-up columns, and rows of another table that mirror its state. */
const calls = nounTable({
  table: 'calls',
  parse: (json): Call => callShape.parse(json),
  columns: (state) => ({
    business_id: 'shop',
    caller_sid: state.caller,
    from_number: '+441632960001',
    started_at: state.startedAt,
    ended_at: null,
    escalated: 0,
  }),
  async after(writer, id, state) {
    await writer.deleteFrom('business_numbers').where('business_id', '=', id).execute();
    const rows = state.numbers.map((number) => ({ number, business_id: id, flow: 'f' }));
    if (rows.length > 0) await writer.insertInto('business_numbers').values(rows).execute();
  },
});

const ringing: Call = { caller: 'CA1', startedAt: 1_767_603_600_000, numbers: [] };

describe.each(DATABASE_KINDS)("a noun's table on %s", (kind) => {
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

  const save = (id: string, state: Call, expected: number) =>
    database.transact((writer) => calls.save(writer, id, state, expected));

  test('what was never saved is absent', async () => {
    expect(await calls.load(database.reader, 'nobody')).toBeNull();
  });

  test('a state comes back as it was saved, with its version', async () => {
    expect(await save('c', ringing, 0)).toBe(true);
    expect(await calls.load(database.reader, 'c')).toEqual({ state: ringing, version: 1 });
    const later = { ...ringing, caller: 'CA2 "quoted" ☎️ \u0000' };
    expect(await save('c', { ...later, caller: 'CA2' }, 1)).toBe(true);
    expect(await calls.load(database.reader, 'c')).toEqual({
      state: { ...later, caller: 'CA2' },
      version: 2,
    });
  });

  test('text of any script survives, and so do quotes and line ends', async () => {
    const state = { ...ringing, caller: 'Zoë "the\nboss" O\'Neill 电话 ☎️' };
    await save('c', state, 0);
    expect((await calls.load(database.reader, 'c'))?.state).toEqual(state);
  });

  test('the look-up columns follow the state at each save', async () => {
    await save('c', ringing, 0);
    await save('c', { ...ringing, caller: 'CA9' }, 1);
    const rows = await database.reader
      .selectFrom('calls')
      .selectAll()
      .where('caller_sid', '=', 'CA9')
      .execute();
    expect(rows).toMatchObject([
      { id: 'c', version: 2, started_at: 1_767_603_600_000, ended_at: null, escalated: 0 },
    ]);
  });

  test('a save against an old version changes nothing and says so', async () => {
    await save('c', ringing, 0);
    await save('c', { ...ringing, caller: 'CA2' }, 1);
    expect(await save('c', { ...ringing, caller: 'CA3' }, 1)).toBe(false);
    expect(await save('c', { ...ringing, caller: 'CA3' }, 7)).toBe(false);
    expect(await calls.load(database.reader, 'c')).toMatchObject({ state: { caller: 'CA2' }, version: 2 });
  });

  test('a first save of what exists already changes nothing and says so', async () => {
    await save('c', ringing, 0);
    expect(await save('c', { ...ringing, caller: 'CA2' }, 0)).toBe(false);
    expect(await calls.load(database.reader, 'c')).toMatchObject({ state: { caller: 'CA1' }, version: 1 });
  });

  test('of many first saves at the same time exactly one wins', async () => {
    const second = await fresh.openAgain();
    const saves = Array.from({ length: 10 }, (_, index) =>
      (index % 2 ? database : second).transact((writer) =>
        calls.save(writer, 'c', { ...ringing, caller: `CA${index}` }, 0),
      ),
    );
    const won = (await Promise.all(saves)).filter(Boolean);
    expect(won).toHaveLength(1);
    await second.close();
  });

  test('rows that mirror the state change with it, and not when the save lost', async () => {
    const numbers = async () =>
      (await database.reader.selectFrom('business_numbers').select('number').orderBy('number').execute()).map(
        (row) => row.number,
      );
    await save('c', { ...ringing, numbers: ['1', '2'] }, 0);
    await save('c', { ...ringing, numbers: ['2', '3'] }, 1);
    await save('c', { ...ringing, numbers: ['9'] }, 1);
    expect(await numbers()).toEqual(['2', '3']);
  });

  test('a state that cannot be read is an error that names the row', async () => {
    await save('c', ringing, 0);
    await database.transact((writer) => writer.updateTable('calls').set({ state: '{"half": ' }).execute());
    await expect(calls.load(database.reader, 'c')).rejects.toThrow(/calls\/c \(version 1\) cannot be read/);
  });
});
