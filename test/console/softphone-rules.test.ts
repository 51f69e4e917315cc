import { describe, expect, test } from '@jest/globals';
import { emulatedLineOptions, plainSignalUrl } from '../../src/console/softphone/emulated-line.ts';
import { qualityOf } from '../../src/console/softphone/quality.ts';
import { voiceOrigins } from '../../src/http/voice-origins.ts';
import { reachabilityOf, stoodStillMs, type Facts } from '../../src/console/softphone/reachability.ts';

const well: Facts = { asleep: false, microphone: 'open', speaker: 'open', line: 'ready', inCall: false };

describe('whether calls may be offered to a tab', () => {
  test('all is well: ready', () => {
    expect(reachabilityOf(well)).toEqual({ state: 'ready' });
  });

  test.each([
    [{ microphone: 'lost' }, 'microphone'],
    [{ speaker: 'blocked' }, 'speaker'],
    [{ asleep: true }, 'asleep'],
    [{ line: 'down' }, 'line'],
  ] as const)('%j: lost, with the reason', (fact, reason) => {
    expect(reachabilityOf({ ...well, ...fact })).toEqual({ state: 'lost', reason });
  });

  test('what the person can mend is told before what mends itself', () => {
    expect(reachabilityOf({ ...well, line: 'down', microphone: 'lost' })).toEqual({
      state: 'lost',
      reason: 'microphone',
    });
  });

  test('a line that is being opened is neither ready nor lost', () => {
    expect(reachabilityOf({ ...well, line: 'connecting' })).toEqual({ state: 'connecting' });
  });

  test('a call outlives its signalling', () => {
    expect(reachabilityOf({ ...well, line: 'down', inCall: true })).toEqual({ state: 'ready' });
  });
});

describe('a tab that stood still', () => {
  test('is known by a clock that did not tick', () => {
    expect(stoodStillMs(1_000, 61_000, 1_000)).toBe(60_000);
  });

  test('is not suspected when the machine is only busy', () => {
    expect(stoodStillMs(1_000, 9_000, 1_000)).toBe(0);
  });
});

describe('the emulator is dialled plainly', () => {
  test.each([
    ['wss://127.0.0.1:3001/signal', 'ws://127.0.0.1:3001/signal'],
    ['wss://127.0.0.1:3001', 'ws://127.0.0.1:3001'],
  ])('%s', (url, plain) => {
    expect(plainSignalUrl(url, '127.0.0.1:3001')).toBe(plain);
  });

  test.each([
    'wss://voice-js.roaming.twilio.com/signal',
    'wss://127.0.0.1:30010/signal',
    'wss://127.0.0.1:3001.example.com/signal',
    'ws://127.0.0.1:3000/socket.io/',
  ])('and nothing else: %s', (url) => {
    expect(plainSignalUrl(url, '127.0.0.1:3001')).toBe(url);
  });

  test('with no word to Twilio about it', () => {
    expect(emulatedLineOptions('127.0.0.1:3001')).toEqual({
      chunderw: '127.0.0.1:3001',
      publishEvents: false,
    });
  });
});

describe('how good the line is', () => {
  const none = new Set<string>();

  test.each([
    [[4.4, 4.4], 'good'],
    [[3.9, 3.6], 'fair'],
    [[3.2, 3], 'poor'],
    [[], 'measuring'],
  ] as const)('scores %j are %s', (scores, grade) => {
    expect(qualityOf(scores, none).grade).toBe(grade);
  });

  test('a warning says what it means, the worst first', () => {
    expect(qualityOf([4.4], new Set(['high-rtt', 'low-bytes-received']))).toEqual({
      grade: 'poor',
      words: 'No sound arrives from the other side.',
    });
  });

  test('a warning that says nothing to a person is left out', () => {
    expect(qualityOf([4.4], new Set(['constant-audio-output-level'])).grade).toBe('good');
  });
});

describe('where the page may connect to for a call', () => {
  const twilio = { accountSid: 'AC1', authToken: 'secret' };

  test('on the emulator: to this computer and nowhere outside', () => {
    expect(voiceOrigins({ twilio: null, emulatorPort: 3001 })).toEqual([
      'ws://127.0.0.1:3001',
      'ws://localhost:3001',
    ]);
  });

  test('with a stand-in for Twilio: to the stand-in', () => {
    expect(voiceOrigins({ twilio: { ...twilio, apiBaseUrl: 'http://127.0.0.1:4010' } })).toEqual([
      'ws://127.0.0.1:4010',
      'ws://localhost:4010',
    ]);
  });

  test('on Twilio: to its signalling and its measurements, all by name and all encrypted', () => {
    const origins = voiceOrigins({ twilio });
    expect(origins).toEqual(
      expect.arrayContaining([
        'wss://voice-js.roaming.twilio.com',
        'wss://voice-js.dublin.twilio.com',
        'https://eventgw.us1.twilio.com',
      ]),
    );
    expect(origins.filter((each) => !/^(wss|https):\/\/[a-z0-9.-]+\.twilio\.com$/.test(each))).toEqual([]);
    expect(origins.filter((each) => !/eventgw(\.[a-z0-9]+)?\.twilio|voice-js\./.test(each))).toEqual([]);
  });
});
