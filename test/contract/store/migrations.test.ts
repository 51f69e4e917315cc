import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Database, Tables } from '../../../src/store/database.ts';
import { schemaSteps } from '../../../src/store/migrations/index.ts';
import { DATABASE_KINDS, type Place, freshPlace } from '../../harness/fresh-database.ts';
import { listeningLogger } from '../../harness/toy-engine.ts';

/** The compiler sees to it that no table of the types is missing here. */
const PROMISED = {
  events: true,
  effects: true,
  timers: true,
  claims: true,
  flow_versions: true,
  credentials: true,
  sessions: true,
  business_numbers: true,
  memberships: true,
  businesses: true,
  people: true,
  calls: true,
  flow_runs: true,
  queue_entries: true,
  routings: true,
  offers: true,
  escalations: true,
  recordings: true,
  transcript_lines: true,
  cases: true,
  matrices: true,
  case_calls: true,
  counters: true,
  ladders: true,
  notices: true,
  rotas: true,
  hooks: true,
  templates: true,
  secrets: true,
  push_subscriptions: true,
  promises: true,
  approvals: true,
  messages: true,
  digests: true,
  callbacks: true,
  rules: true,
  rule_runs: true,
  api_keys: true,
  answers_given: true,
} as const satisfies Record<keyof Tables, true>;

describe.each(DATABASE_KINDS)('the schema on %s', (kind) => {
  let place: Place;
  const opened: Database[] = [];

  beforeEach(async () => {
    place = await freshPlace(kind);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
    await place.remove();
  });

  const open = async (...args: Parameters<Place['open']>) => {
    const database = await place.open(...args);
    opened.push(database);
    return database;
  };
  const stepsTaken = async (database: Database) => {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
      database.reader,
    );
    return rows.map((row) => row.name);
  };

  test('an empty database is brought to the current schema, and the log says so', async () => {
    const { logger, lines } = listeningLogger();
    const database = await open(logger);
    expect(await stepsTaken(database)).toEqual(Object.keys(schemaSteps).toSorted());
    expect(lines.filter((line) => line.level === 'info')).toHaveLength(Object.keys(schemaSteps).length);
  });

  test('opening it again changes nothing and loses nothing', async () => {
    const first = await open();
    await first.transact((writer) =>
      writer.insertInto('business_numbers').values({ number: '1', business_id: 'b', flow: 'f' }).execute(),
    );
    const { logger, lines } = listeningLogger();
    const again = await open(logger);
    expect(lines).toEqual([]);
    expect(await again.reader.selectFrom('business_numbers').selectAll().execute()).toHaveLength(1);
  });

  test('a database of a newer version is refused in plain words and left as it is', async () => {
    const database = await open();
    await database.transact((writer) =>
      sql`insert into kysely_migration (name, timestamp) values ('9999-video-calls', '2099')`.execute(writer),
    );
    await expect(place.open()).rejects.toThrow(
      /newer version of Deskbell.*9999-video-calls.*restore a backup/s,
    );
    expect(await stepsTaken(database)).toContain('9999-video-calls');
  });

  test('every table that the types promise exists', async () => {
    const database = await open();
    const tables = await database.reader.introspection.getTables();
    const names = tables.map((table) => table.name).filter((name) => !name.startsWith('kysely'));
    expect(names.toSorted()).toEqual(Object.keys(PROMISED).toSorted());
  });

  test('a position in the event log is never given twice, even when the latest events are gone', async () => {
    const database = await open();
    const write = () =>
      database.transact((writer) =>
        writer
          .insertInto('events')
          .values({ noun: 'calls', id: 'c', type: 'Rang', data: '{}', at: 1 })
          .returning('seq')
          .executeTakeFirstOrThrow(),
      );
    const first = await write();
    await database.transact((writer) => writer.deleteFrom('events').execute());
    expect((await write()).seq).toBeGreaterThan(first.seq);
  });
});
