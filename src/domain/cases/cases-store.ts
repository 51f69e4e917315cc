import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { NounStore } from '../../engine/noun.ts';
import type { Reader, Writer } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { timersOf } from './case-timers.ts';
import { sameTag } from './tags.ts';
import { Case, CLOCKS, type KnownCase } from './case.ts';

/** Later than any deadline: cases without one come last. */
export const NEVER_DUE = 9_000_000_000_000;
const FIRST_NUMBER = 1_001;

const table = nounTable<Case, 'cases'>({
  table: 'cases',
  parse: (json) => Case.parse(json),
  columns: (state) => {
    if (state.status === 'none') return NOTHING;
    return {
      business_id: state.businessId,
      number: state.number,
      customer_number: state.customer.number ?? '',
      status: state.status,
      severity: state.severity.value,
      level: state.level,
      topic: state.topic ?? '',
      owner: `${state.owner.kind}/${state.owner.id}`,
      opened_at: state.openedAt,
      due_at: dueAtOf(state),
      resolved_at: state.status === 'resolved' ? state.resolvedAt : null,
      words: wordsIn(state),
      late_at: lateAtOf(state),
      tags: tagLines(state.tags),
    };
  },
});

const NOTHING = {
  ...{ business_id: '', number: '', customer_number: '', status: 'none', severity: 0, level: 0 },
  ...{ topic: '', owner: '', opened_at: 0, due_at: NEVER_DUE, resolved_at: null },
  ...{ words: '', late_at: NEVER_DUE, tags: '' },
};

/** The next thing that happens to it by itself, epoch ms; `NEVER_DUE` when nothing does. */
export function dueAtOf(state: KnownCase): number {
  return Math.min(NEVER_DUE, ...[...timersOf(state).values()].map(({ at }) => at));
}

/** From when on a deadline of it has passed, epoch ms; `NEVER_DUE` when it is resolved or none can pass. */
function lateAtOf({ status, clocks }: KnownCase): number {
  if (status === 'resolved') return NEVER_DUE;
  const due = CLOCKS.map((name) => clocks[name]).flatMap((clock) =>
    clock.status === 'running' || clock.status === 'passed' ? [clock.dueAt] : [],
  );
  return Math.min(NEVER_DUE, ...due);
}

/** Each between ends of lines, so that one is found whole. */
function tagLines(tags: readonly string[]): string {
  return tags.length === 0 ? '' : `\n${tags.map(sameTag).join('\n')}\n`;
}

/** Small letters on both sides: the databases do not agree on which capitals are the same. */
function wordsIn({ number, customer, topic, summary, owner, tags }: KnownCase): string {
  return [number, customer.name, customer.number, topic, summary, owner.name, ...tags]
    .filter((one) => one !== null)
    .join('\n')
    .toLowerCase();
}

/** As every noun's store; a case that is new takes its number in the same transaction, so no two have the same. */
export const casesStore: NounStore<Case> = {
  ...table,
  async save(writer, id, state, expected) {
    if (expected === 0 && state.status !== 'none' && !(await takeNumber(writer, state))) return false;
    return table.save(writer, id, state, expected);
  },
};

/** The running number that the next case of a business gets. */
export async function nextNumber(reader: Reader, businessId: string): Promise<number> {
  const row = await reader
    .selectFrom('counters')
    .where('name', '=', counterName(businessId))
    .select('value')
    .executeTakeFirst();
  return (row?.value ?? FIRST_NUMBER - 1) + 1;
}

/** False: somebody else has taken this number meanwhile, and the decision is made again with the next one. */
async function takeNumber(writer: Writer, { businessId, number }: KnownCase): Promise<boolean> {
  const value = Number(number.split('-').at(-1));
  const name = counterName(businessId);
  if (value === FIRST_NUMBER) {
    const added = await writer
      .insertInto('counters')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
  const moved = await writer
    .updateTable('counters')
    .set({ value })
    .where('name', '=', name)
    .where('value', '=', value - 1)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

const counterName = (businessId: string) => `cases/${businessId}`;

export interface CaseRecord<C extends KnownCase = KnownCase> {
  readonly id: string;
  readonly state: C;
}

/** A known case, or null. */
export async function findCase(reader: Reader, id: string): Promise<KnownCase | null> {
  const stored = await casesStore.load(reader, id);
  return stored === null || stored.state.status === 'none' ? null : stored.state;
}

/** Cases of this customer that are not resolved, the latest first. */
export async function openCasesOf(
  reader: Reader,
  businessId: string,
  number: string,
): Promise<readonly CaseRecord[]> {
  if (number === '') return [];
  const rows = await reader
    .selectFrom('cases')
    .where('business_id', '=', businessId)
    .where('customer_number', '=', number)
    .where('resolved_at', 'is', null)
    .select(['id', 'state'])
    .orderBy('opened_at', 'desc')
    .limit(20)
    .execute();
  return records(rows);
}

export interface CaseQuery {
  readonly businessIds: readonly string[];
  readonly status: 'open' | 'waiting' | 'resolved' | 'unresolved' | null;
  /** `person/<id>` or `queue/<key>`; `queues`: any queue. */
  readonly owner: string | null;
  readonly level: number | null;
  readonly topic: string | null;
  /** One that it has, whatever its capitals. */
  readonly tag: string | null;
  /** The customer's. */
  readonly number: string | null;
  readonly severity: number | null;
  /** Only those of which a deadline had passed at this time, epoch ms; null: all. */
  readonly lateAt: number | null;
  /** Each of these words must be in its number, customer, topic, summary, owner or tags; or all of it is a telephone number. */
  readonly words: string | null;
  readonly order: 'due' | 'newest';
  /** Of the last row of the page before: its value in the order, and its id. */
  readonly after: { readonly value: number; readonly id: string } | null;
  readonly limit: number;
}

/** Cases of these businesses: what is due first, or the newest first. */
export async function listCases(reader: Reader, query: CaseQuery): Promise<readonly CaseRecord[]> {
  if (query.businessIds.length === 0) return [];
  let select = reader
    .selectFrom('cases')
    .where('business_id', 'in', [...query.businessIds])
    .select(['id', 'state']);
  if (query.status === 'unresolved') select = select.where('resolved_at', 'is', null);
  else if (query.status !== null) select = select.where('status', '=', query.status);
  if (query.owner === 'queues') select = select.where('owner', 'like', 'queue/%');
  else if (query.owner !== null) select = select.where('owner', '=', query.owner);
  if (query.level !== null) select = select.where('level', '=', query.level);
  if (query.topic !== null) select = select.where('topic', '=', query.topic);
  if (query.tag !== null) select = select.where(contains('tags', `\n${sameTag(query.tag)}\n`));
  if (query.number !== null) select = select.where('customer_number', '=', query.number);
  if (query.severity !== null) select = select.where('severity', '=', query.severity);
  if (query.lateAt !== null)
    select = select.where('resolved_at', 'is', null).where('late_at', '<=', query.lateAt);
  const { words } = query;
  if (words !== null && words.trim() !== '') {
    select = select.where((where) => {
      const digits = digitsOf(words);
      const each = where.and(words.trim().toLowerCase().split(/\s+/).map(has));
      return digits === null ? each : where.or([each, has(digits)]);
    });
  }
  const { after, order } = query;
  const column = order === 'due' ? 'due_at' : 'opened_at';
  const direction = order === 'due' ? 'asc' : 'desc';
  if (after !== null) {
    const beyond = order === 'due' ? '>' : '<';
    select = select.where((where) =>
      where.or([
        where(column, beyond, after.value),
        where.and([where(column, '=', after.value), where('id', beyond, after.id)]),
      ]),
    );
  }
  const rows = await select.orderBy(column, direction).orderBy('id', direction).limit(query.limit).execute();
  return records(rows);
}

const has = (words: string) => contains('words', words);

/** `letters` are to be found as they are: they are not a pattern. */
function contains(column: 'words' | 'tags', letters: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} like ${`%${letters.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`;
}

/** As many cases are looked through for the tags in use. */
const TAGGED_CASES = 500;

/** Tags of the newest cases of these businesses, those used most first, each as it is written in the newest of them. */
export async function tagsInUse(
  reader: Reader,
  businessIds: readonly string[],
): Promise<readonly { readonly tag: string; readonly cases: number }[]> {
  if (businessIds.length === 0) return [];
  const rows = await reader
    .selectFrom('cases')
    .where('business_id', 'in', [...businessIds])
    .where('tags', '<>', '')
    .select(['id', 'state'])
    .orderBy('opened_at', 'desc')
    .limit(TAGGED_CASES)
    .execute();
  const found = new Map<string, { tag: string; cases: number }>();
  for (const tag of records(rows).flatMap(({ state }) => state.tags)) {
    const known = found.get(sameTag(tag));
    if (known === undefined) found.set(sameTag(tag), { tag, cases: 1 });
    else known.cases += 1;
  }
  return [...found.values()].toSorted(
    (one, other) => other.cases - one.cases || one.tag.localeCompare(other.tag, 'en'),
  );
}

/** `07700 900 555` as it stands in `+447700900555`; null when it is no telephone number. */
function digitsOf(words: string): string | null {
  const digits = words.replaceAll(/[\s()+.-]/g, '').replace(/^0+/, '');
  return /^\d{3,}$/.test(digits) ? digits : null;
}

function records(rows: readonly { readonly id: string; readonly state: string }[]): readonly CaseRecord[] {
  return rows.flatMap(({ id, state: text }) => {
    const state = Case.parse(JSON.parse(text));
    return state.status === 'none' ? [] : [{ id, state }];
  });
}
