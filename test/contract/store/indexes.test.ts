import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type FreshDatabase, freshDatabase } from '../../harness/fresh-database.ts';

const live = "status in ('waiting', 'running')";

/** What is looked up during a call or on a timer, and what must answer it. */
const LOOK_UPS: readonly (readonly [question: string, index: string])[] = [
  ['select key from timers where fired_at is null and due_at <= 5 order by due_at', 'timers_live_by_due_at'],
  [`select id from effects where ${live} and due_at <= 5 order by due_at`, 'effects_live_by_due_at'],
  [`select id from effects where call_id = 'c' and ${live}`, 'effects_by_call_id'],
  ["select id from calls where business_id = 'b' and ended_at is null", 'calls_live_by_business_id'],
  ["select id from calls where caller_sid = 's'", 'calls_by_caller_sid'],
  [
    "select id from queue_entries where business_id = 'b' and queue = 'q' and ended_at is null order by rank",
    'queue_entries_live_by_business_id_queue_rank',
  ],
  [
    "select waited_ms from queue_entries where business_id = 'b' and queue = 'q' and ended_at > 5",
    'queue_entries_by_business_id_queue_ended_at',
  ],
  ["select id from offers where sid = 's'", 'offers_by_sid'],
  ["select id from offers where call_id = 'c'", 'offers_by_call_id'],
  ["select id from offers where person_id = 'p'", 'offers_by_person_id'],
  ["select id from offers where business_id = 'b' and ended_at is null", 'offers_live_by_business_id'],
  [
    "select id from recordings where business_id = 'b' order by began_at desc",
    'recordings_by_business_id_began_at',
  ],
  ["select data from events where noun = 'calls' and id = 'c' order by seq", 'events_by_noun_id'],
  [
    "select id from cases where business_id = 'b' and customer_number = '+1' and resolved_at is null order by opened_at desc",
    'cases_live_by_business_id_customer_number_opened_at',
  ],
  [
    "select id from cases where business_id = 'b' and resolved_at is null order by due_at",
    'cases_live_by_business_id_due_at',
  ],
  [
    "select id from promises where business_id = 'b' and due_at >= 5 and due_at < 9 order by due_at",
    'promises_by_business_id_due_at',
  ],
  ["select id from promises where call_id = 'c'", 'promises_by_call_id'],
  ["select id from approvals where case_id = 'c'", 'approvals_by_case_id'],
  [
    "select id from messages where business_id = 'b' and ended_at is null order by taken_at",
    'messages_live_by_business_id_taken_at',
  ],
  ["select state from rule_runs where call_id = 'c'", 'rule_runs_by_call_id'],
  [
    "select state from rule_runs where business_id = 'b' and at >= 5 and status = 'asked' order by at desc",
    'rule_runs_by_business_id_at',
  ],
  ["select data from events where at >= 5 and type in ('CallArrived') order by at desc", 'events_by_at'],
  [
    "select id from effects where noun = 'hooks' and noun_id = 'b' and seq < 9 order by seq desc",
    'effects_by_noun_noun_id',
  ],
  ["select answer from claims where idempotency_token = 't'", 'claims_by_idempotency_token'],
];

describe('no look-up of a running call reads a whole table', () => {
  let fresh: FreshDatabase;
  let file: Sqlite.Database;

  beforeAll(async () => {
    fresh = await freshDatabase('sqlite');
    file = new Sqlite(join(fresh.dataDir, 'deskbell.sqlite'), { readonly: true });
  });
  afterAll(async () => {
    file.close();
    await fresh.close();
  });

  test.each(LOOK_UPS)('%s', (question, index) => {
    const plan = file.prepare(`explain query plan ${question}`).all() as { detail: string }[];
    const steps = plan.map((step) => step.detail);
    expect(steps).toEqual([expect.stringContaining(`INDEX ${index} `)]);
  });
});
