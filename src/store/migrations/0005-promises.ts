import type { Kysely } from 'kysely';
import type { SchemaStep } from '../dialect.ts';
import { makerIn, optionalTexts, optionalTimes, texts, times } from './columns.ts';

/** What callers were told, what must be permitted, what was left for somebody, and the daily look at it. */
export const promises: SchemaStep = () => ({
  async up(db: Kysely<unknown>) {
    const { nounTable, index, liveIndex } = makerIn(db);
    const matterTable = (name: string) =>
      nounTable(name)
        .$call(texts('business_id'))
        .$call(optionalTexts('case_id', 'call_id'))
        .$call(texts('status'))
        .$call(optionalTimes('ended_at'));
    const matterIndexes = async (table: string, at: string): Promise<void> => {
      await index(table, 'business_id', at);
      await index(table, 'case_id');
      await index(table, 'call_id');
      await liveIndex(table, 'ended_at is null', 'business_id', at);
    };

    await matterTable('promises')
      .$call(texts('owner'))
      .$call(optionalTexts('queue'))
      .$call(times('due_at'))
      .execute();
    await matterIndexes('promises', 'due_at');

    await matterTable('approvals').$call(texts('asker_id')).$call(times('asked_at')).execute();
    await matterIndexes('approvals', 'asked_at');

    await matterTable('messages').$call(texts('addressee')).$call(times('taken_at')).execute();
    await matterIndexes('messages', 'taken_at');

    await nounTable('digests').execute();
  },
});
