import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { isOpen } from './decision.ts';
import { Notice, type BegunNotice } from './notice.ts';

export const noticesStore = nounTable<Notice, 'notices'>({
  table: 'notices',
  parse: (json) => Notice.parse(json),
  columns: (notice) => {
    if (notice.status === 'none') {
      return {
        ...{
          business_id: '',
          person_id: null,
          way: '',
          status: 'none',
          address: null,
          code: null,
          about: '',
        },
        ...{ climb_id: null, case_id: null, queued_at: 0, ended_at: 0 },
      };
    }
    return {
      business_id: notice.businessId,
      person_id: notice.to.kind === 'person' ? notice.to.id : null,
      way: notice.way,
      status: notice.status,
      address: notice.address,
      code: notice.code,
      about: `${notice.about.noun}/${notice.about.id}`,
      climb_id: notice.climbId,
      case_id: notice.caseId,
      queued_at: notice.queuedAt,
      ended_at: isOpen(notice) ? null : notice.endedAt,
    };
  },
});

export interface NoticeRecord {
  readonly id: string;
  readonly notice: BegunNotice;
}

/** The notice with this id, or null. */
export async function findNotice(reader: Reader, id: string): Promise<BegunNotice | null> {
  const stored = await noticesStore.load(reader, id);
  return stored === null || stored.state.status === 'none' ? null : stored.state;
}

export interface NoticeQuery {
  readonly businessIds: readonly string[];
  readonly caseId?: string | undefined;
  /** `noun/id`. */
  readonly about?: string | undefined;
  readonly personId?: string | undefined;
  readonly climbId?: string | undefined;
  readonly before: { readonly at: number; readonly id: string } | null;
  readonly limit: number;
}

/** Notices of these businesses, newest first. */
export async function listNotices(reader: Reader, query: NoticeQuery): Promise<readonly NoticeRecord[]> {
  if (query.businessIds.length === 0) return [];
  let select = reader
    .selectFrom('notices')
    .where('business_id', 'in', [...query.businessIds])
    .select(['id', 'state']);
  if (query.caseId !== undefined) select = select.where('case_id', '=', query.caseId);
  if (query.about !== undefined) select = select.where('about', '=', query.about);
  if (query.personId !== undefined) select = select.where('person_id', '=', query.personId);
  if (query.climbId !== undefined) select = select.where('climb_id', '=', query.climbId);
  const { before } = query;
  if (before !== null)
    select = select.where(({ eb, or, and }) =>
      or([eb('queued_at', '<', before.at), and([eb('queued_at', '=', before.at), eb('id', '<', before.id)])]),
    );
  const rows = await select.orderBy('queued_at', 'desc').orderBy('id', 'desc').limit(query.limit).execute();
  return records(rows);
}

const MOST_ON_DESK = 200;

/** What waits on the desk list of this person, newest first; what somebody else has taken meanwhile is left out. */
export async function openOnDesk(reader: Reader, personId: string): Promise<readonly NoticeRecord[]> {
  const rows = await reader
    .selectFrom('notices')
    .leftJoin('ladders', 'ladders.id', 'notices.climb_id')
    .where('notices.person_id', '=', personId)
    .where('notices.way', '=', 'desk')
    .where('notices.ended_at', 'is', null)
    .where(({ eb, or }) =>
      or([eb('notices.climb_id', 'is', null), eb('ladders.status', 'in', ['climbing', 'exhausted'])]),
    )
    .select(['notices.id', 'notices.state'])
    .orderBy('notices.queued_at', 'desc')
    .limit(MOST_ON_DESK)
    .execute();
  return records(rows);
}

const LATEST_TEXTS = 50;

/** The latest text messages to this number that ask for a coded reply, newest first. */
export async function textsTo(reader: Reader, number: string): Promise<readonly NoticeRecord[]> {
  const rows = await reader
    .selectFrom('notices')
    .where('address', '=', number)
    .where('way', '=', 'sms')
    .where('code', 'is not', null)
    .select(['id', 'state'])
    .orderBy('queued_at', 'desc')
    .limit(LATEST_TEXTS)
    .execute();
  return records(rows);
}

function records(rows: readonly { readonly id: string; readonly state: string }[]): readonly NoticeRecord[] {
  return rows.flatMap((row) => {
    const notice = Notice.parse(JSON.parse(row.state));
    return notice.status === 'none' ? [] : [{ id: row.id, notice }];
  });
}
