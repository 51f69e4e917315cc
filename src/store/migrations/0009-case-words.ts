import type { Kysely } from 'kysely';
import type { SchemaStep } from '../dialect.ts';

/** Cases are found by words, and by whether a deadline has passed, without reading them one by one. */
export const caseWords: SchemaStep = () => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('cases')
      .addColumn('words', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    await db.schema
      .alterTable('cases')
      .addColumn('late_at', 'bigint', (column) => column.notNull().defaultTo(NEVER_LATE))
      .execute();
    await fillIn(db);
  },
});

/** The table as it is at this step. */
interface OldTables {
  cases: { id: string; status: string; state: string; words: string; late_at: number };
}

interface OldCase {
  readonly number: string;
  readonly customer: { readonly number: string | null; readonly name: string | null };
  readonly topic: string | null;
  readonly summary: string;
  readonly owner: { readonly name: string };
  readonly tags: readonly string[];
  readonly clocks: Readonly<Record<string, { readonly status: string; readonly dueAt?: number | null }>>;
}

const NEVER_LATE = 9_000_000_000_000;
const AT_ONCE = 500;

async function fillIn(db: Kysely<OldTables>): Promise<void> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('cases')
      .select(['id', 'status', 'state'])
      .where('status', '<>', 'none')
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    after = rows.at(-1)?.id ?? after;
    for (const { id, status, state } of rows) {
      const { number, customer, topic, summary, owner, tags, clocks } = JSON.parse(state) as OldCase;
      const words = [number, customer.name, customer.number, topic, summary, owner.name, ...tags];
      const due = Object.values(clocks).flatMap(({ status: how, dueAt }) =>
        (how === 'running' || how === 'passed') && typeof dueAt === 'number' ? [dueAt] : [],
      );
      await db
        .updateTable('cases')
        .set({
          words: words
            .filter((one) => one !== null)
            .join('\n')
            .toLowerCase(),
          late_at: status === 'resolved' ? NEVER_LATE : Math.min(NEVER_LATE, ...due),
        })
        .where('id', '=', id)
        .execute();
    }
  }
}
