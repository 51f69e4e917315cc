import { describe, expect, it } from '@jest/globals';
import type { Hours } from './business.ts';
import { openingSentence } from './opening-words.ts';

function withWeek(weekly: Hours['weekly'], languages = ['en-GB']) {
  return { hours: { main: { weekly, exceptions: [] } }, languages };
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
    expect(openingSentence(week)).toBe(
      'We are here Monday to Friday from 09:00 to 17:30, and Saturday from 09:00 to 12:00.',
    );
  });

  it('tells a lunch break, and two days in a row', () => {
    const split: [string, string][] = [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ];
    expect(openingSentence(withWeek({ tue: split, wed: split }))).toBe(
      'We are here Tuesday and Wednesday from 09:00 to 12:00 and from 13:00 to 17:00.',
    );
  });

  it('says nothing of a business that is always there, or that answers in another language', () => {
    const always: [string, string][] = [['00:00', '24:00']];
    const day = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((name) => [name, always]),
    );
    expect(openingSentence(withWeek(day))).toBe('');
    expect(openingSentence(withWeek({ mon: [['09:00', '17:00']] }, ['fr-FR']))).toBe('');
  });
});
