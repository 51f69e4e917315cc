import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { estimateWait } from './estimate.ts';
import { spokenRange } from './words.ts';

const seconds = (...waits: readonly number[]) => waits.map((wait) => wait * 1_000);

describe('the estimated wait', () => {
  test('is not told on thin evidence', () => {
    expect(estimateWait(seconds(60, 60, 60, 60))).toBeNull();
    expect(estimateWait(seconds(60, 60, 60, 60, 60))).not.toBeNull();
  });

  test('is rather too long than too short', () => {
    expect(estimateWait(seconds(100, 100, 100, 100, 100))).toEqual({ fromSeconds: 60, toSeconds: 120 });
    expect(estimateWait(seconds(101, 101, 101, 101, 101))).toEqual({ fromSeconds: 60, toSeconds: 180 });
  });

  test('is not spoilt by one who waited for hours among many', () => {
    const waits = seconds(...Array.from({ length: 19 }, () => 30), 7_200);
    expect(estimateWait(waits)).toEqual({ fromSeconds: 0, toSeconds: 60 });
  });

  test('is an honest range: nine in ten of those who were counted waited less than its upper end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9_000_000 }), { minLength: 5, maxLength: 20 }),
        (waits) => {
          const range = estimateWait(waits);
          if (range === null) throw new Error('there is evidence');
          expect(range.fromSeconds).toBeLessThan(range.toSeconds);
          const within = waits.filter((wait) => wait / 1_000 <= range.toSeconds).length;
          expect(within / waits.length).toBeGreaterThanOrEqual(0.9);
        },
      ),
    );
  });

  test.each([
    [0, 60, 'less than a minute'],
    [0, 120, 'less than 2 minutes'],
    [60, 120, 'between 1 and 2 minutes'],
    [300, 900, 'between 5 and 15 minutes'],
  ])('from %i to %i seconds is spoken as: %s', (fromSeconds, toSeconds, words) => {
    expect(spokenRange({ fromSeconds, toSeconds }, 'en-GB')).toBe(words);
  });
});
