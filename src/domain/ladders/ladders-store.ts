import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { Ladder, type BegunLadder } from './ladder.ts';

export const laddersStore = nounTable<Ladder, 'ladders'>({
  table: 'ladders',
  parse: (json) => Ladder.parse(json),
  columns: (ladder) => {
    if (ladder.status === 'none')
      return { business_id: '', about: '', case_id: null, status: 'none', began_at: 0, ended_at: 0 };
    return {
      business_id: ladder.businessId,
      about: `${ladder.about.noun}/${ladder.about.id}`,
      case_id: ladder.caseId,
      status: ladder.status,
      began_at: ladder.beganAt,
      ended_at: ladder.status === 'climbing' ? null : ladder.endedAt,
    };
  },
});

export interface LadderRecord {
  readonly id: string;
  readonly ladder: BegunLadder;
}

/** The ladder with this id, or null. */
export async function findLadder(reader: Reader, id: string): Promise<BegunLadder | null> {
  const stored = await laddersStore.load(reader, id);
  return stored === null || stored.state.status === 'none' ? null : stored.state;
}

export interface LadderQuery {
  readonly businessIds: readonly string[];
  /** `noun/id`. */
  readonly about: string | null;
  readonly caseId: string | null;
  /** Begun before this place in the list; null: from the newest on. */
  readonly before: { readonly at: number; readonly id: string } | null;
  readonly limit: number;
}

/** Ladders of these businesses, newest first. */
export async function listLadders(reader: Reader, query: LadderQuery): Promise<readonly LadderRecord[]> {
  if (query.businessIds.length === 0) return [];
  let select = reader
    .selectFrom('ladders')
    .where('business_id', 'in', [...query.businessIds])
    .select(['id', 'state']);
  if (query.about !== null) select = select.where('about', '=', query.about);
  if (query.caseId !== null) select = select.where('case_id', '=', query.caseId);
  const { before } = query;
  if (before !== null)
    select = select.where(({ eb, or, and }) =>
      or([eb('began_at', '<', before.at), and([eb('began_at', '=', before.at), eb('id', '<', before.id)])]),
    );
  const rows = await select.orderBy('began_at', 'desc').orderBy('id', 'desc').limit(query.limit).execute();
  return rows.flatMap((row) => {
    const ladder = Ladder.parse(JSON.parse(row.state));
    return ladder.status === 'none' ? [] : [{ id: row.id, ladder }];
  });
}
