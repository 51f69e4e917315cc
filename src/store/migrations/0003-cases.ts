import type { Kysely } from 'kysely';
import type { SchemaStep } from '../dialect.ts';
import { integers, makerIn, optionalTimes, texts, times } from './columns.ts';

/** The matter behind the calls, the escalation matrices, and which call is about which case. */
export const cases: SchemaStep = () => ({
  async up(db: Kysely<unknown>) {
    const { nounTable, index, liveIndex } = makerIn(db);

    await nounTable('cases')
      .$call(texts('business_id', 'number', 'customer_number', 'status'))
      .$call(integers('severity', 'level'))
      .$call(texts('topic', 'owner'))
      .$call(times('opened_at', 'due_at'))
      .$call(optionalTimes('resolved_at'))
      .execute();
    await db.schema
      .createIndex('cases_by_business_id_number')
      .on('cases')
      .columns(['business_id', 'number'])
      .unique()
      .execute();
    await index('cases', 'business_id', 'opened_at');
    // Nearly every look is for cases that are not resolved, of which there are few.
    const live = 'resolved_at is null';
    await liveIndex('cases', live, 'business_id', 'customer_number', 'opened_at');
    await liveIndex('cases', live, 'business_id', 'due_at');

    await nounTable('matrices').execute();
    await nounTable('case_calls').execute();
    await db.schema
      .createTable('counters')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'bigint', (column) => column.notNull())
      .execute();
  },
});
