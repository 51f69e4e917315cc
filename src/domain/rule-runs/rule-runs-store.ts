import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { RuleRun, type AskedRun } from './rule-run.ts';

export const ruleRunsStore = nounTable<RuleRun, 'rule_runs'>({
  table: 'rule_runs',
  parse: (json) => RuleRun.parse(json),
  columns: (run) =>
    run.status === 'none'
      ? { business_id: '', call_id: null, status: 'none', at: 0 }
      : { business_id: run.businessId, call_id: run.callId, status: run.status, at: run.at },
});

export interface RuleRunRecord {
  readonly id: string;
  readonly run: AskedRun;
}

function records(rows: readonly { readonly id: string; readonly state: string }[]): readonly RuleRunRecord[] {
  return rows.flatMap(({ id, state }) => {
    const run = RuleRun.parse(JSON.parse(state));
    return run.status === 'asked' ? [{ id, run }] : [];
  });
}

/** What rules did for this business since `since` (epoch ms), newest first. */
export async function runsSince(
  reader: Reader,
  businessId: string,
  since: number,
  limit: number,
): Promise<readonly RuleRunRecord[]> {
  const rows = await reader
    .selectFrom('rule_runs')
    .where('business_id', '=', businessId)
    .where('at', '>=', since)
    .where('status', '=', 'asked')
    .select(['id', 'state'])
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return records(rows);
}

/** The reasons with which rules escalated this call. */
export async function escalationsByRules(reader: Reader, callId: string): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('rule_runs')
    .where('call_id', '=', callId)
    .select(['id', 'state'])
    .execute();
  return records(rows).flatMap(({ run }) => run.escalatedWith);
}
