import type { Reader } from '../../store/database.ts';
import { after, pageOf, placeOf } from '../../store/keyset.ts';
import { nounTable } from '../../store/noun-table.ts';
import { Approval, type BegunApproval } from './approval.ts';

export const approvalsStore = nounTable<Approval, 'approvals'>({
  table: 'approvals',
  parse: (json) => Approval.parse(json),
  columns: (approval) => {
    if (approval.status === 'none') {
      const nowhere = { business_id: '', case_id: null, call_id: null, asker_id: '' };
      return { ...nowhere, status: 'none', asked_at: 0, ended_at: 0 };
    }
    return {
      business_id: approval.businessId,
      case_id: approval.caseId,
      call_id: approval.callId,
      asker_id: approval.asker.personId,
      status: approval.status,
      asked_at: approval.askedAt,
      ended_at: endOf(approval),
    };
  },
});

function endOf(approval: BegunApproval): number | null {
  if (approval.status === 'asked') return null;
  return 'decidedAt' in approval ? approval.decidedAt : approval.endedAt;
}

export interface ApprovalRecord {
  readonly id: string;
  readonly approval: BegunApproval;
}

/** The request with this id, or null. */
export async function findApproval(reader: Reader, id: string): Promise<BegunApproval | null> {
  const stored = await approvalsStore.load(reader, id);
  return stored === null || stored.state.status === 'none' ? null : stored.state;
}

export interface ApprovalQuery {
  readonly businessIds: readonly string[];
  readonly status: BegunApproval['status'] | null;
  readonly asker: string | null;
  readonly caseId: string | null;
  readonly callId: string | null;
  readonly cursor: string | null;
  readonly limit: number;
}

/** Requests, newest first. */
export async function listApprovals(
  reader: Reader,
  query: ApprovalQuery,
): Promise<{ readonly rows: readonly ApprovalRecord[]; readonly nextCursor: string | null }> {
  if (query.businessIds.length === 0) return { rows: [], nextCursor: null };
  let select = reader
    .selectFrom('approvals')
    .where('business_id', 'in', [...query.businessIds])
    .where('status', '!=', 'none')
    .select(['id', 'state', 'asked_at']);
  if (query.status !== null) select = select.where('status', '=', query.status);
  if (query.asker !== null) select = select.where('asker_id', '=', query.asker);
  if (query.caseId !== null) select = select.where('case_id', '=', query.caseId);
  if (query.callId !== null) select = select.where('call_id', '=', query.callId);
  const place = query.cursor === null ? null : placeOf(query.cursor);
  if (place !== null) select = select.where(after('asked_at', place, 'desc'));
  const found = await select
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const page = pageOf(found, query.limit, (row) => ({ at: row.asked_at, id: row.id }));
  const rows = page.rows.flatMap((row) => {
    const approval = Approval.parse(JSON.parse(row.state));
    return approval.status === 'none' ? [] : [{ id: row.id, approval }];
  });
  return { rows, nextCursor: page.nextCursor };
}
