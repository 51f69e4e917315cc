/** Who is named in a note: the console shows whom it will tell, and the server tells them, by the same rule. */

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Ids of those that `@Ana Silva` or `@ana-silva` in the text means; the longest name that fits. Others are plain text. */
export function mentionedIn(text: string, people: readonly Named[]): readonly string[] {
  const names = people
    .flatMap(({ id, name }) => [
      { id, words: name },
      { id, words: id },
    ])
    .filter(({ words }) => words !== '')
    .sort((a, b) => b.words.length - a.words.length);
  // An `@` inside of a word belongs to an e-mail address.
  const places = [...text.matchAll(/(?<![\p{L}\p{N}._%+-])@/gu)].map(({ index }) => index + 1);
  const found = places.flatMap((place) => {
    const rest = text.slice(place);
    const fits = names.find(({ words }) => rest.startsWith(words) && endsThere(rest.slice(words.length)));
    return fits === undefined ? [] : [fits.id];
  });
  return [...new Set(found)];
}

/** `@ana` is not the beginning of `@ana-silva`, `@anabel` or `@ana@example.org`. */
function endsThere(rest: string): boolean {
  return !/^([\p{L}\p{N}_@]|[-'.][\p{L}\p{N}])/u.test(rest);
}
