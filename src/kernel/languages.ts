/**
 * The languages in which the house itself speaks to callers. What is missing in one of them does not compile; a caller
 * with another language is spoken to in English, by an English voice.
 */
export const HOUSE_LANGUAGES = ['en', 'fr', 'cy'] as const;
export type HouseLanguage = (typeof HOUSE_LANGUAGES)[number];

/** The same words in each language of the house. */
export type ByLanguage<T> = Readonly<Record<HouseLanguage, T>>;

/** The language of a BCP 47 tag without its country: `fr` of `fr-CA`. */
export function baseLanguage(tag: string): string {
  return tag.split('-')[0] ?? '';
}

/** The house's language for a caller of this BCP 47 tag. */
export function houseLanguage(tag: string): HouseLanguage {
  const base = baseLanguage(tag);
  return HOUSE_LANGUAGES.find((language) => language === base) ?? 'en';
}

/** The house's words for a caller of this BCP 47 tag. */
export function wordsIn<T>(words: ByLanguage<T>, tag: string): T {
  return words[houseLanguage(tag)];
}

/** The tag in which `wordsIn` is spoken, so that no voice reads words of another language. */
export function spokenLanguage(tag: string): string {
  return baseLanguage(tag) === houseLanguage(tag) ? tag : 'en-GB';
}

/** The tag in which people of the house are spoken to: they hear English, in whatever language the caller speaks. */
export function staffLanguage(tag: string): string {
  return baseLanguage(tag) === 'en' ? tag : 'en-GB';
}

export interface Chosen<T> {
  readonly text: T;
  /** BCP 47. */
  readonly language: string;
}

/**
 * What a business wrote for a caller of `language`: that of their language, else of its nearest relative, else of the
 * business's `own`, else the first. One text alone is in the business's own language.
 */
export function chosenIn<T extends string | readonly string[]>(
  written: T | Readonly<Record<string, T>>,
  language: string,
  own: string,
): Chosen<T> {
  if (typeof written === 'string' || isList(written)) return { text: written, language: own };
  const byTag: Readonly<Record<string, T>> = written;
  const tags = Object.keys(byTag);
  for (const wanted of [language, own]) {
    const tag =
      tags.find((found) => found === wanted) ??
      tags.find((found) => baseLanguage(found) === baseLanguage(wanted));
    const text = tag === undefined ? undefined : byTag[tag];
    if (tag !== undefined && text !== undefined)
      return { text, language: baseLanguage(tag) === baseLanguage(language) ? language : tag };
  }
  const [tag = own, text] = Object.entries(byTag)[0] ?? [];
  if (text === undefined) throw new Error('A text was written in no language');
  return { text, language: tag };
}

/** Something that a business named, with what its callers hear instead in languages of theirs. */
export interface Named {
  readonly name: string;
  readonly spoken?: Readonly<Record<string, string>> | undefined;
}

/** A tag that is no language: the name as the business wrote it for everybody else. */
const NAME = 'x-name';

/** The name as a caller of this language hears it. */
export function spokenName({ name, spoken }: Named, language: string): string {
  return chosenIn<string>({ ...spoken, [NAME]: name }, language, NAME).text;
}

function isList(written: string | object): written is readonly string[] {
  return Array.isArray(written);
}
