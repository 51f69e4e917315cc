import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode, NumberType } from 'libphonenumber-js/max';
import { browserAddress, plainBrowserAddress } from './line.ts';

export { isWithheld } from './withheld.ts';

/**
 * Which numbers may be dialled: decided by the country and the kind of number that it parses to, never by its first
 * digits (+1 876 is Jamaica, +44 9 is premium rate). What nobody allowed is refused.
 */
export interface NumbersPolicy {
  judge(number: string): DialVerdict;
}

export type DialVerdict =
  /** `e164`: the number as it is dialled; of a browser, its plain address. */
  | { readonly allowed: true; readonly e164: string }
  | { readonly allowed: false; readonly refused: DialRefusal; readonly reason: string };

export type DialRefusal = 'emergency' | 'not-a-number' | 'premium-rate' | 'country' | 'kind';

export type AllowedKind = Exclude<NumberType, undefined | 'PREMIUM_RATE'>;

export interface NumbersAllowed {
  readonly countries: readonly CountryCode[];
  /** Landlines and mobiles unless said otherwise. */
  readonly kinds?: readonly AllowedKind[];
  /** Single numbers in E.164, whatever their country: staff abroad, numbers of a demonstration. */
  readonly numbers?: readonly string[];
  /** Beginnings of numbers in E.164 that are nobody's, kept for films and demonstrations. */
  readonly fictitious?: readonly string[];
  /** Ids of the people whose browsers may be rung. */
  readonly people?: readonly string[];
}

const USUAL_KINDS: readonly AllowedKind[] = ['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP'];

/** Dialled from a computer they reach the wrong place or nobody, and cost a life or a fine. */
const EMERGENCY = new Set(
  '000 08 060 061 065 066 100 101 102 103 104 105 106 108 110 111 112 113 114 115 116 117 118 119 120 122 123 125 128 130 131 133 140 144 15 150 155 158 160 166 17 18 180 190 191 192 193 194 195 197 198 199 61 62 911 912 913 914 933 988 991 992 993 994 995 996 997 998 999 9999'.split(
    ' ',
  ),
);

const CALLING_CODES = new Set<string>(getCountries().map((country) => getCountryCallingCode(country)));

/** What is not on a list is not dialled; emergency and premium-rate numbers are not even when they are on one. */
export function createNumbersPolicy(allowed: NumbersAllowed): NumbersPolicy {
  const countries = new Set<string>(allowed.countries);
  const kinds = new Set<NumberType>(allowed.kinds ?? USUAL_KINDS);
  const numbers = new Set((allowed.numbers ?? []).map((number) => toE164(number) ?? number));

  const { fictitious = [] } = allowed;
  const browsers = new Set((allowed.people ?? []).map((personId) => browserAddress(personId)));

  return {
    judge(number) {
      const browser = plainBrowserAddress(number);
      if (browser !== null) {
        return browsers.has(browser)
          ? { allowed: true, e164: browser }
          : refused('not-a-number', 'Nobody of this name works here, so there is no browser to ring.');
      }
      if (isEmergencyNumber(number)) {
        return refused('emergency', 'Emergency numbers are not dialled from here: use your own phone.');
      }
      const e164 = toE164(number);
      if (e164 === null) {
        return refused('not-a-number', 'This is not an international number such as +442079460123.');
      }
      const parsed = parsePhoneNumberFromString(e164);
      const kind = parsed?.getType();
      if (kind === 'PREMIUM_RATE') return refused('premium-rate', 'Premium-rate numbers are never dialled.');
      if (numbers.has(e164) || fictitious.some((range) => e164.startsWith(range)))
        return { allowed: true, e164 };
      if (parsed?.country === undefined || !countries.has(parsed.country)) {
        const where = parsed?.country === undefined ? 'no known country' : `the country ${parsed.country}`;
        return refused(
          'country',
          `The number belongs to ${where}, which is not on the list of allowed countries.`,
        );
      }
      if (!kinds.has(kind)) {
        const what = kind === undefined ? 'not in use' : kind.toLowerCase().replaceAll('_', ' ');
        return refused('kind', `The number is ${what}, which is not on the list of allowed kinds.`);
      }
      return { allowed: true, e164 };
    },
  };
}

/** The number in E.164, or null when it is none. Blanks, dots, dashes and brackets are forgiven. */
export function toE164(number: string): string | null {
  const plain = number.replace(/[\s().\-\u00a0]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(plain) ? plain : null;
}

/** Also with a country's code before it: +44 999 is still 999. */
export function isEmergencyNumber(number: string): boolean {
  const plain = number.replace(/[^\d+]/g, '');
  if (EMERGENCY.has(plain)) return true;
  const digits = plain.replace(/^(\+|00)/, '');
  if (digits === plain) return false;
  if (EMERGENCY.has(digits)) return true;
  return [1, 2, 3].some(
    (length) => CALLING_CODES.has(digits.slice(0, length)) && EMERGENCY.has(digits.slice(length)),
  );
}

function refused(code: DialRefusal, reason: string): DialVerdict {
  return { allowed: false, refused: code, reason };
}
