import type { Kysely } from 'kysely';
import type { SchemaStep } from '../dialect.ts';

/** What is said on recordings, in a table of its own so that it can be deleted; and the promise to delete, kept for old ones too. */
export const transcriptsAndRetention: SchemaStep = () => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('transcript_lines')
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('session', 'text', (column) => column.notNull())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('party', 'text', (column) => column.notNull())
      .addColumn('spoken_at', 'bigint', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('final', 'integer', (column) => column.notNull())
      .addColumn('confidence', 'double precision')
      .addPrimaryKeyConstraint('transcript_lines_key', ['recording_id', 'session', 'sequence'])
      .execute();
    await promiseDeletion(db);
  },
});

/** The tables as they were at this step. */
interface OldTables {
  recordings: { id: string; status: string; state: string };
  timers: {
    key: string;
    noun: string;
    id: string;
    command: string;
    due_at: number;
    fired_at: number | null;
  };
}

const DAY_MS = 86_400_000;
const AT_ONCE = 500;

/** Recordings made before deletion was enforced were promised it all the same: each gets its timer. */
async function promiseDeletion(db: Kysely<OldTables>): Promise<void> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('recordings')
      .select(['id', 'state'])
      .where('status', 'in', ['stored', 'lost'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    after = rows.at(-1)?.id ?? after;
    const timers = rows.flatMap(({ id, state }) => {
      const { endedAt, retentionDays } = JSON.parse(state) as { endedAt?: unknown; retentionDays?: unknown };
      if (typeof endedAt !== 'number' || typeof retentionDays !== 'number') return [];
      return [
        {
          key: `recordings/${id}/retention`,
          noun: 'recordings',
          id,
          command: JSON.stringify({ type: 'RetentionOver' }),
          due_at: endedAt + retentionDays * DAY_MS,
          fired_at: null,
        },
      ];
    });
    if (timers.length === 0) continue;
    await db
      .insertInto('timers')
      .values(timers)
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
  }
}
