import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { clientMessageTypes, pstreamVersion } from '../../../src/emulator/signal/messages.ts';
import { sdkFolder } from './softphone-page.ts';

/**
 * The protocol between the Voice SDK and Twilio is written down nowhere but in the SDK. The emulator speaks the one of this very
 * version; when these tests fail, the SDK has changed, and somebody must look before the version here is raised.
 */
const VERSION = '2.18.5';
const WHAT_TO_DO =
  'The Voice SDK is another one than the emulator was written for. Read its CHANGELOG and compare lib/twilio/pstream.ts, wstransport.ts, ' +
  'call.ts, device.ts and rtc/peerconnection.ts with those of the version before; bring src/emulator/signal into line; run ' +
  'test/contract/voice-sdk; then put the new version and hashes here.';

const source = (path: string): string => readFileSync(join(sdkFolder, 'lib/twilio', path), 'utf8');
const all = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? '')),
];

test('the installed Voice SDK is the one that the emulator speaks with', () => {
  const { version } = JSON.parse(readFileSync(join(sdkFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect({ version, ifNot: WHAT_TO_DO }).toEqual({ version: VERSION, ifNot: WHAT_TO_DO });
});

describe('its protocol', () => {
  test('is the same version, and the client says just what the emulator understands', () => {
    const pstream = source('pstream.ts');
    const said = all(pstream, /_publish\('(\w+)'/g);
    expect({
      version: all(pstream, /PSTREAM_VERSION = '([\d.]+)'/g),
      said: said.toSorted(),
      ifNot: WHAT_TO_DO,
    }).toEqual({
      version: [pstreamVersion],
      said: clientMessageTypes.toSorted(),
      ifNot: WHAT_TO_DO,
    });
  });

  test('listens to the messages that the emulator sends, and to no others', () => {
    const heard = [
      ...all(source('call.ts'), /_pstream\.(?:on|addListener)\('(\w+)'/g),
      ...all(source('device.ts'), /_stream\.(?:on|addListener)\('(\w+)'/g),
      ...all(source('rtc/peerconnection.ts'), /pstream\.on\('(\w+)'/g),
    ];
    // `close` makes the SDK drop its connection for good; `transportClose` is its own. The emulator needs neither.
    expect({ heard: [...new Set(heard)].toSorted(), ifNot: WHAT_TO_DO }).toEqual({
      heard: [
        'ack',
        'answer',
        'cancel',
        'close',
        'connected',
        'error',
        'hangup',
        'invite',
        'message',
        'offline',
        'ready',
        'ringing',
        'transportClose',
      ],
      ifNot: WHAT_TO_DO,
    });
  });

  test('has the addresses, heartbeat and codes that the emulator builds on', () => {
    const facts = {
      address: /`wss:\/\/\$\{uri\}\/signal`/.test(source('regions.ts')),
      heartbeat: source('wstransport.ts').includes("message.data === '\\n'"),
      heartbeatTimeout: all(source('wstransport.ts'), /HEARTBEAT_TIMEOUT = (\d+)/g),
      longestComeBack: all(source('pstream.ts'), /MAX_RECONNECT_TIMEOUT_ALLOWED = (\d+)/g),
      tokenCodes: all(source('device.ts'), /code === (31\d{3})/g),
      busy: /31486,/.test(source('errors/index.ts')),
      privateOptions: ['chunderw', 'publishEvents', 'sounds'].filter((name) =>
        new RegExp(`\\b${name}\\?:`).test(source('device.ts')),
      ),
      ifNot: WHAT_TO_DO,
    };
    expect(facts).toEqual({
      address: true,
      heartbeat: true,
      heartbeatTimeout: ['15000'],
      longestComeBack: ['30'],
      tokenCodes: ['31201', '31204', '31205'],
      busy: true,
      privateOptions: ['chunderw', 'publishEvents', 'sounds'],
      ifNot: WHAT_TO_DO,
    });
  });

  test.each([
    ['pstream.ts', '3e642837e554c8c6'],
    ['wstransport.ts', '3a4e7bf555690755'],
    ['rtc/peerconnection.ts', 'e688f2f6094b95a4'],
    ['call.ts', '9369e521e84578f6'],
    ['device.ts', 'c3c3eca35f2f9203'],
  ])('is written in the same %s', (path, hash) => {
    const found = createHash('sha256').update(source(path)).digest('hex').slice(0, 16);
    expect({ path, hash: found, ifNot: WHAT_TO_DO }).toEqual({ path, hash, ifNot: WHAT_TO_DO });
  });
});
