import type { Reader } from '../../store/database.ts';
import { after, pageOf, placeOf } from '../../store/keyset.ts';
import { nounTable } from '../../store/noun-table.ts';
import { CallerPromise, type MadePromise } from './promise.ts';

export const promisesStore = nounTable<CallerPromise, 'promises'>({
  table: 'promises',
  parse: (json) => CallerPromise.parse(json),
  columns: (promise) => {
    if (promise.status === 'none') {
      const nowhere = { business_id: '', case_id: null, call_id: null, owner: '', queue: null };
      return { ...nowhere, status: 'none', due_at: 0, ended_at: 0 };
    }
    const { businessId, caseId, callId, owner, queue, status, dueAt } = promise;
    return {
      business_id: businessId,
      case_id: caseId,
      call_id: callId,
      owner: `${owner.kind}/${owner.id}`,
      queue,
      status,
      due_at: dueAt,
      ended_at:
        promise.status === 'kept'
          ? promise.keptAt
          : promise.status === 'released'
            ? promise.releasedAt
            : null,
    };
  },
});

export interface PromiseRecord {
  readonly id: string;
  readonly promise: MadePromise;
}

/** The promise with this id, or null. */
export async function findPromise(reader: Reader, id: string): Promise<MadePromise | null> {
  const stored = await promisesStore.load(reader, id);
  return stored === null || stored.state.status === 'none' ? null : stored.state;
}

export interface PromiseQuery {
  readonly businessIds: readonly string[];
  readonly status: MadePromise['status'] | null;
  /** A person's id: what this person owes. */
  readonly person: string | null;
  readonly queue: string | null;
  readonly caseId: string | null;
  readonly callId: string | null;
  /** Of the deadline, epoch ms: from, and before. */
  readonly from: number | null;
  readonly to: number | null;
  readonly cursor: string | null;
  readonly limit: number;
}

/** What is still owed comes soonest due first; everything else latest due first. */
export async function listPromises(
  reader: Reader,
  query: PromiseQuery,
): Promise<{ readonly rows: readonly PromiseRecord[]; readonly nextCursor: string | null }> {
  if (query.businessIds.length === 0) return { rows: [], nextCursor: null };
  const order = query.status === 'open' || query.status === 'broken' ? 'asc' : 'desc';
  let select = reader
    .selectFrom('promises')
    .where('business_id', 'in', [...query.businessIds])
    .where('status', '!=', 'none')
    .select(['id', 'state', 'due_at']);
  if (query.status !== null) select = select.where('status', '=', query.status);
  if (query.person !== null) select = select.where('owner', '=', `person/${query.person}`);
  if (query.queue !== null) select = select.where('queue', '=', query.queue);
  if (query.caseId !== null) select = select.where('case_id', '=', query.caseId);
  if (query.callId !== null) select = select.where('call_id', '=', query.callId);
  if (query.from !== null) select = select.where('due_at', '>=', query.from);
  if (query.to !== null) select = select.where('due_at', '<', query.to);
  const place = query.cursor === null ? null : placeOf(query.cursor);
  if (place !== null) select = select.where(after('due_at', place, order));
  const found = await select
    .orderBy('due_at', order)
    .orderBy('id', order)
    .limit(query.limit + 1)
    .execute();
  const page = pageOf(found, query.limit, (row) => ({ at: row.due_at, id: row.id }));
  return { rows: page.rows.flatMap(recordOf), nextCursor: page.nextCursor };
}

/** Every promise that falls due from `from` until before `to` (epoch ms). */
export async function promisesDue(
  reader: Reader,
  businessIds: readonly string[],
  from: number,
  to: number,
): Promise<readonly PromiseRecord[]> {
  if (businessIds.length === 0) return [];
  const rows = await reader
    .selectFrom('promises')
    .where('business_id', 'in', [...businessIds])
    .where('due_at', '>=', from)
    .where('due_at', '<', to)
    .where('status', '!=', 'none')
    .select(['id', 'state'])
    .execute();
  return rows.flatMap(recordOf);
}

function recordOf(row: { readonly id: string; readonly state: string }): readonly PromiseRecord[] {
  const promise = CallerPromise.parse(JSON.parse(row.state));
  return promise.status === 'none' ? [] : [{ id: row.id, promise }];
}
