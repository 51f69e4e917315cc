/** What telephone companies send in place of a number that the caller does not show. */
const WORDS = new Set([
  '',
  'anonymous',
  'asserted',
  'blocked',
  'null',
  'private',
  'restricted',
  'unavailable',
  'unknown',
  'withheld',
]);

const KEYPAD = ['abc2', 'def3', 'ghi4', 'jkl5', 'mno6', 'pqrs7', 'tuv8', 'wxyz9'];

/** The same words typed on a dial-pad: +266696687 spells ANONYMOUS. */
const SPELT = new Set(
  [...WORDS].filter((word) => word.length > 4).map((word) => word.replace(/[a-z]/g, keyOf)),
);

/**
 * Whether `from` names nobody: no history may be kept under it, and nobody can be called back on it.
 */
export function isWithheld(from: string): boolean {
  const plain = from.trim().toLowerCase();
  if (plain.startsWith('client:')) return false;
  if (/^sips?:/.test(plain)) return WORDS.has(/^sips?:([^@;]*)/.exec(plain)?.[1] ?? '');
  if (WORDS.has(plain)) return true;
  const digits = plain.replace(/^\+/, '');
  return SPELT.has(digits) || !/^\d{3,20}$/.test(digits);
}

function keyOf(letter: string): string {
  return KEYPAD.find((key) => key.includes(letter))?.at(-1) ?? '';
}
