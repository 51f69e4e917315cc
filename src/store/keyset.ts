import { sql } from 'kysely';

/** A place in a list that is sorted by a time and then by id: what comes after it is the next page. */
export interface KeysetPlace {
  readonly at: number;
  readonly id: string;
}

/** The place as a cursor that clients hand back unread. */
export function cursorOf({ at, id }: KeysetPlace): string {
  return `${at}~${id}`;
}

/** Null when the text is no cursor of ours. */
export function placeOf(cursor: string): KeysetPlace | null {
  const parts = /^(\d{1,16})~(.+)$/.exec(cursor);
  return parts === null ? null : { at: Number(parts[1]), id: parts[2] ?? '' };
}

/** The rows after a place, newest or oldest first. */
export function after(column: string, place: KeysetPlace, order: 'asc' | 'desc') {
  const at = sql.ref(column);
  const id = sql.ref('id');
  return order === 'desc'
    ? sql<boolean>`(${at} < ${place.at} or (${at} = ${place.at} and ${id} < ${place.id}))`
    : sql<boolean>`(${at} > ${place.at} or (${at} = ${place.at} and ${id} > ${place.id}))`;
}

/** The first `limit` of one row more than that, and the cursor of the next page. */
export function pageOf<R>(
  rows: readonly R[],
  limit: number,
  place: (row: R) => KeysetPlace,
): { readonly rows: readonly R[]; readonly nextCursor: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), nextCursor: last === undefined ? null : cursorOf(place(last)) };
}
