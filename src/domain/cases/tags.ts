import { refuse, type Refusal } from '../../kernel/decision.ts';

/** Small free labels of a case. Capitals are kept as written, but make no other tag. */

export const MOST_TAGS = 20;
/** Characters of one tag. */
export const LONGEST_TAG = 40;

/** One tag as it is kept: `#VIP ` is `VIP`. Empty: nothing is left of it. */
export function tidyTag(tag: string): string {
  const words = tag.trim().replace(/^#+/, '').replaceAll(/\s+/g, ' ').trim();
  return words.slice(0, LONGEST_TAG).trim();
}

/** What tags are compared by. */
export const sameTag = (tag: string): string => tidyTag(tag).toLowerCase();

/**
 * What adding and taking away comes to, so that two people who do it at the same time lose nothing of each other's.
 * `strict`: too many are refused; otherwise as many are added as there is room for.
 */
export function changedTags(
  now: readonly string[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
  strict: boolean,
): { readonly added: readonly string[]; readonly removed: readonly string[] } | Refusal {
  const wanted = new Set(add.map(sameTag));
  const unwanted = new Set(remove.map(sameTag).filter((tag) => !wanted.has(tag)));
  const removed = now.filter((tag) => unwanted.has(sameTag(tag)));
  const there = new Set(now.map(sameTag));
  const added: string[] = [];
  for (const tag of add.map(tidyTag)) {
    const key = sameTag(tag);
    if (key === '' || there.has(key)) continue;
    there.add(key);
    added.push(tag);
  }
  const room = MOST_TAGS - (now.length - removed.length);
  if (added.length > room && strict)
    return refuse('too-many-tags', `A case has at most ${MOST_TAGS} tags. Take some away first.`);
  return { added: added.slice(0, Math.max(0, room)), removed };
}
