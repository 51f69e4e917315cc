import { describe, expect, test } from '@jest/globals';
import { ringOf } from './line.ts';
import { ringOwner } from './ring-owner.ts';
import { createUrls } from './twilio/urls.ts';
import { roadOf } from './twilio/webhook-paths.ts';

describe('a ring knows for whom it rings', () => {
  test('a ring of a noun names the noun, its instance and which ring it is', () => {
    expect(ringOwner(ringOf('notices', '0192-ab.c1.n2', 3))).toEqual({
      noun: 'notices',
      id: '0192-ab.c1.n2',
      n: 3,
    });
  });

  test('every other id is the attempt of an offer', () => {
    expect(ringOwner('0192-ab.q1.o1')).toEqual({ noun: 'offers', attempt: '0192-ab.q1.o1' });
    expect(ringOwner('notices/x')).toEqual({ noun: 'offers', attempt: 'notices/x' });
  });

  test.each(['0192-ab.q1.o1', '0192.q1.o1~phone', ringOf('callbacks', '0192-ab.cb', 2)])(
    'the address that the telephone company calls back leads to the same attempt: %s',
    (attempt) => {
      const address = new URL(createUrls('https://calls.example.com').ring(attempt));
      expect(roadOf(address.pathname)).toEqual({ road: 'ring', attempt });
    },
  );

  test('a path with too many or empty parts is no ring', () => {
    expect(roadOf('/twilio/ring/notices/x')).toBeNull();
    expect(roadOf('/twilio/ring/notices//1')).toBeNull();
    expect(roadOf('/twilio/ring/notices/x/1/2')).toBeNull();
  });
});
