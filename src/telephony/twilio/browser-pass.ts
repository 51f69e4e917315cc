import { MINUTE } from '../../kernel/duration.ts';
import type { Clock } from '../../kernel/clock.ts';
import { browserIdentity } from '../line.ts';

/** What the Voice SDK of one person's browser signs in with. */
export interface BrowserPass {
  readonly token: string;
  readonly identity: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

export interface BrowserPassKeys {
  readonly accountSid: string;
  readonly apiKey: { readonly sid: string; readonly secret: string };
  /** Answers the browser's own calls; without it, it can only be rung. */
  readonly twimlAppSid?: string;
}

/**
 * A stolen pass rings as its person until it ends, so it is short; and the browser asks for the next one a minute
 * before, which leaves room for a network that is down for several minutes. Twilio's own default is an hour.
 */
export const PASS_LIFE_MS = 10 * MINUTE;

/** @throws when the keys are not of the form that Twilio gives out */
export async function makeBrowserPass(
  personId: string,
  { accountSid, apiKey, twimlAppSid }: BrowserPassKeys,
  clock: Clock,
): Promise<BrowserPass> {
  const { default: twilio } = await import('twilio');
  const identity = browserIdentity(personId);
  const token = new twilio.jwt.AccessToken(accountSid, apiKey.sid, apiKey.secret, {
    identity,
    ttl: PASS_LIFE_MS / 1_000,
  });
  token.addGrant(
    new twilio.jwt.AccessToken.VoiceGrant({
      incomingAllow: true,
      ...(twimlAppSid === undefined ? {} : { outgoingApplicationSid: twimlAppSid }),
    }),
  );
  // The package stamps the token by the computer's clock, which is ours except where time is moved by hand.
  return { token: token.toJwt(), identity, expiresAt: clock.now() + PASS_LIFE_MS };
}
