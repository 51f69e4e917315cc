/** Which noun a leg was rung for, read from the id of its attempt; `ringOf` in `line.ts` makes such ids. */
export type RingOwner =
  | { readonly noun: 'offers'; readonly attempt: string }
  /** `n`: counts the rings of this instance, from 1. */
  | { readonly noun: string; readonly id: string; readonly n: number };

/** Offers name their rings by themselves; every other noun's are `<noun>/<id>/<n>`. */
export function ringOwner(ring: string): RingOwner {
  const parts = /^([a-z][a-z-]*)\/([^/]+)\/(\d{1,6})$/.exec(ring);
  return parts === null
    ? { noun: 'offers', attempt: ring }
    : { noun: parts[1] as string, id: parts[2] as string, n: Number(parts[3]) };
}
