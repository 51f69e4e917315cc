import type { Kysely } from 'kysely';
import type { SchemaStep } from '../dialect.ts';
import { makerIn, optionalTexts, optionalTimes, texts, times } from './columns.ts';

/** Customers who are to be rung back. */
export const callbacks: SchemaStep = () => ({
  async up(db: Kysely<unknown>) {
    const { nounTable, index, liveIndex } = makerIn(db);
    await nounTable('callbacks')
      .$call(texts('business_id', 'number'))
      .$call(optionalTexts('call_id', 'case_id'))
      .$call(texts('status'))
      .$call(times('asked_at', 'promised_by'))
      .$call(optionalTimes('ended_at'))
      .execute();
    await liveIndex('callbacks', 'ended_at is null', 'business_id', 'number');
    await index('callbacks', 'business_id', 'promised_by');
    await index('callbacks', 'business_id', 'ended_at');
    await index('callbacks', 'call_id');
    await index('callbacks', 'case_id');
  },
});
