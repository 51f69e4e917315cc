import { type ByLanguage, wordsIn } from '../../kernel/languages.ts';

const PLUS: ByLanguage<string> = { en: 'plus', fr: 'plus', cy: 'plws' };

/** Digits as they are read out, `+ 3 3 1` with its plus in the caller's language. */
export function readOut(digits: string, language: string): string {
  return digits.replace('+', wordsIn(PLUS, language));
}

/** `+4420…` digit by digit as it is dialled in Britain; any other number with its country. */
export function spokenNumber(number: string, language: string): string {
  const plain = number.replace(/^\+44/, '0');
  const digits = [...plain.replace(/\D/g, '')].join(' ');
  return readOut(plain.startsWith('+') ? `+ ${digits}` : digits, language);
}
