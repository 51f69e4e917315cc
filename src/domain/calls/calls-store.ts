import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { Call, type KnownCall, type LiveCall } from './call.ts';

export const callsStore = nounTable<Call, 'calls'>({
  table: 'calls',
  parse: (json) => Call.parse(json),
  columns: (call) => {
    if (call.status === 'none')
      return { business_id: '', caller_sid: '', from_number: '', started_at: 0, ended_at: 0, escalated: 0 };
    return {
      business_id: call.businessId,
      caller_sid: call.callerSid,
      from_number: call.from,
      started_at: call.startedAt,
      ended_at: call.status === 'ended' ? call.endedAt : null,
      escalated: call.escalated === null ? 0 : 1,
    };
  },
});

export interface CallRecord<C extends KnownCall = KnownCall> {
  readonly id: string;
  readonly call: C;
}

/** A known call, or null. */
export async function findCall(reader: Reader, id: string): Promise<KnownCall | null> {
  const stored = await callsStore.load(reader, id);
  return stored === null || stored.state.status === 'none' ? null : stored.state;
}

/** The call whose caller's leg this is, or null. */
export async function callBySid(reader: Reader, callerSid: string): Promise<string | null> {
  const row = await reader
    .selectFrom('calls')
    .where('caller_sid', '=', callerSid)
    .select('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Every call that has not ended. */
export async function liveCalls(reader: Reader): Promise<readonly CallRecord<LiveCall>[]> {
  const rows = await reader
    .selectFrom('calls')
    .where('ended_at', 'is', null)
    .select(['id', 'state'])
    .execute();
  return rows.flatMap((row) => {
    const call = Call.parse(JSON.parse(row.state));
    return call.status === 'live' ? [{ id: row.id, call }] : [];
  });
}

/** Calls of this number to this business that began since `since` (epoch ms), newest first. */
export async function callsFrom(
  reader: Reader,
  businessId: string,
  number: string,
  since: number,
): Promise<readonly CallRecord[]> {
  const rows = await reader
    .selectFrom('calls')
    .where('business_id', '=', businessId)
    .where('from_number', '=', number)
    .where('started_at', '>=', since)
    .select(['id', 'state'])
    .orderBy('started_at', 'desc')
    .limit(50)
    .execute();
  return rows.flatMap((row) => {
    const call = Call.parse(JSON.parse(row.state));
    return call.status === 'none' ? [] : [{ id: row.id, call }];
  });
}
