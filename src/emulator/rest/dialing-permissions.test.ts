import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { startEmulator, type RunningEmulator } from '../start-emulator.ts';

const accountSid = `AC${'a'.repeat(32)}`;
const authToken = 't'.repeat(32);
const key = `SK${'b'.repeat(32)}`;
let emulator: RunningEmulator;
let client: ReturnType<typeof twilio>;

beforeAll(async () => {
  emulator = await startEmulator({
    port: 0,
    accountSid,
    authToken,
    apiKeys: { [key]: 'secret' },
    clock: 'manual',
  });
  client = twilio(accountSid, authToken);
  client.api.baseUrl = emulator.url;
  client.voice.baseUrl = emulator.url;
});
afterAll(() => emulator.close());

const put = (path: string, body: object) =>
  fetch(`${emulator.url}/emulator${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('the countries that an account may ring', () => {
  test('are read with the official package, one and all', async () => {
    const { countries } = client.voice.v1.dialingPermissions;
    expect(await countries('GB').fetch()).toMatchObject({
      isoCode: 'GB',
      name: 'United Kingdom',
      countryCodes: ['+44'],
      lowRiskNumbersEnabled: true,
      highRiskSpecialNumbersEnabled: false,
      highRiskTollfraudNumbersEnabled: false,
    });
    const all = await countries.list();
    expect(all.length).toBeGreaterThan(200);
    expect(new Set(all.map(({ isoCode }) => isoCode)).size).toBe(all.length);
  });

  test('are forbidden and allowed as in the console', async () => {
    expect((await put('/dialing-permissions/FR', { lowRiskNumbersEnabled: false })).status).toBe(200);
    const { countries } = client.voice.v1.dialingPermissions;
    expect((await countries('FR').fetch()).lowRiskNumbersEnabled).toBe(false);
    const forbidden = await countries.list({ lowRiskNumbersEnabled: false });
    expect(forbidden.map(({ isoCode }) => isoCode)).toEqual(['FR']);
    expect((await countries.list({ isoCode: 'DE' })).map(({ name }) => name)).toEqual(['Germany']);
    expect((await put('/dialing-permissions/XX', {})).status).toBe(404);
  });

  test('are told to the account alone, and to nobody about a country that is none', async () => {
    const path = '/v1/DialingPermissions/Countries/GB';
    const stranger = await fetch(`${emulator.url}${path}`);
    expect([stranger.status, await stranger.json()]).toMatchObject([401, { code: 20003 }]);
    const { countries } = client.voice.v1.dialingPermissions;
    await expect(countries('XX').fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(emulator.journal.after(0)).toContainEqual(
      expect.objectContaining({ kind: 'rest', path, status: 401 }),
    );
  });
});

describe('the keys of an account', () => {
  test('are those that were given, without their secrets', async () => {
    const found = await client.keys(key).fetch();
    expect(found.sid).toBe(key);
    expect(JSON.stringify(found)).not.toContain('secret');
    expect((await client.keys.list()).map(({ sid }) => sid)).toEqual([key]);
    await expect(client.keys(`SK${'c'.repeat(32)}`).fetch()).rejects.toMatchObject({ status: 404 });
  });
});

describe('how the account stands', () => {
  test('is what was set', async () => {
    await put('/account', { status: 'suspended', type: 'Trial' });
    expect(await client.api.accounts(accountSid).fetch()).toMatchObject({
      status: 'suspended',
      type: 'Trial',
    });
    expect((await put('/account', { status: 'gone' })).status).toBe(400);
    await put('/account', { status: 'active', type: 'Full' });
    expect(await client.api.accounts(accountSid).fetch()).toMatchObject({ status: 'active', type: 'Full' });
  });
});
