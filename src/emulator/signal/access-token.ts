import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a token lets its bearer do. */
export interface AccessToken {
  readonly identity: string;
  readonly mayBeRung: boolean;
  /** The TwiML application that answers this client's own calls, and fields that go to it with each. */
  readonly outgoing: {
    readonly applicationSid: string;
    readonly params: Readonly<Record<string, string>>;
  } | null;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface TokenRules {
  readonly accountSid: string;
  /** API keys: `SK…` sid → secret. Tokens are signed with these, never with the account's own token. */
  readonly apiKeys: Readonly<Record<string, string>>;
  /** Epoch milliseconds of the emulator's clock. */
  readonly now: number;
}

/** 31204 is an invalid token, 31205 one that ran out, 31207 one that would live too long. */
export type TokenVerdict =
  | { readonly kind: 'valid'; readonly token: AccessToken }
  | { readonly kind: 'refused'; readonly code: 31204 | 31205 | 31207; readonly reason: string };

const hashes = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' } as const;
const longestLifeSeconds = 24 * 3600;

const headerSchema = z.object({ alg: z.enum(['HS256', 'HS384', 'HS512']), cty: z.literal('twilio-fpa;v=1') });
const payloadSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  exp: z.number(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
  grants: z.object({
    identity: z.string().min(1).max(256),
    voice: z.object({
      incoming: z.object({ allow: z.boolean() }).optional(),
      outgoing: z
        .object({
          application_sid: z.string(),
          params: z.record(z.string(), z.coerce.string()).default({}),
        })
        .optional(),
    }),
  }),
});

/** Reads and judges the token that a Voice SDK `Device` shows: signature, account, life and grants. */
export function judgeAccessToken(jwt: string, rules: TokenRules): TokenVerdict {
  const [head = '', body = '', signature = '', ...more] = jwt.split('.');
  const header = headerSchema.safeParse(jsonIn(head));
  const payload = payloadSchema.safeParse(jsonIn(body));
  if (more.length > 0 || !header.success)
    return invalid('it is no Twilio access token (alg HS256, cty twilio-fpa;v=1)');
  if (!payload.success) return invalid(faultsOf(payload.error));
  const { iss, sub, exp, iat, nbf, grants } = payload.data;
  const secret = rules.apiKeys[iss];
  if (secret === undefined)
    return invalid(`its issuer ${iss} is no API key of this account (EMULATOR_API_KEYS)`);
  if (!isSignedWith(secret, hashes[header.data.alg], `${head}.${body}`, signature)) {
    return invalid(`it is not signed with the secret of ${iss}`);
  }
  if (sub !== rules.accountSid) return invalid(`it is for account ${sub}, not for ${rules.accountSid}`);
  if (nbf !== undefined && nbf * 1000 > rules.now) return invalid('it is not valid yet (nbf)');
  if (exp * 1000 <= rules.now)
    return { kind: 'refused', code: 31205, reason: 'the access token has expired' };
  if (iat !== undefined && exp - iat > longestLifeSeconds) {
    return { kind: 'refused', code: 31207, reason: 'the access token lives longer than 24 hours' };
  }
  const { incoming, outgoing } = grants.voice;
  return {
    kind: 'valid',
    token: {
      identity: grants.identity,
      mayBeRung: incoming?.allow === true,
      outgoing: outgoing ? { applicationSid: outgoing.application_sid, params: outgoing.params } : null,
      expiresAt: exp * 1000,
    },
  };
}

function invalid(why: string): TokenVerdict {
  return { kind: 'refused', code: 31204, reason: `the access token is invalid: ${why}` };
}

function faultsOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

/** The JSON of one part of a token; undefined when there is none. */
function jsonIn(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isSignedWith(secret: string, hash: string, text: string, signature: string): boolean {
  const expected = createHmac(hash, secret).update(text).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
