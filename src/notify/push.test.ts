import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PushService } from '../../test/harness/push-service.ts';
import { createSendPush, makeVapidKeys } from './push.ts';

const keys = makeVapidKeys();
const message = { title: 'Brightwick', body: 'Case 1', tag: 'n1', url: '/' };
const sender = (toPrivate: boolean) =>
  createSendPush({ keys, subject: 'mailto:ops@deskbell.example', clock: { now: () => 0 }, toPrivate });

describe('a message to a browser', () => {
  let service: PushService;

  beforeEach(async () => {
    service = new PushService();
    await service.open();
  });
  afterEach(() => service.close());

  const target = () => {
    const { endpoint, keys: sealedWith } = service.subscribe('laptop', keys.publicKey);
    return { endpoint, ...sealedWith };
  };

  test('is taken, and fits however long its words are', async () => {
    const long = { ...message, title: '“£”'.repeat(2_000), body: '😀'.repeat(2_000) };
    expect(await sender(true)(target(), long)).toMatchObject({ outcome: 'done' });
    expect(service.faults).toEqual([]);
    expect(service.shownBy('laptop')[0]).toMatchObject({ tag: 'n1', url: '/' });
  });

  test('never goes to our own network, by number or by name', async () => {
    const to = target();
    const endpoints = [to.endpoint, to.endpoint.replace('127.0.0.1', 'localhost'), 'https://[::1]:9/push/x'];
    for (const endpoint of endpoints) {
      expect(await sender(false)({ ...to, endpoint }, message)).toMatchObject({
        outcome: 'failed',
        why: 'refused',
        reason: expect.stringMatching(/private network/),
      });
    }
    expect(service.pushed).toEqual([]);
  });

  test('to a browser that subscribed at another server is refused for good', async () => {
    const to = target();
    const stranger = createSendPush({
      keys: makeVapidKeys(),
      subject: 'mailto:ops@deskbell.example',
      clock: { now: () => 0 },
      toPrivate: true,
    });
    expect(await stranger(to, message)).toMatchObject({ outcome: 'failed', why: 'refused' });
    expect(service.faults).toEqual(['not from the server with which the browser subscribed']);
  });

  test('that nothing can be sealed for is refused in words', async () => {
    expect(await sender(true)({ ...target(), p256dh: 'AA' }, message)).toMatchObject({
      outcome: 'failed',
      why: 'refused',
      reason: 'what it subscribed with cannot be read',
    });
  });

  test('waits as long as the service asks, and is not lost when there is none', async () => {
    const to = target();
    service.mood = 'later';
    expect(await sender(true)(to, message)).toMatchObject({ outcome: 'retry', afterMs: 120_000 });
    service.mood = 'unknown';
    expect(await sender(true)(to, message)).toMatchObject({ outcome: 'failed', why: 'gone' });
    const nobody = { ...to, endpoint: 'http://127.0.0.1:1/push/laptop' };
    expect(await sender(true)(nobody, message)).toMatchObject({
      outcome: 'retry',
      reason: expect.stringMatching(/cannot be had/),
    });
  });
});
