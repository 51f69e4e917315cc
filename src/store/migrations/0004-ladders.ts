import type { Kysely } from 'kysely';
import type { SchemaStep } from '../dialect.ts';
import { makerIn, optionalTexts, optionalTimes, texts, times } from './columns.ts';

/** People told in turn, the notices that tell them, who is on call, and where programs and browsers want to be told. */
export const ladders: SchemaStep = () => ({
  async up(db: Kysely<unknown>) {
    const { nounTable, index, liveIndex } = makerIn(db);

    await nounTable('ladders')
      .$call(texts('business_id', 'about'))
      .$call(optionalTexts('case_id'))
      .$call(texts('status'))
      .$call(times('began_at'))
      .$call(optionalTimes('ended_at'))
      .execute();
    await index('ladders', 'business_id', 'began_at');
    await index('ladders', 'about', 'began_at');
    await index('ladders', 'case_id', 'began_at');

    await nounTable('notices')
      .$call(texts('business_id'))
      .$call(optionalTexts('person_id'))
      .$call(texts('way', 'status'))
      .$call(optionalTexts('address', 'code'))
      .$call(texts('about'))
      .$call(optionalTexts('climb_id', 'case_id'))
      .$call(times('queued_at'))
      .$call(optionalTimes('ended_at'))
      .execute();
    await index('notices', 'business_id', 'queued_at');
    await index('notices', 'case_id', 'queued_at');
    await index('notices', 'about', 'queued_at');
    await index('notices', 'climb_id', 'queued_at');
    await index('notices', 'person_id', 'queued_at');
    await index('notices', 'address', 'queued_at');
    await liveIndex('notices', 'ended_at is null', 'person_id', 'way');

    await nounTable('rotas').$call(texts('business_id')).execute();
    await index('rotas', 'business_id');
    await nounTable('hooks').execute();

    await db.schema
      .createTable('secrets')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .$call(texts('value'))
      .execute();
    await db.schema
      .createTable('push_subscriptions')
      .addColumn('endpoint', 'text', (column) => column.primaryKey())
      .$call(texts('person_id', 'p256dh', 'auth'))
      .$call(times('created_at'))
      .execute();
    await index('push_subscriptions', 'person_id');

    // Dead letters are effects that failed: they are listed by kind and noun.
    await index('effects', 'noun', 'noun_id');
  },
});
