import { describe, expect, test } from '@jest/globals';
import { spokenMoment } from './spoken-time.ts';

const ZONE = 'Europe/London';
const at = (iso: string) => Date.parse(`${iso}Z`);
/** A Tuesday in winter. */
const NOW = at('2026-03-03T14:00:00');

describe('a moment as callers hear it', () => {
  test.each([
    ['en-GB', '2026-03-03T17:30:00', 'today at 5:30 pm'],
    ['en-GB', '2026-03-04T09:00:00', 'tomorrow at 9 am'],
    ['en-US', '2026-03-06T12:00:00', 'on Friday at 12 pm'],
    ['en-GB', '2026-04-01T08:05:00', 'on 1 April at 9:05 am'],
    ['fr-FR', '2026-03-03T17:30:00', 'aujourd’hui à 17 h 30'],
    ['fr-CA', '2026-03-04T09:00:00', 'demain à 9 h'],
    ['fr-FR', '2026-03-06T12:00:00', 'vendredi à 12 h'],
    ['fr-FR', '2026-04-01T08:05:00', 'le 1er avril à 9 h 05'],
    ['fr-FR', '2026-03-12T10:00:00', 'le 12 mars à 10 h'],
    ['cy-GB', '2026-03-03T17:30:00', 'heddiw am 5:30 y prynhawn'],
    ['cy', '2026-03-04T09:00:00', 'yfory am 9 y bore'],
    ['cy-GB', '2026-03-06T19:00:00', 'ddydd Gwener am 7 yr hwyr'],
    ['cy-GB', '2026-04-01T08:05:00', 'ar 1 Ebrill am 9:05 y bore'],
  ])('in %s: %s is %s', (language, moment, words) => {
    expect(spokenMoment(at(moment), NOW, ZONE, language)).toBe(words);
  });

  test('is English in a language that the house does not speak, whatever its calendar calls the day', () => {
    expect(spokenMoment(at('2026-03-06T12:00:00'), NOW, ZONE, 'de-DE')).toBe('on Friday at 12 pm');
  });

  test('is only the day when it means its end', () => {
    expect(spokenMoment(at('2026-03-03T23:59:59'), NOW, ZONE, 'fr-FR')).toBe('aujourd’hui');
    expect(spokenMoment(at('2026-03-03T23:59:59'), NOW, ZONE, 'en-GB')).toBe('today');
  });
});
