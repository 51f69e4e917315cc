import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { judgeAccessToken } from './access-token.ts';
import type { TokenRules } from './access-token.ts';

const { AccessToken } = twilio.jwt;
const accountSid = `AC${'a'.repeat(32)}`;
const keySid = `SK${'b'.repeat(32)}`;
const secret = 'the secret of the key';
const applicationSid = `AP${'c'.repeat(32)}`;
const rules = (now = Date.now()): TokenRules => ({ accountSid, apiKeys: { [keySid]: secret }, now });

interface Wanted {
  readonly account?: string;
  readonly key?: string;
  readonly secret?: string;
  readonly ttl?: number;
  readonly nbf?: number;
  readonly grant?: boolean;
}

/** A token as an application makes it, with Twilio's own package. */
function token(wanted: Wanted = {}): InstanceType<typeof AccessToken> {
  const made = new AccessToken(wanted.account ?? accountSid, wanted.key ?? keySid, wanted.secret ?? secret, {
    identity: 'alice',
    ttl: wanted.ttl ?? 600,
    ...(wanted.nbf !== undefined && { nbf: wanted.nbf }),
  });
  if (wanted.grant !== false) {
    made.addGrant(
      new AccessToken.VoiceGrant({
        incomingAllow: true,
        outgoingApplicationSid: applicationSid,
        outgoingApplicationParams: { team: 'billing' },
      }),
    );
  }
  return made;
}

/** The same with any header and payload, for what Twilio's package would not make. */
function handmade(header: object, payload: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const goodHeader = { alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' };
const goodPayload = {
  iss: keySid,
  sub: accountSid,
  exp: Math.floor(Date.now() / 1000) + 600,
  grants: { identity: 'alice', voice: {} },
};

describe('a token of the twilio package', () => {
  test('is read: who it is for, what it allows and when it ends', () => {
    const verdict = judgeAccessToken(token().toJwt(), rules());
    expect(verdict).toEqual({
      kind: 'valid',
      token: {
        identity: 'alice',
        mayBeRung: true,
        outgoing: { applicationSid, params: { team: 'billing' } },
        expiresAt: expect.any(Number),
      },
    });
    const lifeMs = verdict.kind === 'valid' ? verdict.token.expiresAt - Date.now() : 0;
    expect(lifeMs).toBeGreaterThan(595_000);
    expect(lifeMs).toBeLessThanOrEqual(600_000);
  });

  test.each(['HS384', 'HS512'] as const)('may be signed with %s', (algorithm) => {
    expect(judgeAccessToken(token().toJwt(algorithm), rules()).kind).toBe('valid');
  });

  test('without grants for incoming and outgoing calls allows neither', () => {
    const verdict = judgeAccessToken(handmade(goodHeader, goodPayload), rules());
    expect(verdict).toMatchObject({ kind: 'valid', token: { mayBeRung: false, outgoing: null } });
  });

  test('ends by the clock of the emulator', () => {
    const jwt = token().toJwt();
    expect(judgeAccessToken(jwt, rules(Date.now() + 601_000))).toMatchObject({ code: 31205 });
    expect(judgeAccessToken(jwt, rules(Date.now() + 590_000)).kind).toBe('valid');
  });
});

describe('a token is refused as invalid', () => {
  const withPayload = (change: object): string => handmade(goodHeader, { ...goodPayload, ...change });

  test.each([
    ['signed with another secret', token({ secret: 'another' }).toJwt(), /not signed with the secret/],
    ['of an unknown key', token({ key: `SK${'0'.repeat(32)}` }).toJwt(), /is no API key/],
    ['of another account', token({ account: `AC${'0'.repeat(32)}` }).toJwt(), /is for account/],
    ['that begins later', token({ nbf: Math.floor(Date.now() / 1000) + 60 }).toJwt(), /not valid yet/],
    ['without a voice grant', token({ grant: false }).toJwt(), /grants\.voice/],
    ['without an identity', withPayload({ grants: { voice: {} } }), /grants\.identity/],
    ['without an end', withPayload({ exp: undefined }), /exp/],
    ['of another kind', handmade({ alg: 'HS256', typ: 'JWT' }, goodPayload), /no Twilio access token/],
    ['that is not signed', handmade({ ...goodHeader, alg: 'none' }, goodPayload), /no Twilio access token/],
    ['that is no token', 'not-a-token', /no Twilio access token/],
    ['that is empty', '', /no Twilio access token/],
    ['with a part too many', `${token().toJwt()}.more`, /no Twilio access token/],
  ])('%s', (_name, jwt, why) => {
    const verdict = judgeAccessToken(jwt, rules());
    expect(verdict).toMatchObject({ kind: 'refused', code: 31204, reason: expect.stringMatching(why) });
  });

  test('when one letter of it was changed', () => {
    const [head, body, signature] = token().toJwt().split('.');
    const forged = Buffer.from(JSON.stringify({ ...goodPayload, sub: accountSid })).toString('base64url');
    expect(body).not.toBe(forged);
    expect(judgeAccessToken(`${head}.${forged}.${signature}`, rules())).toMatchObject({ code: 31204 });
  });
});

test('a token that lives longer than a day is refused', () => {
  expect(judgeAccessToken(token({ ttl: 86_401 }).toJwt(), rules())).toMatchObject({ code: 31207 });
  expect(judgeAccessToken(token({ ttl: 86_400 }).toJwt(), rules()).kind).toBe('valid');
});

test('a refusal never repeats the token', () => {
  const jwt = token({ secret: 'another' }).toJwt();
  expect(JSON.stringify(judgeAccessToken(jwt, rules()))).not.toContain(jwt.split('.')[2] ?? jwt);
});
