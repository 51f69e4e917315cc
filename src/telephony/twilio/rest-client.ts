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

function makeClient({ accountSid, authToken, ...account }: TwilioAccount, timeout: number) {
  return clientOf(account, { user: accountSid, secret: authToken, accountSid }, timeout);
}

/** A client that signs in with an API key of the account in place of its token. */
export function keyClient(
  { accountSid, ...account }: TwilioAccount,
  key: { readonly sid: string; readonly secret: string },
  timeoutMs: number = REQUEST_TIMEOUT_MS,
): Promise<TwilioClient> {
  return clientOf(account, { user: key.sid, secret: key.secret, accountSid }, timeoutMs);
}

async function clientOf(
  { apiBaseUrl }: Pick<TwilioAccount, 'apiBaseUrl'>,
  {
    user,
    secret,
    accountSid,
  }: { readonly user: string; readonly secret: string; readonly accountSid: string },
  timeout: number,
): Promise<TwilioClient> {
  const { default: twilio } = await import('twilio');
  // Repeating is decided by our own table, never inside the package.
  const client = twilio(user, secret, { accountSid, timeout, autoRetry: false });
  if (apiBaseUrl === undefined) return client;
  // Each product of Twilio has a host of its own; one place carries all of them.
  const send = client.request.bind(client);
  client.request = (options) => {
    if (options.uri === undefined) return send(options);
    const { pathname, search } = new URL(options.uri);
    return send({ ...options, uri: `${apiBaseUrl.replace(/\/+$/, '')}${pathname}${search}` });
  };
  return client;
}

/** Where the REST API is, without a slash at its end: Twilio, or the emulator in its place. */
export function apiBase(account: TwilioAccount): string {
  return (account.apiBaseUrl ?? 'https://api.twilio.com').replace(/\/+$/, '');
}
