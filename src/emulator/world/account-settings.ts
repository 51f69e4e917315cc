import { getCountries, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';

export interface AccountState {
  readonly status: 'active' | 'suspended' | 'closed';
  readonly type: 'Full' | 'Trial';
  /** Whether the media of recordings is refused to whoever does not sign in. */
  readonly mediaNeedsSignIn: boolean;
}

/** To which numbers of one country the account may make calls. */
export interface CountryPermission {
  readonly isoCode: string;
  readonly name: string;
  readonly countryCode: string;
  readonly lowRiskNumbersEnabled: boolean;
  readonly highRiskSpecialNumbersEnabled: boolean;
  readonly highRiskTollfraudNumbersEnabled: boolean;
}

type Flags = Pick<
  CountryPermission,
  'lowRiskNumbersEnabled' | 'highRiskSpecialNumbersEnabled' | 'highRiskTollfraudNumbersEnabled'
>;

const UNTOUCHED: Flags = {
  lowRiskNumbersEnabled: true,
  highRiskSpecialNumbersEnabled: false,
  highRiskTollfraudNumbersEnabled: false,
};
const names = new Intl.DisplayNames(['en'], { type: 'region' });

/** What at Twilio is set in the console: the account's standing, its media, and the countries it may ring. */
export class AccountSettings {
  #state: AccountState = { status: 'active', type: 'Full', mediaNeedsSignIn: false };
  readonly #countries = new Map<string, Flags>();

  get state(): AccountState {
    return this.#state;
  }

  change(state: Partial<AccountState>): void {
    this.#state = { ...this.#state, ...state };
  }

  countries(): readonly CountryPermission[] {
    return getCountries()
      .toSorted()
      .flatMap((iso) => this.country(iso) ?? []);
  }

  /** Undefined: no country has this ISO code. */
  country(isoCode: string): CountryPermission | undefined {
    if (!isSupportedCountry(isoCode)) return undefined;
    return {
      isoCode,
      name: names.of(isoCode) ?? isoCode,
      countryCode: `+${getCountryCallingCode(isoCode)}`,
      ...(this.#countries.get(isoCode) ?? UNTOUCHED),
    };
  }

  permit(isoCode: string, flags: Partial<Flags>): void {
    this.#countries.set(isoCode, { ...(this.#countries.get(isoCode) ?? UNTOUCHED), ...flags });
  }
}
