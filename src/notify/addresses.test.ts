import { describe, expect, test } from '@jest/globals';
import { isPrivate, ownHostIn } from './addresses.ts';
import { sendWebhook } from './webhooks.ts';

describe('where webhooks may go', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::ffff:127.0.0.1',
    'fd00::1',
    'fe80::1',
    'not an address',
  ])('%s is private', (address) => expect(isPrivate(address)).toBe(true));

  test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) =>
    expect(isPrivate(address)).toBe(false),
  );

  test('an address that plainly leads home is told before anything is sent to it', () => {
    expect(ownHostIn('https://10.1.2.3/hook')).toBe('10.1.2.3');
    expect(ownHostIn('http://[::ffff:127.0.0.1]/hook')).toBe('::ffff:7f00:1');
    expect(ownHostIn('http://db.localhost/hook')).toBe('db.localhost');
    expect(ownHostIn('https://hooks.example.com/10.1.2.3')).toBeNull();
  });

  test.each(['http://127.0.0.1:9/x', 'http://[::1]:9/x', 'http://localhost:9/x', 'http://0x7f.1:9/x'])(
    'nothing is sent to %s, whatever it is called',
    async (url) => {
      const message = { url, messageId: 'm1', body: '{}' };
      const parts = {
        secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
        clock: { now: () => 0 },
        toPrivate: false,
      };
      expect(await sendWebhook(message, parts)).toMatchObject({
        outcome: 'failed',
        why: 'refused',
        reason: expect.stringMatching(/private network/),
      });
    },
  );
});
