import { describe, expect, test } from '@jest/globals';
import { demoAccountSid, demoAuthToken, readMainConfig } from './main-config.ts';

describe('the environment of the emulator', () => {
  test('with nothing set it is the demo account on port 3001, on loopback', () => {
    expect(readMainConfig({})).toMatchObject({
      port: 3001,
      host: '127.0.0.1',
      accountSid: demoAccountSid,
      authToken: demoAuthToken,
    });
  });

  test('the demo account has the form that Twilio clients insist on', () => {
    expect(demoAccountSid).toMatch(/^AC[0-9a-f]{32}$/);
    expect(demoAuthToken).toMatch(/^[0-9A-Za-z]{32}$/);
  });

  test('everything can be set', () => {
    const sid = `SK${'a'.repeat(32)}`;
    expect(
      readMainConfig({
        EMULATOR_PORT: '4001',
        EMULATOR_JOURNAL: 'data/journal.jsonl',
        EMULATOR_API_KEYS: `${sid}:secret`,
        EMULATOR_ORIGIN_MAP: 'https://localhost:3000=http://127.0.0.1:3000',
        EMULATOR_CALLS_PER_SECOND: '50',
        EMULATOR_MEDIA: 'werift',
      }),
    ).toMatchObject({
      port: 4001,
      journalFile: 'data/journal.jsonl',
      apiKeys: { [sid]: 'secret' },
      originMap: { 'https://localhost:3000': 'http://127.0.0.1:3000' },
      callsPerSecond: 50,
      media: 'werift',
    });
  });

  test('every fault is named at once, and any host but loopback is refused', () => {
    const env = {
      EMULATOR_PORT: 'x',
      EMULATOR_HOST: '0.0.0.0',
      EMULATOR_ACCOUNT_SID: 'AC1',
      EMULATOR_AUTH_TOKEN: 't',
      EMULATOR_MEDIA: 'trumpet',
    };
    expect(() => readMainConfig(env)).toThrow(
      /EMULATOR_PORT[\s\S]*EMULATOR_HOST[\s\S]*EMULATOR_ACCOUNT_SID[\s\S]*EMULATOR_AUTH_TOKEN[\s\S]*EMULATOR_MEDIA/,
    );
  });
});
