import { describe, expect, test } from '@jest/globals';
import { REFUSED_NUMBERS } from '../../src/domain/callbacks/refused-numbers.ts';
import { RING_BACK_WORDS } from '../../src/domain/callbacks/caller-words.ts';
import { CALL_WORDS } from '../../src/domain/calls/words.ts';
import { PHRASES } from '../../src/domain/flows/phrases.ts';
import { WAITING_WORDS } from '../../src/domain/queues/words.ts';
import { HOUSE_LANGUAGES } from '../../src/kernel/languages.ts';
import { TROUBLE_WORDS } from '../../src/telephony/twilio/fallback-words.ts';

/** Every phrase of the house that a caller may hear, in every language of the house. */
const TABLES: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  flows: PHRASES,
  queues: WAITING_WORDS,
  calls: CALL_WORDS,
  callbacks: RING_BACK_WORDS,
  'refused numbers': REFUSED_NUMBERS,
  trouble: TROUBLE_WORDS,
};
const TRANSLATIONS = HOUSE_LANGUAGES.filter((language) => language !== 'en');

/** Stands for what a phrase is filled with, whatever that is. */
const field = (index: number) => `⟨${index}⟩`;

/** Each text of a phrase: with its fields filled, and once without the one that may be missing. */
function textsOf(phrase: unknown): readonly { readonly text: string; readonly fields: number }[] {
  if (typeof phrase === 'string') return [{ text: phrase, fields: 0 }];
  if (Array.isArray(phrase)) return phrase.flatMap(textsOf);
  if (typeof phrase !== 'function') throw new Error(`A phrase is no text: ${String(phrase)}`);
  const fields = phrase.length;
  const filled: unknown = Reflect.apply(
    phrase,
    null,
    Array.from({ length: fields }, (_, index) => field(index)),
  );
  const missing: unknown = fields === 1 ? Reflect.apply(phrase, null, [null]) : filled;
  const alone = String(missing).includes('null') ? [] : [{ text: String(missing), fields: 0 }];
  return [{ text: String(filled), fields }, ...(fields === 1 ? alone : [])];
}

const phrases = Object.entries(TABLES).flatMap(([table, byLanguage]) =>
  HOUSE_LANGUAGES.flatMap((language) =>
    Object.entries(byLanguage[language] ?? {}).map(([name, phrase]) => ({ table, language, name, phrase })),
  ),
);

/** What cannot be a word of French or Welsh as the house speaks them. */
const ENGLISH =
  /\b(the|you|your|press|we|are|and|is|please|goodbye|somebody|someone|call|wait|minutes from)\b/i;

describe('what a caller may hear from the house', () => {
  test.each(Object.keys(TABLES))('of %s is there in every language', (table) => {
    const names = (language: string) => Object.keys(TABLES[table]?.[language] ?? {}).sort();
    expect(names('en').length).toBeGreaterThan(4);
    for (const language of TRANSLATIONS) expect(names(language)).toEqual(names('en'));
  });

  test('is never empty, holds all that it is filled with, and is written as it is spoken', () => {
    for (const { table, language, name, phrase } of phrases) {
      for (const { text, fields } of textsOf(phrase)) {
        const where = `${table}.${name} in ${language}: ${text}`;
        expect({ where, empty: text.trim() === '' }).toEqual({ where, empty: false });
        for (let index = 0; index < fields; index += 1) expect(where).toContain(field(index));
        expect(where).not.toMatch(/undefined|\bnull\b|\s{2}|\s[.,]/);
        expect(text).toBe(text.trim());
        // Words that a recogniser may have written are compared, not spoken.
        if (!name.endsWith('Words')) expect(where).not.toContain("'");
      }
    }
  });

  test('is in no other language than its own', () => {
    for (const { table, language, name, phrase } of phrases.filter((one) => one.language !== 'en')) {
      const english: unknown = Reflect.get(TABLES[table]?.['en'] ?? {}, name);
      const said = textsOf(phrase).map(({ text }) => text);
      const where = `${table}.${name} in ${language}`;
      expect({ where, said }).not.toEqual({ where, said: textsOf(english).map(({ text }) => text) });
      for (const text of said) expect(`${where}: ${text}`.slice(where.length)).not.toMatch(ENGLISH);
    }
  });

  test('would be found wanting: an English word, a lost field, an empty text', () => {
    expect('Vous êtes in the queue').toMatch(ENGLISH);
    expect(textsOf(() => '')).toEqual([{ text: '', fields: 0 }]);
    expect(textsOf((name: string) => `Bonjour ${name}.`)).toEqual([{ text: 'Bonjour ⟨0⟩.', fields: 1 }]);
  });
});
