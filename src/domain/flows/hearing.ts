import type { LegInput } from '../../telephony/line.ts';
import { EMERGENCY_DIGITS } from './phrases.ts';
import type { Phrases } from './phrases.ts';

/** What a caller may mean, as one option of several. */
export interface Option {
  readonly key: string;
  readonly says: readonly string[];
}

export type Heard =
  | { readonly kind: 'silence' }
  | { readonly kind: 'emergency'; readonly digits: string }
  | { readonly kind: 'option'; readonly index: number; readonly by: 'key' | 'speech' }
  | { readonly kind: 'person'; readonly by: 'key' | 'speech' }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'unclear' };

/** Below this the recogniser is guessing. */
const LEAST_CONFIDENCE = 0.3;

/** What the caller's keys or words mean among the options. `0` and `*` mean a person and a repeat unless an option takes them. */
export function hear(input: LegInput, options: readonly Option[], phrases: Phrases): Heard {
  if (input.keys) return heardKeys(input.keys, options, 'key');
  const said = normalised(input.speech?.text ?? '');
  if (!input.speech || said === '') return { kind: 'silence' };
  const digits = said.replace(/ /g, '');
  if (/^\d+$/.test(digits)) return heardKeys(digits, options, 'speech');
  const { confidence } = input.speech;
  if (confidence !== null && confidence < LEAST_CONFIDENCE) return { kind: 'unclear' };
  return heardWords(said, options, phrases);
}

/** The emergency number that the keys begin with, if any. */
export function emergencyIn(keys: string): string | null {
  return EMERGENCY_DIGITS.find((digits) => keys.startsWith(digits)) ?? null;
}

function heardKeys(keys: string, options: readonly Option[], by: 'key' | 'speech'): Heard {
  const emergency = emergencyIn(keys);
  if (emergency !== null) return { kind: 'emergency', digits: emergency };
  const index = options.findIndex((option) => option.key === keys);
  if (index >= 0) return { kind: 'option', index, by };
  if (keys.startsWith('0')) return { kind: 'person', by };
  if (keys.endsWith('*')) return { kind: 'repeat' };
  // An anxious double press of one key means that key; two different keys could mean anything.
  const first = keys[0] ?? '';
  if (keys.length > 1 && [...keys].every((key) => key === first)) return heardKeys(first, options, by);
  return { kind: 'unclear' };
}

/**
 * An option is meant when it is the only one named, or when its words contain those of the others ("technical help" beside "help").
 * A word for a person counts only when no option was named.
 */
function heardWords(said: string, options: readonly Option[], phrases: Phrases): Heard {
  const named = options.flatMap((option, index) => {
    const phrase = longestIn(said, option.says);
    return phrase === null ? [] : [{ index, phrase }];
  });
  const meant = named.find(({ phrase }) => named.every((other) => contains(phrase, other.phrase)));
  if (meant && named.filter(({ phrase }) => phrase === meant.phrase).length === 1) {
    return { kind: 'option', index: meant.index, by: 'speech' };
  }
  if (named.length > 0) return { kind: 'unclear' };
  if (longestIn(said, phrases.personWords) !== null) return { kind: 'person', by: 'speech' };
  return longestIn(said, phrases.repeatWords) === null ? { kind: 'unclear' } : { kind: 'repeat' };
}

/** The longest of the phrases that was said, in whole words. */
function longestIn(said: string, says: readonly string[]): string | null {
  const found = says.map(normalised).filter((phrase) => phrase !== '' && contains(said, phrase));
  return found.sort((a, b) => b.length - a.length)[0] ?? null;
}

function contains(text: string, phrase: string): boolean {
  return ` ${text} `.includes(` ${phrase} `);
}

function normalised(text: string): string {
  return text
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/[^\p{L}\p{N}' ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
