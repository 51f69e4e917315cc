import { describe, expect, it } from '@jest/globals';
import type { Hours } from './business.ts';
import { openingSentence } from './opening-words.ts';

function withWeek(weekly: Hours['weekly']) {
  return { hours: { main: { weekly, exceptions: [] } } };
}

describe('the sentence that says when a business is there', () => {
  it('joins days with the same hours', () => {
    const nine: [string, string][] = [['09:00', '17:30']];
    const week = withWeek({
      mon: nine,
      tue: nine,
      wed: nine,
      thu: nine,
      fri: nine,
      sat: [['09:00', '12:00']],
    });
    expect(openingSentence(week, 'en-GB')).toBe(
      'We are here Monday to Friday from 09:00 to 17:30, and Saturday from 09:00 to 12:00.',
    );
  });

  it('tells a lunch break, and two days in a row', () => {
    const split: [string, string][] = [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ];
    expect(openingSentence(withWeek({ tue: split, wed: split }), 'en-GB')).toBe(
      'We are here Tuesday and Wednesday from 09:00 to 12:00 and from 13:00 to 17:00.',
    );
  });

  it('says nothing of a business that is always there, or in a language that the house does not speak', () => {
    const always: [string, string][] = [['00:00', '24:00']];
    const day = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((name) => [name, always]),
    );
    expect(openingSentence(withWeek(day), 'en-GB')).toBe('');
    expect(openingSentence(withWeek({ mon: [['09:00', '17:00']] }), 'de-DE')).toBe('');
  });

  it('is said in the caller’s language', () => {
    const week = withWeek({
      mon: [['08:30', '18:00']],
      tue: [['08:30', '18:00']],
      wed: [['08:30', '18:00']],
      sat: [['09:00', '24:00']],
    });
    expect(openingSentence(week, 'fr-FR')).toBe(
      'Nous sommes là du lundi au mercredi de 8 h 30 à 18 h, et le samedi de 9 h à minuit.',
    );
    expect(openingSentence(week, 'cy')).toBe(
      'Rydym yma o ddydd Llun i ddydd Mercher rhwng 08:30 a 18:00, ac ar ddydd Sadwrn rhwng 09:00 a 24:00.',
    );
  });
});
