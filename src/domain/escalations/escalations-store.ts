import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { Escalation, type BegunEscalation } from './escalation.ts';

export const escalationsStore = nounTable<Escalation, 'escalations'>({
  table: 'escalations',
  parse: (json) => Escalation.parse(json),
  columns: (escalation) => {
    if (escalation.status === 'none') {
      return { business_id: '', call_id: '', status: 'none', pathway: '', began_at: 0, ended_at: 0 };
    }
    return {
      business_id: escalation.businessId,
      call_id: escalation.callId,
      status: escalation.status,
      pathway: escalation.pathway,
      began_at: escalation.beganAt,
      ended_at: escalation.status === 'climbing' ? null : escalation.endedAt,
    };
  },
});

export interface EscalationRecord {
  readonly id: string;
  readonly escalation: BegunEscalation;
}

/** Escalations of a call, oldest first. */
export async function escalationsOfCall(
  reader: Reader,
  callId: string,
): Promise<readonly EscalationRecord[]> {
  const rows = await reader
    .selectFrom('escalations')
    .where('call_id', '=', callId)
    .select(['id', 'state'])
    .orderBy('began_at')
    .execute();
  return rows.flatMap((row) => {
    const escalation = Escalation.parse(JSON.parse(row.state));
    return escalation.status === 'none' ? [] : [{ id: row.id, escalation }];
  });
}
