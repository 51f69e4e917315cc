import { HttpProblem } from './problems.ts';

/** Where a page of a list ended: time (epoch ms) and id of its last row. */
export interface Place {
  readonly at: number;
  readonly id: string;
}

export function placeToCursor({ at, id }: Place): string {
  return `${at}~${id}`;
}

/** Null: from the beginning. @throws HttpProblem when it is no cursor of ours */
export function cursorToPlace(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const parts = /^(\d{1,15})~(.{1,200})$/.exec(cursor);
  if (parts === null)
    throw new HttpProblem(400, 'wrong-cursor', 'Give the cursor as the page before gave it, or none.');
  return { at: Number(parts[1]), id: parts[2] ?? '' };
}
