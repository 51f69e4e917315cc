import { describe, expect, test } from '@jest/globals';
import { nextAllowed, quietAfter, zonesOf } from './quiet-hours.ts';

const DAY: readonly [string, string] = ['08:00', '21:00'];
const at = (iso: string) => Date.parse(iso);
const when = (iso: string, ...zones: string[]) => new Date(nextAllowed(at(iso), zones, DAY)).toISOString();

describe('the hours of the customer', () => {
  test('by day it is now, by night it is the morning', () => {
    expect(when('2026-01-05T10:00:00Z', 'Europe/London')).toBe('2026-01-05T10:00:00.000Z');
    expect(when('2026-01-05T21:00:00Z', 'Europe/London')).toBe('2026-01-06T08:00:00.000Z');
    expect(when('2026-01-05T03:00:00Z', 'Europe/London')).toBe('2026-01-05T08:00:00.000Z');
  });

  test('are times of the wall, on the days on which the clocks change as well', () => {
    expect(when('2026-03-29T05:00:00Z', 'Europe/London')).toBe('2026-03-29T07:00:00.000Z');
    expect(when('2026-10-24T22:00:00Z', 'Europe/London')).toBe('2026-10-25T08:00:00.000Z');
  });

  test('hold in every zone of a country that has several', () => {
    // Nine in New York is three in the night in Honolulu; it is eight there at one or two in the afternoon.
    expect(when('2026-01-05T14:00:00Z', ...zonesOf('US', 'Europe/London'))).toBe('2026-01-05T18:00:00.000Z');
  });

  test('where two zones have no hour in common, the first one’s count', () => {
    expect(when('2026-01-05T10:00:00Z', 'Europe/London', 'Pacific/Auckland')).toMatch(/^2026-01-/);
  });

  test('end at the next evening', () => {
    expect(new Date(quietAfter(at('2026-01-05T10:00:00Z'), ['Europe/London'], DAY)).toISOString()).toBe(
      '2026-01-05T21:00:00.000Z',
    );
    expect(new Date(quietAfter(at('2026-01-05T21:00:00Z'), ['Europe/London'], DAY)).toISOString()).toBe(
      '2026-01-06T21:00:00.000Z',
    );
  });

  test('of a country that is not known are the business’s own', () => {
    expect(zonesOf(null, 'Europe/London')).toEqual(['Europe/London']);
    expect(zonesOf('XX', 'Europe/London')).toEqual(['Europe/London']);
    expect(zonesOf('FR', 'Europe/London')).toEqual(['Europe/Paris']);
  });
});
