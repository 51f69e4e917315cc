import type { Generated, Insertable, Selectable } from 'kysely';

/**
 * Every table, typed once for both databases. Times are epoch milliseconds, ids are text made by us,
 * booleans are 0/1, JSON is text that zod parses at the border.
 */
export interface Tables {
  events: EventsTable;
  effects: EffectsTable;
  timers: TimersTable;
  claims: ClaimsTable;
  flow_versions: FlowVersionsTable;
  credentials: CredentialsTable;
  sessions: SessionsTable;
  business_numbers: BusinessNumbersTable;
  memberships: MembershipsTable;
  businesses: NounRow;
  people: PeopleTable;
  calls: CallsTable;
  flow_runs: FlowRunsTable;
  queue_entries: QueueEntriesTable;
  routings: FlowRunsTable;
  offers: OffersTable;
  escalations: EscalationsTable;
  recordings: RecordingsTable;
  transcript_lines: TranscriptLinesTable;
}

export interface NounRow {
  id: string;
  version: number;
  /** JSON of the noun's state. */
  state: string;
}

interface EventsTable {
  seq: Generated<number>;
  noun: string;
  id: string;
  type: string;
  data: string;
  at: number;
}

interface EffectsTable {
  /** Order of asking: effects that concern one leg are carried out in it. */
  seq: Generated<number>;
  id: string;
  kind: string;
  call_id: string | null;
  noun: string;
  noun_id: string;
  payload: string;
  status: 'waiting' | 'running' | 'done' | 'failed' | 'withdrawn';
  attempts: number;
  due_at: number;
  /** Last sign of life of whoever carries it out; null while nobody does. */
  started_at: number | null;
  result: string | null;
  created_at: number;
}

interface TimersTable {
  /** `noun/id/name`. */
  key: string;
  noun: string;
  id: string;
  command: string;
  due_at: number;
  fired_at: number | null;
}

interface ClaimsTable {
  key: string;
  idempotency_token: string | null;
  answer: string;
  claimed_at: number;
}

interface FlowVersionsTable {
  flow: string;
  version: string;
  source: string;
  loaded_at: number;
}

interface CredentialsTable {
  person_id: string;
  email: string;
  password_hash: string;
}

interface SessionsTable {
  token_hash: string;
  person_id: string;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
}

interface BusinessNumbersTable {
  number: string;
  business_id: string;
  flow: string;
}

interface MembershipsTable {
  person_id: string;
  business_id: string;
  role: 'receptionist' | 'expert' | 'manager' | 'admin';
}

interface PeopleTable extends NounRow {
  /** free, ringing, on-a-call, wrap-up, away, unreachable, offline. */
  presence: string;
  idle_since: number;
  phone: string;
}

interface CallsTable extends NounRow {
  business_id: string;
  caller_sid: string;
  from_number: string;
  started_at: number;
  ended_at: number | null;
  escalated: number;
}

interface FlowRunsTable extends NounRow {
  ended_at: number | null;
}

interface QueueEntriesTable extends NounRow {
  business_id: string;
  queue: string;
  call_id: string;
  status: string;
  /** Joining time minus the credit of priority, epoch ms: the lower, the sooner served. */
  rank: number;
  joined_at: number;
  ended_at: number | null;
  /** Milliseconds until somebody had the caller; null while waiting or when nobody did. */
  waited_ms: number | null;
}

interface OffersTable extends NounRow {
  business_id: string;
  call_id: string;
  person_id: string;
  status: string;
  sid: string | null;
  made_at: number;
  ended_at: number | null;
}

interface EscalationsTable extends NounRow {
  business_id: string;
  call_id: string;
  status: string;
  pathway: string;
  began_at: number;
  ended_at: number | null;
}

interface RecordingsTable extends NounRow {
  business_id: string;
  call_id: string;
  provider_sid: string | null;
  status: string;
  escalated: number;
  began_at: number;
  ended_at: number | null;
}

interface TranscriptLinesTable {
  recording_id: string;
  /** The `line.transcribe` that heard it; `sequence` counts within it. */
  session: string;
  sequence: number;
  party: 'caller' | 'people';
  /** About when it began to be said. */
  spoken_at: number;
  text: string;
  final: number;
  confidence: number | null;
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>;
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
