import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { createNumbersPolicy } from '../../telephony/numbers-policy.ts';
import { isWithheld } from '../../telephony/withheld.ts';
import type { Business } from '../businesses/business.ts';
import { zonesOf } from './quiet-hours.ts';

/** Which customers may be rung back. Looked up by `gather`; the line judges every number again before it rings. */

export type CustomerNumber =
  | {
      readonly e164: string;
      /** Its digits as they are read out. */
      readonly spoken: string;
      /** Where its owner may live. */
      readonly zones: readonly string[];
    }
  /** Why not, as it is said to a caller. */
  | { readonly refused: string };

/**
 * @param given E.164, or as it is dialled in the business's country
 * @param from digits that a caller keyed are dialled in the business's own country only: a stranger chose them
 */
export function customerNumber(
  given: string,
  business: Pick<Business, 'country' | 'timezone' | 'dialling'>,
  from: 'calling' | 'keyed' | 'desk',
): CustomerNumber {
  if (from === 'calling' && isWithheld(given))
    return { refused: 'Your number is withheld, so we cannot ring you back.' };
  const home = business.country.toUpperCase() as CountryCode;
  const parsed = parsePhoneNumberFromString(given, home);
  const e164 = parsed?.number ?? given.replace(/[\s().-]/g, '');
  const countries = from === 'keyed' ? [home] : (business.dialling.countries as CountryCode[]);
  const { fictitious } = business.dialling;
  const verdict = createNumbersPolicy({ countries, fictitious }).judge(e164);
  if (!verdict.allowed) {
    if (verdict.refused === 'emergency')
      return {
        refused: 'Emergency numbers are not dialled from here. In an emergency hang up and dial it yourself.',
      };
    if (verdict.refused === 'not-a-number')
      return { refused: 'This is not a telephone number that we can ring.' };
    return { refused: 'This kind of number cannot be rung from here.' };
  }
  const country =
    parsed?.country ?? (parsed?.countryCallingCode === getCountryCallingCode(home) ? home : null);
  const national = parsed === undefined ? e164 : parsed.formatNational();
  const abroad = parsed !== undefined && country !== home;
  const digits = [...(abroad ? e164 : national).replace(/\D/g, '')].join(' ');
  return {
    e164: verdict.e164,
    spoken: abroad ? `plus ${digits}` : digits,
    zones: zonesOf(country, business.timezone),
  };
}
