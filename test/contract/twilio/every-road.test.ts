import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import twilio from 'twilio';
import { createSignatureCheck } from '../../../src/telephony/twilio/signature.ts';
import { createUrls } from '../../../src/telephony/twilio/urls.ts';
import { RoadUnderTest, call, changing, every, hex, publicUrl, token } from './road-under-test.ts';

let road: RoadUnderTest;
beforeEach(() => {
  road = new RoadUnderTest();
  return road.start();
});
afterEach(() => road.stop());

describe('every webhook road', () => {
  it.each(every)('%s refuses a request that nobody signed', async (path, parameters) => {
    expect((await road.post(path, parameters, { signature: null })).status).toBe(403);
    expect(road.answered.map(({ verdict }) => verdict)).toEqual(['unsigned']);
    expect(road.heard).toEqual([]);
  });

  it.each(every)('%s refuses a forged request', async (path, parameters) => {
    const forged = twilio.getExpectedTwilioSignature(hex('b'), publicUrl + path, parameters);
    expect((await road.post(path, parameters, { signature: forged })).status).toBe(403);
    expect(road.answered.map(({ verdict }) => verdict)).toEqual(['forged']);
    expect(road.heard).toEqual([]);
  });

  it.each(every)('%s refuses a signature that was made for another address', async (path, parameters) => {
    const elsewhere = twilio.getExpectedTwilioSignature(token, `${publicUrl}${path}x`, parameters);
    expect((await road.post(path, parameters, { signature: elsewhere })).status).toBe(403);
  });

  it.each(every)('%s refuses a signed request without its sids', async (path, _sound) => {
    expect((await road.post(path, { From: call.From })).status).toBe(400);
    expect(road.heard).toEqual([]);
  });

  it.each(every)('%s refuses a repeated parameter', async (path, parameters) => {
    const body = `${new URLSearchParams(parameters).toString()}&AccountSid=${call.AccountSid}`;
    expect((await road.post(path, parameters, { body })).status).toBe(400);
    expect(road.heard).toEqual([]);
  });

  it.each(every)('%s answers only POST, only forms, and only small ones', async (path, parameters) => {
    expect((await road.post(path, parameters, { method: 'GET' })).status).toBe(405);
    expect((await road.post(path, parameters, { type: 'application/json' })).status).toBe(415);
    expect((await road.post(path, { ...parameters, Extra: 'x'.repeat(70_000) })).status).toBe(413);
    expect(road.heard).toEqual([]);
  });

  it.each(every)('%s takes parameters that it does not know', async (path, parameters) => {
    const { status } = await road.post(path, {
      ...parameters,
      StirVerstat: 'TN-Validation-Passed-A',
      Nested: 'a[b]=c',
    });
    expect(status).toBeLessThan(300);
  });

  it.each(changing)('%s answers a doubled request the same and acts once', async (path, parameters) => {
    const first = await road.post(path, parameters, { token: 't1' });
    const second = await road.post(path, parameters, { token: 't1' });
    expect(second).toEqual(first);
    expect(first.status).toBeLessThan(300);
    expect(road.heard).toHaveLength(1);
    expect(road.answered.map(({ verdict }) => verdict)).toEqual(['answered', 'doubled']);
  });

  it.each(changing)('%s refuses a replay of an old request', async (path, parameters) => {
    await road.post(path, parameters, { token: 't1' });
    road.now += 60_001;
    expect((await road.post(path, parameters, { token: 't2' })).status).toBe(409);
    expect((await road.post(path, parameters)).status).toBe(409);
    expect(road.heard).toHaveLength(1);
  });

  it.each(changing)(
    '%s answers Twilio’s own late retry, which carries the same token',
    async (path, parameters) => {
      const first = await road.post(path, parameters, { token: 't1' });
      road.now += 600_000;
      expect(await road.post(path, parameters, { token: 't1' })).toEqual(first);
      expect(road.heard).toHaveLength(1);
    },
  );

  it('cuts what a caller said rather than turning the caller away', async () => {
    await road.post('/twilio/step/flow-runs/r1/1', { ...call, SpeechResult: 'a'.repeat(9_000) });
    expect(
      (road.heard[0] as [string, { input: { speech: { text: string } } }])[1].input.speech.text,
    ).toHaveLength(8_000);
  });

  it('leaves every other address to the web framework', async () => {
    for (const path of [
      '/',
      '/api/calls',
      '/twilio',
      '/twilio/unknown',
      '/twilio/step/a/b',
      '/twilio/step/a/b/-1',
      '/twiliox/voice',
    ]) {
      expect((await road.post(path, call)).text).toBe('not a webhook');
    }
  });
});

describe('a client that breaks off', () => {
  it('is counted and harms nobody else', async () => {
    const { port } = road;
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'POST /twilio/voice HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nCallSid=',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    while (road.answered.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(road.answered).toMatchObject([{ verdict: 'broken-off' }]);
    expect((await road.post('/twilio/voice', call)).status).toBe(200);
  });
});

describe('a public URL with a path', () => {
  it.each(['/desk/twilio/voice', '/twilio/voice'])(
    'is road.answered whether or not the proxy strips it: %s',
    async (path) => {
      await road.start({
        urls: createUrls('https://example.com/desk'),
        signature: createSignatureCheck({ publicUrl: 'https://example.com/desk', tokens: [token] }),
      });
      const signature = twilio.getExpectedTwilioSignature(
        token,
        'https://example.com/desk/twilio/voice',
        call,
      );
      expect((await road.post(path, call, { signature })).status).toBe(200);
    },
  );
});
