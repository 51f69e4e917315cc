import type { Reader } from '../../store/database.ts';
import { after, pageOf, placeOf } from '../../store/keyset.ts';
import { nounTable } from '../../store/noun-table.ts';
import { Message, type TakenMessage, type WaitingMessage } from './message.ts';

export const messagesStore = nounTable<Message, 'messages'>({
  table: 'messages',
  parse: (json) => Message.parse(json),
  columns: (message) => {
    if (message.status === 'none') {
      const nowhere = { business_id: '', case_id: null, call_id: null, addressee: '' };
      return { ...nowhere, status: 'none', taken_at: 0, ended_at: 0 };
    }
    return {
      business_id: message.businessId,
      case_id: message.caseId,
      call_id: message.callId,
      addressee: `${message.for.kind}/${message.for.id}`,
      status: message.status,
      taken_at: message.takenAt,
      ended_at: message.status === 'waiting' ? null : message.acknowledgedAt,
    };
  },
});

export interface MessageRecord {
  readonly id: string;
  readonly message: TakenMessage;
}

/** The message with this id, or null. */
export async function findMessage(reader: Reader, id: string): Promise<TakenMessage | null> {
  const stored = await messagesStore.load(reader, id);
  return stored === null || stored.state.status === 'none' ? null : stored.state;
}

export interface MessageQuery {
  readonly businessIds: readonly string[];
  readonly status: TakenMessage['status'] | null;
  /** `person/<id>`, `queue/<key>` or `topic/<key>`; null: for anybody. Any of them. */
  readonly addressees: readonly string[] | null;
  readonly caseId: string | null;
  readonly callId: string | null;
  readonly cursor: string | null;
  readonly limit: number;
}

/** Messages, newest first. */
export async function listMessages(
  reader: Reader,
  query: MessageQuery,
): Promise<{ readonly rows: readonly MessageRecord[]; readonly nextCursor: string | null }> {
  if (query.businessIds.length === 0) return { rows: [], nextCursor: null };
  let select = reader
    .selectFrom('messages')
    .where('business_id', 'in', [...query.businessIds])
    .where('status', '!=', 'none')
    .select(['id', 'state', 'taken_at']);
  if (query.status !== null) select = select.where('status', '=', query.status);
  if (query.addressees !== null) select = select.where('addressee', 'in', [...query.addressees]);
  if (query.caseId !== null) select = select.where('case_id', '=', query.caseId);
  if (query.callId !== null) select = select.where('call_id', '=', query.callId);
  const place = query.cursor === null ? null : placeOf(query.cursor);
  if (place !== null) select = select.where(after('taken_at', place, 'desc'));
  const found = await select
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const page = pageOf(found, query.limit, (row) => ({ at: row.taken_at, id: row.id }));
  const rows = page.rows.flatMap((row) => {
    const message = Message.parse(JSON.parse(row.state));
    return message.status === 'none' ? [] : [{ id: row.id, message }];
  });
  return { rows, nextCursor: page.nextCursor };
}

/** Messages of a business that nobody has taken yet, oldest first. */
export async function waitingMessages(
  reader: Reader,
  businessId: string,
): Promise<readonly { readonly id: string; readonly message: WaitingMessage }[]> {
  const rows = await reader
    .selectFrom('messages')
    .where('business_id', '=', businessId)
    .where('ended_at', 'is', null)
    .select(['id', 'state'])
    .orderBy('taken_at')
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => {
    const message = Message.parse(JSON.parse(row.state));
    return message.status === 'waiting' ? [{ id: row.id, message }] : [];
  });
}
