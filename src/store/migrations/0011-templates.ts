import type { Kysely } from 'kysely';
import type { SchemaStep } from '../dialect.ts';
import { makerIn, texts } from './columns.ts';

/** Words that a business edits for its e-mails and text messages, and how a key's secret begins. */
export const templates: SchemaStep = () => ({
  async up(db: Kysely<unknown>) {
    const { nounTable } = makerIn(db);
    await nounTable('templates').$call(texts('current')).execute();
    await db.schema
      .alterTable('api_keys')
      .addColumn('prefix', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
  },
});
