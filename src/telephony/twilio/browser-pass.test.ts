import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../../kernel/clock.ts';
import { makeBrowserPass, PASS_LIFE_MS } from './browser-pass.ts';

const keys = {
  accountSid: `AC${'a'.repeat(32)}`,
  apiKey: { sid: `SK${'b'.repeat(32)}`, secret: 'key-secret' },
};
const app = `AP${'c'.repeat(32)}`;

function opened(token: string) {
  const [head = '', body = '', signature = ''] = token.split('.');
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  const expected = createHmac('sha256', keys.apiKey.secret).update(`${head}.${body}`).digest('base64url');
  return {
    header: read(head),
    claims: read(body) as Record<string, number>,
    isSigned: signature === expected,
  };
}

describe('what a browser signs in with', () => {
  it('is a token of the API key for one person, who may be rung and may ask for the sound check', async () => {
    const before = systemClock.now();
    const pass = await makeBrowserPass('ana-silva', { ...keys, twimlAppSid: app }, systemClock);
    const { header, claims, isSigned } = opened(pass.token);
    expect(header).toMatchObject({ alg: 'HS256', cty: 'twilio-fpa;v=1' });
    expect(isSigned).toBe(true);
    expect(claims).toMatchObject({
      iss: keys.apiKey.sid,
      sub: keys.accountSid,
      grants: {
        // The telephone company allows no hyphen in it.
        identity: 'ana_silva',
        voice: { incoming: { allow: true }, outgoing: { application_sid: app } },
      },
    });
    expect(pass.identity).toBe('ana_silva');
    expect((claims['exp'] ?? 0) - (claims['iat'] ?? 0)).toBe(600);
    expect(PASS_LIFE_MS).toBe(600_000);
    expect(pass.expiresAt).toBeGreaterThanOrEqual(before + 600_000);
    expect(Math.abs(pass.expiresAt - (claims['exp'] ?? 0) * 1_000)).toBeLessThan(2_000);
  });

  it('allows no call of its own where there is no application to answer it', async () => {
    const { token } = await makeBrowserPass('tom', keys, systemClock);
    expect(opened(token).claims['grants']).toEqual({
      identity: 'tom',
      voice: { incoming: { allow: true } },
    });
  });
});
