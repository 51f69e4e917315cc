import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import type { RunningEmulator } from '../start-emulator.ts';
import { startEmulator } from '../start-emulator.ts';

const accountSid = `AC${'a'.repeat(32)}`;
const authToken = 't'.repeat(32);
const shop = '+442079460020';
const agent = '+447700900002';

let emulator: RunningEmulator;
let client: ReturnType<typeof twilio>;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, accountSid, authToken, clock: 'manual' });
  client = twilio(accountSid, authToken);
  client.api.baseUrl = emulator.url;
  await client.incomingPhoneNumbers.create({ phoneNumber: shop });
});
afterAll(() => emulator.close());

describe('phone numbers', () => {
  test('a number is bought, found, changed and given back', async () => {
    const bought = await client.incomingPhoneNumbers.create({
      phoneNumber: '+442079460018',
      friendlyName: 'Brass & Co',
      voiceUrl: 'http://127.0.0.1:3000/twilio/voice',
    });
    expect(bought).toMatchObject({ phoneNumber: '+442079460018', voiceMethod: 'POST', statusCallback: '' });
    expect(bought.sid).toMatch(/^PN[0-9a-f]{32}$/);

    const found = await client.incomingPhoneNumbers.list({ phoneNumber: '+442079460018' });
    expect(found.map(({ sid }) => sid)).toEqual([bought.sid]);
    expect(await client.incomingPhoneNumbers.list({ friendlyName: 'brass' })).toEqual([]);

    const changed = await client.incomingPhoneNumbers(bought.sid).update({
      voiceFallbackUrl: 'http://127.0.0.1:3000/twilio/fallback',
      statusCallback: 'http://127.0.0.1:3000/twilio/status',
      statusCallbackMethod: 'GET',
    });
    expect(changed).toMatchObject({
      voiceUrl: 'http://127.0.0.1:3000/twilio/voice',
      voiceFallbackUrl: 'http://127.0.0.1:3000/twilio/fallback',
      statusCallbackMethod: 'GET',
    });
    expect((await client.incomingPhoneNumbers(bought.sid).fetch()).toJSON()).toEqual(changed.toJSON());

    expect(await client.incomingPhoneNumbers(bought.sid).remove()).toBe(true);
    await expect(client.incomingPhoneNumbers(bought.sid).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
  });

  test.each([
    [{ phoneNumber: 'nobody' }, 21421],
    [{ phoneNumber: shop }, 21422],
    [{}, 21421],
    [{ phoneNumber: '+442079460019', voiceUrl: 'nowhere' }, 21205],
    [{ phoneNumber: '+442079460019', voiceApplicationSid: `AP${'0'.repeat(32)}` }, 21218],
  ])('%j is refused with %i', async (settings, code) => {
    await expect(client.incomingPhoneNumbers.create(settings)).rejects.toMatchObject({ status: 400, code });
  });

  test('a number may be chosen by area code, and is then no longer offered', async () => {
    const bought = await client.incomingPhoneNumbers.create({ areaCode: '415' });
    expect(bought.phoneNumber).toMatch(/^\+141555501\d\d$/);
    const offered = await client.availablePhoneNumbers('US').local.list({ areaCode: 415, limit: 5 });
    expect(offered).toHaveLength(5);
    expect(offered.map(({ phoneNumber }) => phoneNumber)).not.toContain(bought.phoneNumber);
  });

  test('only numbers reserved for fiction are offered', async () => {
    const countries = await client.availablePhoneNumbers.list();
    expect(countries.map(({ countryCode }) => countryCode)).toEqual(['US', 'CA', 'GB', 'DE']);
    const [mobile] = await client.availablePhoneNumbers('GB').mobile.list({ limit: 1 });
    expect(mobile?.phoneNumber).toMatch(/^\+447700900\d{3}$/);
    await expect(client.availablePhoneNumbers('XX').local.list()).rejects.toMatchObject({ code: 20404 });
  });
});

describe('applications', () => {
  test('live the same life', async () => {
    const made = await client.applications.create({
      friendlyName: 'Desk',
      voiceUrl: 'http://127.0.0.1:3000/desk',
    });
    expect(made.sid).toMatch(/^AP[0-9a-f]{32}$/);
    const changed = await client.applications(made.sid).update({ voiceUrl: 'http://127.0.0.1:3000/other' });
    expect(changed).toMatchObject({ friendlyName: 'Desk', voiceUrl: 'http://127.0.0.1:3000/other' });
    expect(await client.applications.list({ friendlyName: 'Desk' })).toHaveLength(1);
    expect(await client.applications(made.sid).remove()).toBe(true);
    expect(await client.applications.list()).toEqual([]);
  });
});

describe('queues', () => {
  test('are made, changed and removed; an empty one has no front', async () => {
    const queue = await client.queues.create({ friendlyName: 'billing' });
    expect(queue).toMatchObject({ currentSize: 0, maxSize: 1000, averageWaitTime: 0 });
    expect(await client.queues(queue.sid).update({ maxSize: 5 })).toMatchObject({
      friendlyName: 'billing',
      maxSize: 5,
    });
    expect(await client.queues(queue.sid).members.list()).toEqual([]);
    await expect(client.queues(queue.sid).members('Front').fetch()).rejects.toMatchObject({ code: 20404 });
    expect(await client.queues(queue.sid).remove()).toBe(true);
    await expect(client.queues.create({ friendlyName: 'x'.repeat(65) })).rejects.toMatchObject({
      code: 20002,
    });
  });
});

describe('messages', () => {
  test('a message is queued and can be found again', async () => {
    const message = await client.messages.create({
      from: shop,
      to: '+447700900123',
      body: 'Ring us, please.',
    });
    expect(message).toMatchObject({
      status: 'queued',
      numSegments: '1',
      direction: 'outbound-api',
      errorCode: null,
    });
    expect(await client.messages.list({ to: '+447700900123' })).toHaveLength(1);
    expect((await client.messages(message.sid).fetch()).body).toBe('Ring us, please.');
  });

  test.each([
    [{ to: '+447700900123', body: 'x' }, 21603],
    [{ to: '+447700900123', from: shop }, 21602],
  ])('%j is refused with %i', async (message, code) => {
    await expect(client.messages.create(message)).rejects.toMatchObject({ status: 400, code });
  });
});

describe('a call', () => {
  test.each([
    [{ from: shop, url: 'http://127.0.0.1:1/' }, 21201],
    [{ to: agent, url: 'http://127.0.0.1:1/' }, 21213],
    [{ to: agent, from: shop }, 21205],
    [{ to: 'nobody', from: shop, twiml: '<Response/>' }, 21211],
    [{ to: agent, from: '+447700900555', twiml: '<Response/>' }, 21210],
    [{ to: agent, from: shop, twiml: '<Response/>', sendDigits: 'hello' }, 21206],
    [{ to: agent, from: shop, applicationSid: `AP${'0'.repeat(32)}` }, 21218],
  ])('%j is refused with %i', async (parameters, code) => {
    const form = new URLSearchParams(
      Object.entries(parameters).map(([name, value]): [string, string] => [
        name.charAt(0).toUpperCase() + name.slice(1),
        value,
      ]),
    );
    const answer = await fetch(`${emulator.url}/2010-04-01/Accounts/${accountSid}/Calls.json`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      body: form,
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code, status: 400 });
  });
});

describe('a conference', () => {
  test('that nobody is in is an empty list, not an error', async () => {
    expect(await client.conferences.list({ friendlyName: 'room-1', status: 'in-progress' })).toEqual([]);
  });
});

describe('the account', () => {
  test('can be fetched, and has a balance', async () => {
    expect(await client.api.v2010.accounts(accountSid).fetch()).toMatchObject({
      sid: accountSid,
      status: 'active',
    });
    expect(await client.balance.fetch()).toMatchObject({ accountSid, currency: 'USD' });
  });
});
