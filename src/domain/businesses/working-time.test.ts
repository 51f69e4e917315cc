import { describe, expect, test } from '@jest/globals';
import { Dice } from '../../../test/harness/dice.ts';
import { HOUR, MINUTE } from '../../kernel/duration.ts';
import { Hours } from './business.ts';
import { createHolidayLookup } from './holidays.ts';
import { addWorkingTime, workingTimeBetween, type WorkingTime } from './working-time.ts';

const LONDON = 'Europe/London';
const NEW_YORK = 'America/New_York';
const holidays = createHolidayLookup();
const at = (iso: string) => Date.parse(iso);
const nine = ['09:00', '17:00'] as const;
const office = Hours.parse({
  weekly: { mon: [nine], tue: [nine], wed: [nine], thu: [nine], fri: [nine] },
  holidays: { country: 'GB', region: 'ENG' },
});
/** A lunch break, a short Friday, and a night that runs past midnight. */
const odd = Hours.parse({
  weekly: {
    mon: [
      ['08:30', '13:00'],
      ['14:00', '18:00'],
    ],
    wed: [['22:00', '03:00']],
    fri: [['08:30', '12:00']],
    sat: [['23:00', '04:30']],
    sun: [['00:30', '03:00']],
  },
  holidays: { country: 'US', region: 'NY' },
});

const add = (spec: WorkingTime, zone: string, from: string, ms: number) => {
  const found = addWorkingTime(spec, zone, at(from), ms, holidays);
  return found === null ? null : new Date(found).toISOString();
};

describe('a deadline in working time', () => {
  test('ends the same day when there is time enough, and exactly at closing time when it ends there', () => {
    expect(add(office, LONDON, '2026-03-04T09:00Z', 2 * HOUR)).toBe('2026-03-04T11:00:00.000Z');
    expect(add(office, LONDON, '2026-03-04T15:00Z', 2 * HOUR)).toBe('2026-03-04T17:00:00.000Z');
  });

  test('goes on after the weekend', () => {
    expect(add(office, LONDON, '2026-03-06T16:50Z', 2 * HOUR)).toBe('2026-03-09T10:50:00.000Z');
    expect(add(office, LONDON, '2026-03-07T12:00Z', MINUTE)).toBe('2026-03-09T09:01:00.000Z');
  });

  test('passes over public holidays', () => {
    // Good Friday 3 April and Easter Monday 6 April 2026; British Summer Time.
    expect(add(office, LONDON, '2026-04-02T15:30Z', HOUR)).toBe('2026-04-07T08:30:00.000Z');
  });

  test('passes over a lunch break and runs on past midnight', () => {
    expect(add(odd, LONDON, '2026-01-05T12:30Z', HOUR)).toBe('2026-01-05T14:30:00.000Z');
    expect(add(odd, LONDON, '2026-01-07T23:00Z', 3 * HOUR)).toBe('2026-01-08T02:00:00.000Z');
    expect(add(odd, LONDON, '2026-01-08T02:00Z', 2 * HOUR)).toBe('2026-01-09T09:30:00.000Z');
  });

  test('counts the lost and the doubled hour as they are lived: London', () => {
    const nights = Hours.parse({ weekly: { sun: [['00:00', '06:00']] } });
    // 29 March 2026: the night is five hours long; 25 October 2026: seven.
    expect(add(nights, LONDON, '2026-03-29T00:00Z', 3 * HOUR)).toBe('2026-03-29T03:00:00.000Z');
    expect(
      workingTimeBetween(nights, LONDON, at('2026-03-28T12:00Z'), at('2026-03-29T12:00Z'), holidays),
    ).toBe(5 * HOUR);
    expect(add(nights, LONDON, '2026-10-24T23:00Z', 6.5 * HOUR)).toBe('2026-10-25T05:30:00.000Z');
    expect(
      workingTimeBetween(nights, LONDON, at('2026-10-24T12:00Z'), at('2026-10-25T12:00Z'), holidays),
    ).toBe(7 * HOUR);
  });

  test('keeps the wall time on both sides of the change: New York', () => {
    const weekdays = Hours.parse({ weekly: { fri: [nine], mon: [nine] } });
    // Forward on 8 March, back on 1 November 2026.
    expect(add(weekdays, NEW_YORK, '2026-03-06T21:00Z', 2 * HOUR)).toBe('2026-03-09T14:00:00.000Z');
    expect(add(weekdays, NEW_YORK, '2026-10-30T20:00Z', 2 * HOUR)).toBe('2026-11-02T15:00:00.000Z');
    const nights = Hours.parse({ weekly: { sun: [['00:00', '04:00']] } });
    expect(
      workingTimeBetween(nights, NEW_YORK, at('2026-03-08T00:00Z'), at('2026-03-09T00:00Z'), holidays),
    ).toBe(3 * HOUR);
    expect(
      workingTimeBetween(nights, NEW_YORK, at('2026-11-01T00:00Z'), at('2026-11-02T00:00Z'), holidays),
    ).toBe(5 * HOUR);
  });

  test('round the clock is the time itself', () => {
    expect(add('round-the-clock', LONDON, '2026-03-28T23:00Z', 24 * HOUR)).toBe('2026-03-29T23:00:00.000Z');
  });

  test('a business that never opens has no such moment', () => {
    expect(add(Hours.parse({ weekly: {} }), LONDON, '2026-03-04T09:00Z', MINUTE)).toBeNull();
  });
});

describe('adding and measuring agree', () => {
  const specs: readonly (readonly [string, WorkingTime, string])[] = [
    ['office hours in London', office, LONDON],
    ['odd hours in New York', odd, NEW_YORK],
    ['odd hours in London', odd, LONDON],
    ['round the clock', 'round-the-clock', LONDON],
  ];

  test.each(specs)('for any start and length: %s', (_name, spec, zone) => {
    const dice = new Dice(4_711);
    for (let round = 0; round < 30; round += 1) {
      // Around the changes of the clocks and the holidays of spring and winter.
      const from = at('2026-02-20T00:00Z') + Math.floor(dice.roll() * 300 * 24 * 60) * MINUTE;
      const long = Math.floor(dice.roll() * 24 * 60) * MINUTE;
      const longer = long + 1 + Math.floor(dice.roll() * 10 * HOUR);
      const end = addWorkingTime(spec, zone, from, long, holidays);
      const later = addWorkingTime(spec, zone, from, longer, holidays);
      if (end === null || later === null) throw new Error('These businesses do open.');
      expect(workingTimeBetween(spec, zone, from, end, holidays)).toBe(long);
      expect(workingTimeBetween(spec, zone, from, later, holidays)).toBe(longer);
      expect(later).toBeGreaterThan(end);
      // In two pieces it is the same moment.
      const half = addWorkingTime(spec, zone, from, Math.floor(long / 2), holidays) ?? from;
      expect(addWorkingTime(spec, zone, half, long - Math.floor(long / 2), holidays)).toBe(end);
    }
  });
});
