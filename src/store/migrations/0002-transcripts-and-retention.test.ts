import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type FreshDatabase, DATABASE_KINDS, freshDatabase } from '../../../test/harness/fresh-database.ts';
import { sql } from 'kysely';
import { postgres } from '../postgres.ts';
import { sqlite } from '../sqlite.ts';
import { transcriptsAndRetention } from './0002-transcripts-and-retention.ts';

describe.each(DATABASE_KINDS)('the promise to delete, on %s', (kind) => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase(kind);
  });
  afterEach(() => fresh.close());

  test('is kept for recordings that were made before anything deleted them', async () => {
    const row = (id: string, status: string, state: object) => ({
      ...{ id, version: 3, business_id: 'shop', call_id: 'c1', provider_sid: null, status, escalated: 0 },
      ...{ began_at: 1, ended_at: null, state: JSON.stringify({ status, ...state }) },
    });
    await fresh.database.transact(async (writer) => {
      await writer
        .insertInto('recordings')
        .values([
          row('a', 'stored', { endedAt: 1_000, retentionDays: 2 }),
          row('b', 'lost', { endedAt: 2_000, retentionDays: 90 }),
          row('c', 'recording', { retentionDays: 90 }),
          row('d', 'none', {}),
        ])
        .execute();
      // As it was before this step.
      await sql`drop table transcript_lines`.execute(writer);
      await transcriptsAndRetention(kind === 'sqlite' ? sqlite : postgres).up(writer);
    });
    const timers = await fresh.database.reader.selectFrom('timers').selectAll().orderBy('key').execute();
    const command = '{"type":"RetentionOver"}';
    expect(timers).toEqual([
      {
        ...{ key: 'recordings/a/retention', noun: 'recordings', id: 'a', command, fired_at: null },
        due_at: 1_000 + 2 * 86_400_000,
      },
      {
        ...{ key: 'recordings/b/retention', noun: 'recordings', id: 'b', command, fired_at: null },
        due_at: 2_000 + 90 * 86_400_000,
      },
    ]);
  });
});
