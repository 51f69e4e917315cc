import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  openCasesOf,
  casesStore,
  listCases,
  tagsInUse,
  nextNumber,
  type CaseQuery,
} from '../../../src/domain/cases/cases-store.ts';
import { opening, OneCase } from '../../../src/domain/cases/case-for-tests.ts';
import type { Case } from '../../../src/domain/cases/case.ts';
import { DATABASE_KINDS, freshDatabase, type FreshDatabase } from '../../harness/fresh-database.ts';

/** A case as it is when it was just opened. */
function openedCase(number: string, changes: Parameters<typeof opening>[0] = {}, at?: number): Case {
  const one = new OneCase(at);
  one.facts = { ...one.facts, number };
  one.tell(opening(changes));
  return one.state;
}

describe.each(DATABASE_KINDS)('cases in the store (%s)', (kind) => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase(kind);
  });
  afterEach(() => fresh.close());

  const save = (id: string, state: Case) =>
    fresh.database.transact((writer) => casesStore.save(writer, id, state, 0));

  test('no two cases of a business ever have one number, whoever opens them at the same moment', async () => {
    const { database } = fresh;
    /** As the engine does: looks for the number, and decides again when somebody was faster. */
    const opens = async (id: string, businessId: string) => {
      for (let attempt = 0; attempt < 50; attempt += 1) {
        const number = await nextNumber(database.reader, businessId);
        if (await save(id, openedCase(`BRI-${number}`, { businessId }))) return number;
      }
      throw new Error('No number was free after 50 attempts');
    };
    const numbers = await Promise.all(Array.from({ length: 12 }, (_, index) => opens(`c${index}`, 'shop')));
    expect(numbers.toSorted()).toEqual(Array.from({ length: 12 }, (_, index) => 1_001 + index));
    expect(await opens('other', 'plumber')).toBe(1_001);
  });

  test('a number that was taken is refused, and nothing of the case is stored', async () => {
    expect(await save('a', openedCase('BRI-1001'))).toBe(true);
    expect(await save('b', openedCase('BRI-1001'))).toBe(false);
    expect(await save('b', openedCase('BRI-1005'))).toBe(false);
    expect(await casesStore.load(fresh.database.reader, 'b')).toBeNull();
  });

  test('open cases of a caller are found by the number; withheld numbers have none', async () => {
    await save('a', openedCase('BRI-1001'));
    await save('b', openedCase('BRI-1002', { customer: { number: null, name: null } }));
    const { reader } = fresh.database;
    expect((await openCasesOf(reader, 'shop', '+447700900555')).map(({ id }) => id)).toEqual(['a']);
    expect(await openCasesOf(reader, 'plumber', '+447700900555')).toEqual([]);
    expect(await openCasesOf(reader, 'shop', '')).toEqual([]);
  });

  test('lists are cut into pages without a gap or a repeat, by what is due or by age', async () => {
    const base = Date.parse('2026-03-04T09:00Z');
    for (let index = 0; index < 7; index += 1)
      // Two of them at the very same moment.
      await save(`c${index}`, openedCase(`BRI-${1_001 + index}`, {}, base + Math.floor(index / 2) * 60_000));
    const query: CaseQuery = {
      businessIds: ['shop'],
      ...{ status: 'unresolved', owner: null, level: null, topic: null, tag: null, number: null },
      ...{ severity: null, lateAt: null, words: null },
      ...{ order: 'due', after: null, limit: 3 },
    };
    for (const order of ['due', 'newest'] as const) {
      const seen: string[] = [];
      let after: CaseQuery['after'] = null;
      for (let page = 0; page < 3; page += 1) {
        const rows = await listCases(fresh.database.reader, { ...query, order, after });
        seen.push(...rows.map(({ id }) => id));
        const last = rows.at(-1);
        if (last === undefined) break;
        const row = await fresh.database.reader
          .selectFrom('cases')
          .where('id', '=', last.id)
          .select(['due_at', 'opened_at'])
          .executeTakeFirstOrThrow();
        after = { id: last.id, value: order === 'due' ? row.due_at : row.opened_at };
      }
      const inOrder = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
      expect(seen).toEqual(order === 'due' ? inOrder : inOrder.toReversed());
    }
    expect(await listCases(fresh.database.reader, { ...query, owner: 'person/ana' })).toEqual([]);
    expect(await listCases(fresh.database.reader, { ...query, words: 'bri-1003' })).toHaveLength(1);
  });

  test('lists are narrowed by severity, by lateness, by words, and to those that only a queue has', async () => {
    const at = Date.parse('2026-03-04T09:00Z');
    await save('a', openedCase('BRI-1001', { summary: 'Élan 100% cotton: torn', severity: 1 }, at));
    await save('b', openedCase('BRI-1002', { summary: 'A cracked vase', severity: 3 }, at + 3_600_000));
    const query: CaseQuery = {
      ...{
        businessIds: ['shop'],
        status: null,
        owner: null,
        level: null,
        topic: null,
        tag: null,
        number: null,
      },
      ...{ severity: null, lateAt: null, words: null, order: 'newest', after: null, limit: 9 },
    };
    const found = async (changes: Partial<CaseQuery>) =>
      (await listCases(fresh.database.reader, { ...query, ...changes })).map(({ id }) => id);
    expect(await found({ severity: 3 })).toEqual(['b']);
    expect(await found({ words: 'VASE cracked' })).toEqual(['b']);
    expect(await found({ words: 'vase torn' })).toEqual([]);
    expect(await found({ words: 'ÉLAN' })).toEqual(['a']);
    expect(await found({ words: '0%' })).toEqual(['a']);
    expect(await found({ words: '_' })).toEqual([]);
    expect(await found({ words: '07700 900 555' })).toEqual(['b', 'a']);
    expect(await found({ owner: 'queues' })).toEqual(['b', 'a']);
    const tagged = { topic: 'billing', tags: ['Rang 100%', 'VIP'] };
    await save('c', { ...openedCase('BRI-1003', {}, at + 7_200_000), ...tagged });
    expect(await found({ tag: 'vip' })).toEqual(['c']);
    expect(await found({ tag: '#rang 100%' })).toEqual(['c']);
    // A tag is found whole, and is no pattern.
    expect(await found({ tag: 'rang' })).toEqual([]);
    expect(await found({ tag: '%' })).toEqual([]);
    expect(await found({ topic: 'billing', tag: 'VIP' })).toEqual(['c']);
    expect(await found({ topic: 'delivery', tag: 'VIP' })).toEqual([]);
    expect(await tagsInUse(fresh.database.reader, ['shop', 'plumber'])).toEqual([
      { tag: 'Rang 100%', cases: 1 },
      { tag: 'VIP', cases: 1 },
    ]);
    expect(await tagsInUse(fresh.database.reader, ['plumber'])).toEqual([]);
    expect(await found({ lateAt: at })).toEqual([]);
    expect(await found({ lateAt: at + 365 * 86_400_000 })).toEqual(['c', 'b', 'a']);
    const first = await fresh.database.reader
      .selectFrom('cases')
      .where('id', '=', 'a')
      .select('late_at')
      .executeTakeFirstOrThrow();
    expect(await found({ lateAt: first.late_at })).toContain('a');
    expect(await found({ lateAt: first.late_at - 1 })).not.toContain('a');
  });
});
