import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { Callback, type AskedCallback } from './callback.ts';

export const callbacksStore = nounTable<Callback, 'callbacks'>({
  table: 'callbacks',
  parse: (json) => Callback.parse(json),
  columns: (callback) => {
    if (callback.status === 'none') {
      return {
        ...{ business_id: '', number: '', call_id: null, case_id: null, status: 'none' },
        ...{ asked_at: 0, promised_by: 0, ended_at: 0 },
      };
    }
    return {
      business_id: callback.businessId,
      number: callback.number,
      call_id: callback.callId,
      case_id: callback.caseId,
      status: callback.status,
      asked_at: callback.askedAt,
      promised_by: callback.promisedBy,
      ended_at: callback.status === 'done' || callback.status === 'given-up' ? callback.endedAt : null,
    };
  },
});

export interface CallbackRecord {
  readonly id: string;
  readonly callback: AskedCallback;
}

/** The call-back with this id, or null. */
export async function findCallback(reader: Reader, id: string): Promise<AskedCallback | null> {
  const stored = await callbacksStore.load(reader, id);
  return stored === null || stored.state.status === 'none' ? null : stored.state;
}

/** The call-back that is open for this number at this business, or null. */
export async function openCallbackOf(
  reader: Reader,
  businessId: string,
  number: string,
): Promise<CallbackRecord | null> {
  const rows = await reader
    .selectFrom('callbacks')
    .where('business_id', '=', businessId)
    .where('number', '=', number)
    .where('ended_at', 'is', null)
    .select(['id', 'state'])
    .orderBy('asked_at')
    .limit(1)
    .execute();
  return rows.flatMap(recordOf)[0] ?? null;
}

/** Whether this number is on the line with the business now: it rang us, or we are ringing it. */
export async function isOnTheLine(reader: Reader, businessId: string, number: string): Promise<boolean> {
  const row = await reader
    .selectFrom('calls')
    .where('business_id', '=', businessId)
    .where('from_number', '=', number)
    .where('ended_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface CallbackFilter {
  readonly businessIds: readonly string[];
  readonly state: 'open' | 'ended' | 'all';
  readonly number: string | null;
  readonly caseId: string | null;
  /** What the page before ended with. */
  readonly after: { readonly at: number; readonly id: string } | null;
  readonly limit: number;
}

/** Open ones soonest promised first; ended ones, and all, newest first. */
export async function listCallbacks(
  reader: Reader,
  filter: CallbackFilter,
): Promise<readonly (CallbackRecord & { readonly sortedAt: number })[]> {
  const open = filter.state === 'open';
  const by = open ? 'promised_by' : filter.state === 'ended' ? 'ended_at' : 'asked_at';
  const order = open ? 'asc' : 'desc';
  let query = reader
    .selectFrom('callbacks')
    .where('business_id', 'in', [...filter.businessIds])
    .where('status', '!=', 'none');
  if (filter.state === 'open') query = query.where('ended_at', 'is', null);
  if (filter.state === 'ended') query = query.where('ended_at', 'is not', null);
  if (filter.number !== null) query = query.where('number', '=', filter.number);
  if (filter.caseId !== null) query = query.where('case_id', '=', filter.caseId);
  const { after } = filter;
  if (after !== null) {
    query = query.where((where) =>
      where.or([
        where(by, open ? '>' : '<', after.at),
        where.and([where(by, '=', after.at), where('id', open ? '>' : '<', after.id)]),
      ]),
    );
  }
  const rows = await query
    .select(['id', 'state', 'promised_by', 'ended_at', 'asked_at'])
    .orderBy(by, order)
    .orderBy('id', order)
    .limit(filter.limit)
    .execute();
  return rows.flatMap((row) => recordOf(row).map((record) => ({ ...record, sortedAt: row[by] ?? 0 })));
}

function recordOf(row: { readonly id: string; readonly state: string }): CallbackRecord[] {
  const callback = Callback.parse(JSON.parse(row.state));
  return callback.status === 'none' ? [] : [{ id: row.id, callback }];
}
