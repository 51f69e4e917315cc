import type { Kysely } from 'kysely';
import type { SchemaStep } from '../dialect.ts';

/** Cases are found by one of their tags, whole. */
export const caseTags: SchemaStep = () => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('cases')
      .addColumn('tags', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    await fillIn(db);
  },
});

/** The table as it is at this step. */
interface OldTables {
  cases: { id: string; status: string; state: string; tags: string };
}

const AT_ONCE = 500;

async function fillIn(db: Kysely<OldTables>): Promise<void> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('cases')
      .select(['id', 'state'])
      .where('status', '<>', 'none')
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    after = rows.at(-1)?.id ?? after;
    for (const { id, state } of rows) {
      const { tags } = JSON.parse(state) as { readonly tags: readonly string[] };
      if (tags.length === 0) continue;
      const tidy = tags.map((tag) =>
        tag.trim().replace(/^#+/, '').trim().replaceAll(/\s+/g, ' ').toLowerCase(),
      );
      await db
        .updateTable('cases')
        .set({ tags: `\n${tidy.join('\n')}\n` })
        .where('id', '=', id)
        .execute();
    }
  }
}
