import { describe, expect, test } from '@jest/globals';
import { Hours } from './business.ts';
import { createHolidayLookup, knowsHolidaysOf } from './holidays.ts';
import { openAt } from './hours.ts';

const LONDON = 'Europe/London';
const never = () => null;
const at = (iso: string): number => Date.parse(iso);
const hours = (rest: object): Hours => Hours.parse(rest);

describe('the week', () => {
  const office = hours({
    weekly: {
      mon: [
        ['09:00', '12:30'],
        ['13:30', '17:00'],
      ],
      fri: [['09:00', '16:00']],
    },
  });

  test('a moment inside a span is open until its end', () => {
    expect(openAt(office, LONDON, at('2026-01-05T09:00Z'), never)).toEqual({
      open: true,
      until: at('2026-01-05T12:30Z'),
    });
  });

  test('the end itself is closed, and the afternoon opens next', () => {
    expect(openAt(office, LONDON, at('2026-01-05T12:30Z'), never)).toEqual({
      open: false,
      opensNext: at('2026-01-05T13:30Z'),
      why: 'hours',
      day: null,
    });
  });

  test('after the last span the next day that has one opens next', () => {
    expect(openAt(office, LONDON, at('2026-01-05T17:00Z'), never)).toMatchObject({
      opensNext: at('2026-01-09T09:00Z'),
    });
  });

  test('a business without hours never opens', () => {
    expect(openAt(hours({ weekly: {} }), LONDON, at('2026-01-05T10:00Z'), never)).toMatchObject({
      open: false,
      opensNext: null,
    });
  });

  test('round the clock never closes', () => {
    const day = [['00:00', '24:00']];
    const always = hours({
      weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
    });
    expect(openAt(always, LONDON, at('2026-01-05T23:59Z'), never)).toEqual({ open: true, until: null });
  });

  test('a span past midnight belongs to the evening it began on', () => {
    const bar = hours({ weekly: { sat: [['18:00', '02:00']] } });
    expect(openAt(bar, LONDON, at('2026-01-11T01:59Z'), never)).toEqual({
      open: true,
      until: at('2026-01-11T02:00Z'),
    });
    expect(openAt(bar, LONDON, at('2026-01-11T02:00Z'), never)).toMatchObject({
      open: false,
      opensNext: at('2026-01-17T18:00Z'),
    });
  });

  test('a time zone that does not exist is named', () => {
    expect(() => openAt(office, 'Europe/Londn', 0, never)).toThrow('"Europe/Londn" is not a time zone');
  });
});

describe('when the clocks change', () => {
  const early = hours({ weekly: { sun: [['00:30', '03:00']], mon: [['09:00', '17:00']] } });

  test('forward: wall time is kept, so the night is an hour shorter', () => {
    // 29 March 2026: 01:00 GMT becomes 02:00 BST.
    expect(openAt(early, LONDON, at('2026-03-29T00:30Z'), never)).toEqual({
      open: true,
      until: at('2026-03-29T02:00Z'),
    });
    expect(openAt(early, LONDON, at('2026-03-29T02:00Z'), never)).toMatchObject({
      open: false,
      opensNext: at('2026-03-30T08:00Z'),
    });
  });

  test('forward: an opening time that the night skips opens when the skipped hour would have', () => {
    const skipped = hours({ weekly: { sun: [['01:30', '05:00']] } });
    expect(openAt(skipped, LONDON, at('2026-03-29T01:29Z'), never)).toMatchObject({
      opensNext: at('2026-03-29T01:30Z'),
    });
  });

  test('back: the night is an hour longer', () => {
    // 25 October 2026: 02:00 BST becomes 01:00 GMT.
    expect(openAt(early, LONDON, at('2026-10-24T23:30Z'), never)).toEqual({
      open: true,
      until: at('2026-10-25T03:00Z'),
    });
    expect(openAt(early, LONDON, at('2026-10-25T03:00Z'), never)).toMatchObject({
      opensNext: at('2026-10-26T09:00Z'),
    });
  });

  test('back: a closing time that comes twice closes at the second', () => {
    const twice = hours({ weekly: { sun: [['00:00', '01:30']] } });
    expect(openAt(twice, LONDON, at('2026-10-25T00:45Z'), never)).toEqual({
      open: true,
      until: at('2026-10-25T01:30Z'),
    });
  });

  test('the same local hours hold on both sides of the change', () => {
    expect(openAt(early, LONDON, at('2026-03-23T09:00Z'), never).open).toBe(true);
    expect(openAt(early, LONDON, at('2026-03-30T08:00Z'), never).open).toBe(true);
    expect(openAt(early, LONDON, at('2026-03-30T07:59Z'), never).open).toBe(false);
  });
});

describe('days that are different', () => {
  const shop = hours({
    weekly: { mon: [['09:00', '17:00']], fri: [['09:00', '17:00']], sat: [['09:00', '12:00']] },
    holidays: { country: 'GB', region: 'ENG' },
    exceptions: [
      { date: '2026-12-26', open: [['11:00', '13:00']], why: 'Boxing Day sale' },
      { date: '2026-01-05', open: [], why: 'stocktaking' },
    ],
  });
  const holidays = createHolidayLookup();

  test('a public holiday is closed, by its name', () => {
    expect(openAt(shop, LONDON, at('2026-12-25T10:00Z'), holidays)).toEqual({
      open: false,
      opensNext: at('2026-12-26T11:00Z'),
      why: 'holiday',
      day: 'Christmas Day',
    });
  });

  test('a substitute day is a holiday too', () => {
    expect(openAt(shop, LONDON, at('2026-12-28T10:00Z'), holidays)).toMatchObject({
      open: false,
      why: 'holiday',
    });
  });

  test('an exception beats the holiday and the week', () => {
    expect(openAt(shop, LONDON, at('2026-12-26T12:00Z'), holidays)).toEqual({
      open: true,
      until: at('2026-12-26T13:00Z'),
    });
    expect(openAt(shop, LONDON, at('2026-01-05T10:00Z'), holidays)).toMatchObject({
      why: 'exception',
      day: 'stocktaking',
    });
  });

  test('a region keeps its own holidays', () => {
    expect(holidays({ country: 'GB', region: 'SCT' }, '2026-01-02')).not.toBeNull();
    expect(holidays({ country: 'GB', region: 'ENG' }, '2026-01-02')).toBeNull();
  });

  test('a place that the tables do not know is told apart', () => {
    expect(knowsHolidaysOf({ country: 'GB', region: 'ENG' })).toBe(true);
    expect(knowsHolidaysOf({ country: 'GB', region: 'XYZ' })).toBe(false);
    expect(knowsHolidaysOf({ country: 'ZZ' })).toBe(false);
  });
});
