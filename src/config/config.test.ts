import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ConfigError, loadConfig } from './config.ts';
import type { RawEnv } from './env.ts';
import { readEnv } from './env.ts';
import { nodeVersionFault } from './node-version.ts';
import { ownOrigin } from './own-origin.ts';

const SID = `AC${'0123456789abcdef'.repeat(2)}`;
const KEY = `SK${'0123456789abcdef'.repeat(2)}`;
const APP = `AP${'0123456789abcdef'.repeat(2)}`;
const REAL = {
  TWILIO_ACCOUNT_SID: SID,
  TWILIO_AUTH_TOKEN: 'secret',
  PUBLIC_URL: 'https://calls.example.com',
};

function faultsOf(env: RawEnv): Record<string, string> {
  try {
    loadConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return Object.fromEntries(error.faults.map(({ name, fault }) => [name, fault]));
  }
  return {};
}

describe('the settings', () => {
  test('are complete with nothing given, and leave the emulator to stand in for Twilio', () => {
    expect(loadConfig({})).toEqual({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      dataDir: './data',
      flowsDir: './ivr-flows',
      logLevel: 'info',
      smtpUrl: null,
      mailFrom: 'deskbell@localhost.localdomain',
      webhooksToPrivate: false,
      twilio: null,
      emulatorPort: 3001,
    });
  });

  test('take every name that is given', () => {
    const config = loadConfig({
      ...REAL,
      PORT: '8080',
      PUBLIC_URL: 'https://calls.example.com/',
      DATA_DIR: '/var/lib/deskbell',
      DATABASE_URL: 'postgres://deskbell:pw@db:5432/deskbell',
      FLOWS_DIR: '/etc/deskbell/flows',
      LOG_LEVEL: 'debug',
      TWILIO_AUTH_TOKEN_ALTERNATE: 'other',
      TWILIO_API_BASE_URL: 'https://twilio.example.com',
      TWILIO_API_KEY: KEY,
      TWILIO_API_SECRET: 'key-secret',
      TWILIO_TWIML_APP_SID: APP,
      EMULATOR_PORT: '9090',
      METRICS_TOKEN: 'sixteen-or-more-letters',
      SMTP_URL: 'smtps://deskbell:secret@mail.example.com:465',
      MAIL_FROM: 'desk@example.com',
      WEBHOOKS_TO_PRIVATE: 'yes',
    });
    expect(config).toEqual({
      port: 8080,
      publicUrl: 'https://calls.example.com',
      dataDir: '/var/lib/deskbell',
      databaseUrl: 'postgres://deskbell:pw@db:5432/deskbell',
      flowsDir: '/etc/deskbell/flows',
      logLevel: 'debug',
      twilio: {
        accountSid: SID,
        authToken: 'secret',
        authTokenAlternate: 'other',
        apiBaseUrl: 'https://twilio.example.com',
        apiKey: { sid: KEY, secret: 'key-secret' },
        twimlAppSid: APP,
      },
      emulatorPort: 9090,
      metricsToken: 'sixteen-or-more-letters',
      smtpUrl: 'smtps://deskbell:secret@mail.example.com:465',
      mailFrom: 'desk@example.com',
      webhooksToPrivate: true,
    });
  });

  test('that are left empty count as left out, except for secrets', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '', LOG_LEVEL: '' })).toEqual(loadConfig({}));
  });

  test('with several faults are refused with all of them at once, each with its remedy', () => {
    const env = { PORT: 'three', LOG_LEVEL: 'loud', TWILIO_ACCOUNT_SID: 'AC1', DATABASE_URL: 'mysql://db/x' };
    expect(() => loadConfig(env)).toThrow(ConfigError);
    expect(() => loadConfig(env)).toThrow(
      [
        'The settings have 5 faults:',
        '  PORT: is not a whole number. Give a port between 0 and 65535, such as 3000; 0 takes any free one.',
        '  DATABASE_URL: is not the address of a PostgreSQL database. Give postgres://user:password@host:5432/name, or remove the line to use SQLite in DATA_DIR.',
        '  LOG_LEVEL: is not a log level. Give one of fatal, error, warn, info, debug, trace, silent.',
        '  TWILIO_ACCOUNT_SID: is not an account SID. Copy it from the Twilio console (AC and 32 characters of 0-9 and a-f), or remove the line.',
        '  TWILIO_AUTH_TOKEN: is missing although TWILIO_ACCOUNT_SID is given. Give both to use Twilio, or neither to use the emulator.',
        'All settings are explained in .env.example.',
      ].join('\n'),
    );
  });

  test.each([
    ['a port above 65535', { PORT: '65536' }, 'PORT'],
    ['a port with a sign', { PORT: '-1' }, 'PORT'],
    ['a public address with a path', { PUBLIC_URL: 'https://example.com/bell' }, 'PUBLIC_URL'],
    ['a public address without a scheme', { PUBLIC_URL: 'calls.example.com' }, 'PUBLIC_URL'],
    ['a public address with a user', { PUBLIC_URL: 'https://me@example.com' }, 'PUBLIC_URL'],
    ['an empty Twilio token', { ...REAL, TWILIO_AUTH_TOKEN: '' }, 'TWILIO_AUTH_TOKEN'],
    ['a blank Twilio token', { ...REAL, TWILIO_AUTH_TOKEN: '  ' }, 'TWILIO_AUTH_TOKEN'],
    ['an empty Twilio token without an account', { TWILIO_AUTH_TOKEN: '' }, 'TWILIO_AUTH_TOKEN'],
    ['an empty alternate token', { ...REAL, TWILIO_AUTH_TOKEN_ALTERNATE: '' }, 'TWILIO_AUTH_TOKEN_ALTERNATE'],
    ['a token with a line break', { ...REAL, TWILIO_AUTH_TOKEN: 'secret\n' }, 'TWILIO_AUTH_TOKEN'],
    ['a token without an account', { TWILIO_AUTH_TOKEN: 'secret' }, 'TWILIO_ACCOUNT_SID'],
    ['an account without a token', { TWILIO_ACCOUNT_SID: SID }, 'TWILIO_AUTH_TOKEN'],
    ['an account in capitals', { ...REAL, TWILIO_ACCOUNT_SID: SID.toUpperCase() }, 'TWILIO_ACCOUNT_SID'],
    ['an alternate token alone', { TWILIO_AUTH_TOKEN_ALTERNATE: 'x' }, 'TWILIO_AUTH_TOKEN_ALTERNATE'],
    ['an API address alone', { TWILIO_API_BASE_URL: 'http://127.0.0.1:1' }, 'TWILIO_API_BASE_URL'],
    ['an API key without its secret', { ...REAL, TWILIO_API_KEY: KEY }, 'TWILIO_API_SECRET'],
    ['a secret without its API key', { ...REAL, TWILIO_API_SECRET: 'x' }, 'TWILIO_API_KEY'],
    [
      'an account in the place of an API key',
      { ...REAL, TWILIO_API_KEY: SID, TWILIO_API_SECRET: 'x' },
      'TWILIO_API_KEY',
    ],
    ['an application alone', { TWILIO_TWIML_APP_SID: APP }, 'TWILIO_TWIML_APP_SID'],
    ['an application by name', { ...REAL, TWILIO_TWIML_APP_SID: 'bell' }, 'TWILIO_TWIML_APP_SID'],
    ['Twilio without https', { ...REAL, PUBLIC_URL: 'http://calls.example.com' }, 'PUBLIC_URL'],
    ['Twilio without a public address', { ...REAL, PUBLIC_URL: undefined }, 'PUBLIC_URL'],
    ['one port for server and emulator', { PORT: '3001' }, 'EMULATOR_PORT'],
    ['any free port without a public address', { PORT: '0' }, 'PORT'],
    ['a short metrics token', { METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
  ])('with %s are refused by name', (_what, env, name) => {
    expect(Object.keys(faultsOf(env))).toEqual([name]);
  });

  test('take plain http when the other side of the line is a stand-in on this computer', () => {
    const env = {
      TWILIO_ACCOUNT_SID: SID,
      TWILIO_AUTH_TOKEN: 't',
      TWILIO_API_BASE_URL: 'http://127.0.0.1:3001',
    };
    expect(loadConfig(env)).toMatchObject({
      publicUrl: 'http://localhost:3000',
      twilio: { accountSid: SID },
    });
  });
});

describe('the .env file', () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });

  test('completes the environment and never overrules it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'deskbell-env-'));
    folders.push(folder);
    await writeFile(join(folder, '.env'), 'DESKBELL_TEST_ONE=file\nPATH=file\n');
    const env = readEnv(join(folder, '.env'));
    expect(env['DESKBELL_TEST_ONE']).toBe('file');
    expect(env['PATH']).toBe(process.env['PATH']);
  });

  test('that cannot be read is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'deskbell-env-'));
    folders.push(folder);
    expect(() => readEnv(folder)).toThrow(`The file ${folder} is there but cannot be read`);
  });

  test('may be absent', () => {
    expect(readEnv('/nowhere/.env')['PATH']).toBe(process.env['PATH']);
  });
});

describe('the Node version', () => {
  test.each(['20.19.0', '20.20.2', 'v22.12.0', '24.0.0', '26.1.0'])('%s will do', (version) => {
    expect(nodeVersionFault(version)).toBeNull();
  });

  test.each(['18.20.0', '20.18.3', '21.7.0', '22.11.0', '23.5.0'])('%s is refused by name', (version) => {
    expect(nodeVersionFault(version)).toMatch(`cannot run on Node ${version}`);
  });
});

describe('our own origin', () => {
  const isOwn = ownOrigin('https://calls.example.com');

  test.each([
    ['a page of ours', { origin: 'https://calls.example.com', 'sec-fetch-site': 'same-origin' }],
    [
      'a page of ours behind a proxy that changes Host',
      { origin: 'https://calls.example.com', host: 'app:3000' },
    ],
    [
      'a page opened under another name of this server',
      { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' },
    ],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }],
    ['a program', { host: 'calls.example.com' }],
  ])('is recognised in %s', (_what, headers) => {
    expect(isOwn(headers)).toBe(true);
  });

  test.each([
    ['another website', { origin: 'https://evil.example', host: 'calls.example.com' }],
    ['another website, as the browser says', { host: 'calls.example.com', 'sec-fetch-site': 'cross-site' }],
    ['a sibling host', { origin: 'https://evil.example.com', 'sec-fetch-site': 'same-site' }],
    ['a page without an origin', { origin: 'null', host: 'calls.example.com' }],
  ])('is not seen in %s', (_what, headers) => {
    expect(isOwn(headers)).toBe(false);
  });
});
