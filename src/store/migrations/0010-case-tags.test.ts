import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type FreshDatabase, DATABASE_KINDS, freshDatabase } from '../../../test/harness/fresh-database.ts';
import { opening, OneCase, person } from '../../domain/cases/case-for-tests.ts';
import { casesStore } from '../../domain/cases/cases-store.ts';
import { postgres } from '../postgres.ts';
import { sqlite } from '../sqlite.ts';
import { caseTags } from './0010-case-tags.ts';

describe.each(DATABASE_KINDS)('the tags that cases are found by, on %s', (kind) => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase(kind);
  });
  afterEach(() => fresh.close());

  test('is filled in for cases of before as it is written for new ones', async () => {
    const one = new OneCase();
    one.facts = { ...one.facts, number: 'BRI-1001' };
    one.tell(opening({}));
    one.tell({ type: 'TagCase', by: person('ana'), add: ['VIP', 'rang  again'], remove: [] });
    const read = () => fresh.database.reader.selectFrom('cases').select('tags').executeTakeFirstOrThrow();
    await fresh.database.transact((writer) => casesStore.save(writer, 'c', one.state, 0));
    const written = await read();
    expect(written.tags).toBe('\nvip\nrang again\n');
    await fresh.database.transact(async (writer) => {
      // As it was before this step.
      await sql`alter table cases drop column tags`.execute(writer);
      await caseTags(kind === 'sqlite' ? sqlite : postgres).up(writer);
    });
    expect(await read()).toEqual(written);
  });
});
