import type { Generated, Insertable, Selectable } from 'kysely';

/**
 * Every table, typed once for both databases. Times are epoch milliseconds, ids are text made by us,
 * booleans are 0/1, JSON is text that zod parses at the border.
 * Longer than 300 lines because it is one list: whoever looks for a table finds it here.
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
  cases: CasesTable;
  matrices: NounRow;
  case_calls: NounRow;
  counters: CountersTable;
  ladders: LaddersTable;
  notices: NoticesTable;
  rotas: RotasTable;
  hooks: NounRow;
  templates: TemplatesTable;
  secrets: SecretsTable;
  push_subscriptions: PushSubscriptionsTable;
  promises: PromisesTable;
  approvals: ApprovalsTable;
  messages: MessagesTable;
  digests: NounRow;
  callbacks: CallbacksTable;
  rules: RulesTable;
  rule_runs: RuleRunsTable;
  api_keys: ApiKeysTable;
  answers_given: AnswersGivenTable;
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

interface CasesTable extends NounRow {
  business_id: string;
  /** Such as BRI-1042; unique within the business. */
  number: string;
  /** E.164; empty when it was withheld. */
  customer_number: string;
  status: string;
  severity: number;
  level: number;
  topic: string;
  /** `person/<id>` or `queue/<key>`. */
  owner: string;
  opened_at: number;
  /** When it next does something by itself; far away when nothing is due. */
  due_at: number;
  resolved_at: number | null;
  /** What it is searched by, in small letters. */
  words: string;
  /** From when on a deadline of it has passed; far away when none can pass. */
  late_at: number;
  /** In small letters, each between ends of lines. */
  tags: string;
}

interface CountersTable {
  name: string;
  value: number;
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

interface MatterTable extends NounRow {
  business_id: string;
  case_id: string | null;
  call_id: string | null;
  status: string;
  /** Null while somebody still owes something. */
  ended_at: number | null;
}

interface PromisesTable extends MatterTable {
  /** `person/<id>` or `queue/<key>`. */
  owner: string;
  queue: string | null;
  due_at: number;
}

interface ApprovalsTable extends MatterTable {
  asker_id: string;
  asked_at: number;
}

interface MessagesTable extends MatterTable {
  /** `person/<id>`, `queue/<key>` or `topic/<key>`. */
  addressee: string;
  taken_at: number;
}

interface CallbacksTable extends NounRow {
  business_id: string;
  number: string;
  call_id: string | null;
  case_id: string | null;
  status: string;
  asked_at: number;
  /** By when it was promised. */
  promised_by: number;
  ended_at: number | null;
}

interface RulesTable extends NounRow {
  /** JSON of the version in force. */
  current: string;
}

interface TemplatesTable extends NounRow {
  /** JSON of the words in force. */
  current: string;
}

interface RuleRunsTable extends NounRow {
  business_id: string;
  call_id: string | null;
  status: string;
  at: number;
}

interface ApiKeysTable {
  id: string;
  business_id: string;
  name: string;
  secret_hash: string;
  /** How its secret begins, so that it is told from others; empty when it was made before this was kept. */
  prefix: string;
  /** JSON list of permissions. */
  scopes: string;
  made_by: string;
  made_at: number;
  last_used_at: number | null;
  expires_at: number | null;
  revoked_at: number | null;
}

interface AnswersGivenTable {
  /** Who asked: a person's id, or `key:` and a key's. */
  asker: string;
  /** Their `Idempotency-Key`. */
  key: string;
  request_hash: string;
  /** Null while the request is being carried out. */
  status: number | null;
  body: string | null;
  at: number;
}

interface LaddersTable extends NounRow {
  business_id: string;
  /** `noun/id` of what is climbed for. */
  about: string;
  case_id: string | null;
  status: string;
  began_at: number;
  ended_at: number | null;
}

interface NoticesTable extends NounRow {
  business_id: string;
  /** Null: somebody outside. */
  person_id: string | null;
  way: string;
  status: string;
  address: string | null;
  /** What an SMS reply names. */
  code: string | null;
  /** `noun/id` of what it is about. */
  about: string;
  climb_id: string | null;
  case_id: string | null;
  queued_at: number;
  ended_at: number | null;
}

interface RotasTable extends NounRow {
  business_id: string;
}

interface SecretsTable {
  name: string;
  value: string;
}

interface PushSubscriptionsTable {
  /** Where the browser's maker takes messages for it. */
  endpoint: string;
  person_id: string;
  p256dh: string;
  auth: string;
  created_at: number;
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>;
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
