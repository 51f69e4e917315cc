import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import twilio from 'twilio';
import type { JournalRecord } from '../journal.ts';
import type { RunningEmulator } from '../start-emulator.ts';
import { startEmulator } from '../start-emulator.ts';

const accountSid = `AC${'a'.repeat(32)}`;
const authToken = 't'.repeat(32);
const keySid = `SK${'b'.repeat(32)}`;
const account = `/2010-04-01/Accounts/${accountSid}`;

let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator({
    port: 0,
    accountSid,
    authToken,
    apiKeys: { [keySid]: 'key-secret' },
    clock: 'manual',
  });
});
afterAll(() => emulator.close());
beforeEach(() => void emulator.faults.set({}));

function get(path: string) {
  return request(emulator.url).get(path).auth(accountSid, authToken);
}

function post(path: string) {
  return request(emulator.url).post(path).auth(accountSid, authToken);
}

function lastRestEntry(): JournalRecord {
  const entry = emulator.journal.after(0).findLast(({ kind }) => kind === 'rest');
  if (!entry) throw new Error('the journal has no REST entry');
  return entry;
}

describe('signing in', () => {
  test('the account and its API keys may come in', async () => {
    await get(`${account}/Calls.json`).expect(200);
    await request(emulator.url).get(`${account}/Calls.json`).auth(keySid, 'key-secret').expect(200);
  });

  test.each([
    ['nobody', undefined],
    ['a wrong token', `Basic ${Buffer.from(`${accountSid}:wrong`).toString('base64')}`],
    ['a wrong account', `Basic ${Buffer.from(`AC${'0'.repeat(32)}:${authToken}`).toString('base64')}`],
    ['an API key with the auth token', `Basic ${Buffer.from(`${keySid}:${authToken}`).toString('base64')}`],
    ['a bearer token', `Bearer ${authToken}`],
  ])('%s is sent away with 401 and Twilio code 20003', async (_who, header) => {
    const call = request(emulator.url).get(`${account}/Calls.json`);
    if (header !== undefined) call.set('Authorization', header);
    const answer = await call.expect(401);
    expect(answer.headers['www-authenticate']).toContain('Basic');
    expect(answer.body).toEqual({
      code: 20003,
      message: 'Authenticate',
      more_info: 'https://www.twilio.com/docs/errors/20003',
      status: 401,
    });
  });

  test("another account's path is not found", async () => {
    const answer = await get(`/2010-04-01/Accounts/AC${'0'.repeat(32)}/Calls.json`).expect(404);
    expect(answer.body.code).toBe(20404);
  });
});

describe('paths and methods', () => {
  test('resources answer with and without .json', async () => {
    await get(`${account}/Queues`).expect(200);
    await get(`${account}/Queues.json`).expect(200);
    await get(`${account}.json`).expect(200);
  });

  test.each(['/calls.json', '/Nothing.json', '/Calls.xml', '/Calls/CA1/Unknown.json'])(
    '%s is not found',
    async (path) => {
      const answer = await get(account + path).expect(404);
      expect(answer.body).toMatchObject({ code: 20404, status: 404 });
    },
  );

  test('a method that a resource does not take is refused with 405 and 20004', async () => {
    const answer = await request(emulator.url)
      .put(`${account}/Calls.json`)
      .auth(accountSid, authToken)
      .expect(405);
    expect(answer.body.code).toBe(20004);
  });

  test("answers carry Twilio's headers", async () => {
    const answer = await get(`${account}/Calls.json`);
    expect(answer.headers['twilio-request-id']).toMatch(/^RQ[0-9a-f]{32}$/);
    expect(answer.headers['twilio-concurrent-requests']).toBe('1');
    expect(answer.headers['content-type']).toContain('application/json');
  });
});

describe('bodies', () => {
  test('an old SDK may send multipart/form-data', async () => {
    const answer = await post(`${account}/Queues.json`)
      .field('FriendlyName', 'Übergabe')
      .field('MaxSize', '7')
      .expect(201);
    expect(answer.body).toMatchObject({ friendly_name: 'Übergabe', max_size: 7, current_size: 0 });
  });

  test('JSON is refused in words, for Twilio would not read it either', async () => {
    const answer = await post(`${account}/Queues.json`).send({ FriendlyName: 'x' }).expect(400);
    expect(answer.body.message).toContain('application/x-www-form-urlencoded');
  });

  test('unknown parameters are ignored', async () => {
    await post(`${account}/Queues.json`)
      .type('form')
      .send({ FriendlyName: 'patience', Colour: 'red' })
      .expect(201);
  });

  test('a body beyond a megabyte is refused in the shape of a Twilio error', async () => {
    const answer = await post(`${account}/Queues.json`)
      .type('form')
      .send(`FriendlyName=${'x'.repeat(1_100_000)}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 20001, status: 400 });
  });
});

describe('trouble on demand', () => {
  test('429 and 500 reach the Twilio client as its own exceptions, and the next request is served', async () => {
    const client = twilio(accountSid, authToken);
    client.api.baseUrl = emulator.url;
    emulator.faults.set({ rest: { status429: 1, status500: 1 } });
    await expect(client.queues.list()).rejects.toMatchObject({ status: 429, code: 20429 });
    await expect(client.queues.list()).rejects.toMatchObject({ status: 500 });
    await expect(client.queues.list()).resolves.toBeInstanceOf(Array);
  });

  test('a lost response has done its work all the same', async () => {
    emulator.faults.set({ rest: { lostResponse: { match: 'POST .*Queues', count: 1 } } });
    await get(`${account}/Calls.json`).expect(200);
    await expect(
      post(`${account}/Queues.json`).type('form').send({ FriendlyName: 'lost' }),
    ).rejects.toThrow();
    expect(lastRestEntry()).toMatchObject({ fault: 'lost-response', status: 201 });
    expect(emulator.world.queues.list().some(({ friendlyName }) => friendlyName === 'lost')).toBe(true);
  });

  test('a time-out never answers and does nothing', async () => {
    emulator.faults.set({ rest: { timeout: 1 } });
    const call = post(`${account}/Queues.json`).type('form').send({ FriendlyName: 'late' });
    await expect(call.timeout({ response: 200 })).rejects.toMatchObject({ code: 'ECONNABORTED' });
    expect(lastRestEntry()).toMatchObject({ fault: 'timeout', status: null, answer: null });
    expect(emulator.world.queues.list().some(({ friendlyName }) => friendlyName === 'late')).toBe(false);
  });
});

describe('the witness', () => {
  test('every request is in the journal with its answer, refusals too', async () => {
    await get(`${account}/Calls.json?Status=completed`).expect(200);
    expect(lastRestEntry()).toMatchObject({
      kind: 'rest',
      method: 'GET',
      path: `${account}/Calls.json`,
      params: { Status: 'completed' },
      status: 200,
    });
    await get(`${account}/Calls/CA${'0'.repeat(32)}.json`).expect(404);
    expect(lastRestEntry()).toMatchObject({
      status: 404,
      callSid: `CA${'0'.repeat(32)}`,
      answer: { code: 20404 },
    });
  });

  test('no secret ever reaches it', async () => {
    await get(`${account}.json`).expect(200);
    await post(`${account}/IncomingPhoneNumbers.json`)
      .type('form')
      .send({
        PhoneNumber: '+442079460700',
        VoiceUrl: 'http://user:hush@127.0.0.1:1/voice',
        SipAuthPassword: 'hush',
      })
      .expect(201);
    expect(JSON.stringify(emulator.journal.after(0))).not.toContain('hush');
    expect(JSON.stringify(emulator.journal.after(0))).not.toContain(authToken);
  });
});
