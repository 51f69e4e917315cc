import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { createNumbersPolicy } from '../../telephony/numbers-policy.ts';
import { isWithheld } from '../../telephony/withheld.ts';
import type { Business } from '../businesses/business.ts';
import { zonesOf } from './quiet-hours.ts';
import type { RefusedNumber } from './refused-numbers.ts';

/** Which customers may be rung back. Looked up by `gather`; the line judges every number again before it rings. */

export type CustomerNumber =
  | {
      readonly e164: string;
      /** Its digits as they are read out, with a `+` before those of another country. */
      readonly spoken: string;
      /** Where its owner may live. */
      readonly zones: readonly string[];
    }
  | { readonly refused: RefusedNumber };

/**
 * @param given E.164, or as it is dialled in the business's country
 * @param from digits that a caller keyed are dialled in the business's own country only: a stranger chose them
 */
export function customerNumber(
  given: string,
  business: Pick<Business, 'country' | 'timezone' | 'dialling'>,
  from: 'calling' | 'keyed' | 'desk',
): CustomerNumber {
  if (from === 'calling' && isWithheld(given)) return { refused: 'withheld' };
  const home = business.country.toUpperCase() as CountryCode;
  const parsed = parsePhoneNumberFromString(given, home);
  const e164 = parsed?.number ?? given.replace(/[\s().-]/g, '');
  const countries = from === 'keyed' ? [home] : (business.dialling.countries as CountryCode[]);
  const { fictitious } = business.dialling;
  const verdict = createNumbersPolicy({ countries, fictitious }).judge(e164);
  if (!verdict.allowed) {
    const known = verdict.refused === 'emergency' || verdict.refused === 'not-a-number';
    return { refused: known ? verdict.refused : 'kind' };
  }
  const country =
    parsed?.country ?? (parsed?.countryCallingCode === getCountryCallingCode(home) ? home : null);
  const national = parsed === undefined ? e164 : parsed.formatNational();
  const abroad = parsed !== undefined && country !== home;
  const digits = [...(abroad ? e164 : national).replace(/\D/g, '')].join(' ');
  return {
    e164: verdict.e164,
    spoken: abroad ? `+ ${digits}` : digits,
    zones: zonesOf(country, business.timezone),
  };
}
