import { describe, expect, test } from '@jest/globals';
import { moneyFrom, moneyWords } from '../../src/console/components/money.ts';
import {
  fromLocalInput,
  lengthWords,
  localInput,
  longSpan,
  whenWords,
} from '../../src/console/components/when.ts';
import { minutesFrom } from '../../src/console/screens/matrix/duration.ts';

describe('an amount of money', () => {
  test.each([
    ['80', 8_000],
    ['80.5', 8_050],
    ['80,50', 8_050],
    ['1,250.00', 125_000],
    ['1 250,00', 125_000],
    [' 0.01 ', 1],
    // A float would make 114.94999… of it.
    ['1.15', 115],
  ])('%s is taken as %i pence', (typed, pence) => {
    expect(moneyFrom(typed, 'GBP')).toBe(pence);
  });

  test.each(['', '0', '-5', '£80', '80.505', '1e3', 'eighty', '99999999999999999'])('%s is none', (typed) => {
    expect(moneyFrom(typed, 'GBP')).toBeNull();
  });

  test('has as many decimals as its currency', () => {
    expect(moneyFrom('500', 'JPY')).toBe(500);
    expect(moneyFrom('500.50', 'JPY')).toBeNull();
    expect(moneyWords(8_000, 'GBP')).toBe('£80.00');
  });
});

describe('a moment in the zone of a business', () => {
  const now = Date.UTC(2026, 2, 2, 12, 0);

  test.each([
    [Date.UTC(2026, 2, 2, 14, 30), '14:30'],
    [Date.UTC(2026, 2, 3, 9, 0), 'tomorrow 09:00'],
    [Date.UTC(2026, 2, 1, 9, 0), 'yesterday 09:00'],
    [Date.UTC(2026, 2, 6, 9, 0), 'Fri 09:00'],
    [Date.UTC(2026, 2, 16, 9, 0), 'Mon 16 Mar 09:00'],
  ])('%i is named as people name it: %s', (at, words) => {
    expect(whenWords(at, now, 'Europe/London')).toBe(words);
  });

  test('is tomorrow where it is tomorrow there', () => {
    expect(whenWords(Date.UTC(2026, 2, 2, 20, 0), now, 'Asia/Tokyo')).toBe('tomorrow 05:00');
  });

  test.each([
    ['2026-03-29T09:00', Date.UTC(2026, 2, 29, 8, 0)],
    ['2026-03-28T23:30', Date.UTC(2026, 2, 28, 23, 30)],
    ['2026-10-25T00:30', Date.UTC(2026, 9, 24, 23, 30)],
    ['2026-10-25T09:00', Date.UTC(2026, 9, 25, 9, 0)],
    ['2026-10-26T00:00', Date.UTC(2026, 9, 26, 0, 0)],
  ])('%s, typed on a day on which the clocks change, is meant there', (text, at) => {
    expect(fromLocalInput(text, 'Europe/London')).toBe(at);
    expect(localInput(at, 'Europe/London')).toBe(text);
  });

  test('that does not exist is none', () => {
    expect(fromLocalInput('soon', 'Europe/London')).toBeNull();
  });
});

describe('a length of time', () => {
  test.each([
    ['2 h', 120],
    ['90 min', 90],
    ['90', 90],
    ['1 d 4 h', 1_680],
    ['1d4h30m', 1_710],
    ['2 days', 2_880],
  ])('%s is %i minutes', (typed, minutes) => {
    expect(minutesFrom(typed)).toBe(minutes);
  });

  test.each(['', 'soon', '0', '-2 h', '400 d'])('%s is none', (typed) => {
    expect(minutesFrom(typed)).toBeNull();
  });

  test('is written as it can be read back', () => {
    for (const minutes of [1, 45, 60, 90, 1_440, 1_710])
      expect(minutesFrom(lengthWords(minutes * 60_000))).toBe(minutes);
  });

  test('counts in hours for two days, then in days', () => {
    expect(longSpan(47_000)).toBe('0:47');
    expect(longSpan(3_725_000)).toBe('1:02:05');
    expect(longSpan(3 * 86_400_000 + 4 * 3_600_000)).toBe('3 d 4 h');
  });
});
