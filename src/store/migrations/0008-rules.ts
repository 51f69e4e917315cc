import type { Kysely } from 'kysely';
import type { SchemaStep } from '../dialect.ts';
import { makerIn, optionalTexts, texts, times } from './columns.ts';

/** If/then rules, what they did, and a look back over the log by time, with which rules are tried out. */
export const rules: SchemaStep = () => ({
  async up(db: Kysely<unknown>) {
    const { nounTable, index } = makerIn(db);
    await nounTable('rules').$call(texts('current')).execute();
    await nounTable('rule_runs')
      .$call(texts('business_id'))
      .$call(optionalTexts('call_id'))
      .$call(texts('status'))
      .$call(times('at'))
      .execute();
    await index('rule_runs', 'business_id', 'at');
    await index('rule_runs', 'call_id');
    await index('events', 'at');
  },
});
