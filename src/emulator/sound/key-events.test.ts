import { describe, expect, test } from '@jest/globals';
import { KeyEvents, keyPayloadType } from './key-events.ts';

const packet = (event: number, isEnd = false) => Uint8Array.of(event, isEnd ? 0x8a : 0x0a, 0, 160);

describe('keys as telephone events', () => {
  test('a key that comes in ten packets is told once, and the same key pressed again once more', () => {
    const keys = new KeyEvents();
    const told: (string | null)[] = [];
    for (const timestamp of [1000, 5000]) {
      for (let nth = 0; nth < 10; nth++) told.push(keys.keyOf(timestamp, packet(5, nth > 6)));
    }
    expect(told.filter((key) => key !== null)).toEqual(['5', '5']);
  });

  test('knows star, hash and the letters, and nothing else', () => {
    const keys = new KeyEvents();
    const told = [0, 9, 10, 11, 12, 15, 16].map((event, nth) => keys.keyOf(nth * 1000, packet(event)));
    expect(told).toEqual(['0', '9', '*', '#', 'A', 'D', null]);
  });

  test('a late packet of an earlier key is no new key, also where timestamps begin anew', () => {
    const keys = new KeyEvents();
    expect(keys.keyOf(0xffff_ff00, packet(1))).toBe('1');
    expect(keys.keyOf(0x0000_0100, packet(2))).toBe('2');
    expect(keys.keyOf(0xffff_ff00, packet(1, true))).toBeNull();
  });

  test('a packet too short to be one is none', () => {
    expect(new KeyEvents().keyOf(1, Uint8Array.of(1, 2))).toBeNull();
  });

  test('the number of the events is read from the SDP, at the clock of the telephone', () => {
    const sdp = 'a=rtpmap:110 telephone-event/48000\r\na=rtpmap:101 telephone-event/8000\r\n';
    expect(keyPayloadType(sdp)).toBe(101);
    expect(keyPayloadType('a=rtpmap:0 PCMU/8000')).toBeNull();
  });
});
