import type { Kysely } from 'kysely';
import type { SchemaStep } from '../dialect.ts';
import { makerIn, optionalTimes, texts, times } from './columns.ts';

/** Keys for programs, and the answers that are given again when the same request comes twice. */
export const apiKeys: SchemaStep = () => ({
  async up(db: Kysely<unknown>) {
    const { index } = makerIn(db);
    await db.schema
      .createTable('api_keys')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .$call(texts('business_id', 'name'))
      .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
      .$call(texts('scopes', 'made_by'))
      .$call(times('made_at'))
      .$call(optionalTimes('last_used_at', 'expires_at', 'revoked_at'))
      .execute();
    await index('api_keys', 'business_id');
    await db.schema
      .createTable('answers_given')
      .$call(texts('asker', 'key', 'request_hash'))
      .addColumn('status', 'integer')
      .addColumn('body', 'text')
      .$call(times('at'))
      .addPrimaryKeyConstraint('answers_given_key', ['asker', 'key'])
      .execute();
    await index('answers_given', 'at');
  },
});
