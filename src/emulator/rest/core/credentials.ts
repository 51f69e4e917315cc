import { timingSafeEqual } from 'node:crypto';
import { TwilioError } from '../../world/world.ts';

export interface Credentials {
  readonly accountSid: string;
  readonly authToken: string;
  /** API keys: `SK…` sid → secret. */
  readonly apiKeys?: Readonly<Record<string, string>>;
}

/** HTTP Basic as Twilio takes it: account sid and token, or API key sid and secret. @throws TwilioError 401 / 20003 */
export function authenticate(header: string | undefined, credentials: Credentials): void {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(header ?? '')?.[1];
  const [, user, secret] =
    /^([^:]*):([\s\S]*)$/.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
  const expected =
    user === credentials.accountSid ? credentials.authToken : credentials.apiKeys?.[user ?? ''];
  if (expected === undefined || secret === undefined || !isSame(secret, expected)) {
    throw new TwilioError(401, 20003, 'Authenticate');
  }
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
