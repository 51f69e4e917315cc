import type { Twilio } from 'twilio';

/** The official client. */
export type TwilioClient = Twilio;

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Another place than Twilio itself, such as the emulator. */
  readonly apiBaseUrl?: string;
}

/** A caller waits behind most requests; the package's own limit is 30 s. */
const REQUEST_TIMEOUT_MS = 10_000;

/** A function that makes the client when it is first needed: the package takes a tenth of a second to load. */
export function lazyClient(
  account: TwilioAccount,
  timeoutMs: number = REQUEST_TIMEOUT_MS,
): () => Promise<TwilioClient> {
  let client: Promise<TwilioClient> | undefined;
  return () => (client ??= makeClient(account, timeoutMs));
}

async function makeClient(
  { accountSid, authToken, apiBaseUrl }: TwilioAccount,
  timeout: number,
): Promise<TwilioClient> {
  const { default: twilio } = await import('twilio');
  // Repeating is decided by our own table, never inside the package.
  const client = twilio(accountSid, authToken, { timeout, autoRetry: false });
  if (apiBaseUrl !== undefined) client.api.baseUrl = apiBaseUrl.replace(/\/+$/, '');
  return client;
}

export function apiBase(account: TwilioAccount): string {
  return (account.apiBaseUrl ?? 'https://api.twilio.com').replace(/\/+$/, '');
}
