import type { SetupCheck } from '../../contract/setup.ts';
import type { TwilioAccount, TwilioClient } from './rest-client.ts';
import type { TwilioUrls } from './urls.ts';

/** What one check of the account came to. */
export type Finding = Pick<SetupCheck, 'verdict' | 'words'> &
  Partial<Pick<SetupCheck, 'remedy' | 'details' | 'note' | 'canConnect'>>;

export type CheckedAccount = TwilioAccount & {
  readonly apiKey?: { readonly sid: string; readonly secret: string };
  readonly twimlAppSid?: string;
};

export interface CheckedBusiness {
  readonly name: string;
  readonly numbers: readonly string[];
  /** ISO codes of the countries whose ordinary numbers may be rung. */
  readonly countries: readonly string[];
}

export interface CheckFacts {
  readonly account: CheckedAccount;
  readonly urls: TwilioUrls;
  readonly client: TwilioClient;
  readonly businesses: readonly CheckedBusiness[];
  readonly askHere: () => { readonly nonce: string; readonly answer: string };
  readonly emulated: boolean;
}

/** An address as it may be shown: what people put behind the question mark, or before the @, is often secret. */
export function shownAddress(address: string): string {
  if (address === '') return 'nowhere';
  if (!URL.canParse(address)) return 'something that is no address';
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}

/** The same place, whatever is asked of the sender in the fragment, which is never sent. */
export function samePlace(one: string, other: string): boolean {
  return one.split('#')[0] === other.split('#')[0];
}
