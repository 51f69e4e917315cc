import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { SchemaStep } from '../dialect.ts';

/** All tables of the first call. Live rows have partial indexes, so that history never slows a decision or a start. */
export const firstCall: SchemaStep = (dialect) => ({
  async up(db: Kysely<unknown>) {
    const { schema } = db;
    const nounTable = (name: string) =>
      schema
        .createTable(name)
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull());
    const index = (table: string, ...columns: string[]) =>
      schema
        .createIndex(`${table}_by_${columns.join('_')}`)
        .on(table)
        .columns(columns)
        .execute();
    const liveIndex = (table: string, live: string, ...columns: string[]) =>
      schema
        .createIndex(`${table}_live_by_${columns.join('_')}`)
        .on(table)
        .columns(columns)
        .where(sql.raw<boolean>(live))
        .execute();

    await schema
      .createTable('events')
      .addColumn('seq', dialect.counter.type, (column) => dialect.counter.define(column))
      .$call(texts('noun', 'id', 'type', 'data'))
      .$call(times('at'))
      .execute();
    await index('events', 'noun', 'id');

    await schema
      .createTable('effects')
      .addColumn('seq', dialect.counter.type, (column) => dialect.counter.define(column))
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .$call(texts('kind', 'noun', 'noun_id', 'payload', 'status'))
      .$call(optionalTexts('call_id', 'result'))
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .$call(times('due_at', 'created_at'))
      .$call(optionalTimes('started_at'))
      .execute();
    await liveIndex('effects', "status in ('waiting', 'running')", 'due_at');
    await index('effects', 'call_id');

    await schema
      .createTable('timers')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .$call(texts('noun', 'id', 'command'))
      .$call(times('due_at'))
      .$call(optionalTimes('fired_at'))
      .execute();
    await liveIndex('timers', 'fired_at is null', 'due_at');

    await schema
      .createTable('claims')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .$call(optionalTexts('idempotency_token'))
      .$call(texts('answer'))
      .$call(times('claimed_at'))
      .execute();
    await index('claims', 'idempotency_token');
    await index('claims', 'claimed_at');

    await schema
      .createTable('flow_versions')
      .$call(texts('flow', 'version', 'source'))
      .$call(times('loaded_at'))
      .addPrimaryKeyConstraint('flow_versions_key', ['flow', 'version'])
      .execute();

    await schema
      .createTable('credentials')
      .addColumn('person_id', 'text', (column) => column.primaryKey())
      .addColumn('email', 'text', (column) => column.notNull().unique())
      .$call(texts('password_hash'))
      .execute();

    await schema
      .createTable('sessions')
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .$call(texts('person_id'))
      .$call(times('created_at', 'last_seen_at', 'expires_at'))
      .execute();
    await index('sessions', 'person_id');
    await index('sessions', 'expires_at');

    await schema
      .createTable('business_numbers')
      .addColumn('number', 'text', (column) => column.primaryKey())
      .$call(texts('business_id', 'flow'))
      .execute();
    await index('business_numbers', 'business_id');

    await schema
      .createTable('memberships')
      .$call(texts('person_id', 'business_id', 'role'))
      .addPrimaryKeyConstraint('memberships_key', ['person_id', 'business_id'])
      .execute();
    await index('memberships', 'business_id');

    await nounTable('businesses').execute();

    await nounTable('people').$call(texts('presence', 'phone')).$call(times('idle_since')).execute();
    await index('people', 'phone');

    await nounTable('calls')
      .$call(texts('business_id', 'caller_sid', 'from_number'))
      .$call(times('started_at'))
      .$call(optionalTimes('ended_at'))
      .addColumn('escalated', 'integer', (column) => column.notNull())
      .execute();
    await index('calls', 'caller_sid');
    await index('calls', 'business_id', 'started_at');
    await index('calls', 'business_id', 'from_number', 'started_at');
    await liveIndex('calls', 'ended_at is null', 'business_id');

    await nounTable('flow_runs').$call(optionalTimes('ended_at')).execute();
    await liveIndex('flow_runs', 'ended_at is null', 'id');

    await nounTable('routings').$call(optionalTimes('ended_at')).execute();

    await nounTable('queue_entries')
      .$call(texts('business_id', 'queue', 'call_id', 'status'))
      // Credits of priority may be fractions; a whole-number column would refuse them on PostgreSQL only.
      .addColumn('rank', 'double precision', (column) => column.notNull())
      .$call(times('joined_at'))
      .$call(optionalTimes('ended_at', 'waited_ms'))
      .execute();
    await index('queue_entries', 'business_id', 'queue', 'ended_at');
    await index('queue_entries', 'call_id');
    await liveIndex('queue_entries', 'ended_at is null', 'business_id', 'queue', 'rank');

    await nounTable('offers')
      .$call(texts('business_id', 'call_id', 'person_id', 'status'))
      .$call(optionalTexts('sid'))
      .$call(times('made_at'))
      .$call(optionalTimes('ended_at'))
      .execute();
    await index('offers', 'sid');
    await index('offers', 'call_id');
    await index('offers', 'person_id');
    await liveIndex('offers', 'ended_at is null', 'business_id');

    await nounTable('escalations')
      .$call(texts('business_id', 'call_id', 'status', 'pathway'))
      .$call(times('began_at'))
      .$call(optionalTimes('ended_at'))
      .execute();
    await index('escalations', 'call_id');
    await index('escalations', 'business_id', 'began_at');
    await liveIndex('escalations', 'ended_at is null', 'business_id');

    await nounTable('recordings')
      .$call(texts('business_id', 'call_id', 'status'))
      .$call(optionalTexts('provider_sid'))
      .addColumn('escalated', 'integer', (column) => column.notNull())
      .$call(times('began_at'))
      .$call(optionalTimes('ended_at'))
      .execute();
    await index('recordings', 'business_id', 'began_at');
    await index('recordings', 'call_id');
    await index('recordings', 'provider_sid');
  },
});

type Table = CreateTableBuilder<string, string>;
type Widen = (table: Table) => Table;

const texts =
  (...names: readonly string[]): Widen =>
  (table) =>
    names.reduce((wider, name) => wider.addColumn(name, 'text', (column) => column.notNull()), table);

const optionalTexts =
  (...names: readonly string[]): Widen =>
  (table) =>
    names.reduce((wider, name) => wider.addColumn(name, 'text'), table);

/** Epoch milliseconds. */
const times =
  (...names: readonly string[]): Widen =>
  (table) =>
    names.reduce((wider, name) => wider.addColumn(name, 'bigint', (column) => column.notNull()), table);

const optionalTimes =
  (...names: readonly string[]): Widen =>
  (table) =>
    names.reduce((wider, name) => wider.addColumn(name, 'bigint'), table);
