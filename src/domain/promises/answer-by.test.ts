import { expect, test } from '@jest/globals';
import { deadlineOf } from './answer-by.ts';

const LONDON = 'Europe/London';
const at = (time: string) => Date.parse(time);

test.each([
  ['by five today', '2026-03-02T10:00Z', '2026-03-02T17:00Z'],
  ['today', '2026-03-02T10:00Z', '2026-03-02T18:00Z'],
  ['within two hours', '2026-03-02T10:00Z', '2026-03-02T12:00Z'],
  ['within the hour', '2026-03-02T10:00Z', '2026-03-02T11:00Z'],
  ['within half an hour', '2026-03-02T10:00Z', '2026-03-02T10:30Z'],
  ['in 20 minutes', '2026-03-02T10:00Z', '2026-03-02T10:20Z'],
  ['tomorrow', '2026-03-02T10:00Z', '2026-03-03T18:00Z'],
  ['by tomorrow noon', '2026-03-02T10:00Z', '2026-03-03T12:00Z'],
  ['by 14:30', '2026-03-02T10:00Z', '2026-03-02T14:30Z'],
  ['by 9 am tomorrow', '2026-03-02T10:00Z', '2026-03-03T09:00Z'],
  ['by 3 pm', '2026-03-02T10:00Z', '2026-03-02T15:00Z'],
  ['as soon as we can', '2026-03-02T10:00Z', '2026-03-02T18:00Z'],
])('"%s", said at %s, falls due at %s', (words, said, due) => {
  expect(deadlineOf(words, at(said), LONDON)).toBe(at(due));
});

test('a time of day is that of the business, also when the clocks change in between', () => {
  const saturday = at('2026-03-28T10:00Z');
  expect(deadlineOf('by tomorrow noon', saturday, LONDON)).toBe(at('2026-03-29T11:00Z'));
});

test.each(['by five today', 'today', 'by noon', 'whenever'])(
  'what was said too late for its own words ("%s" at 21:00) is due at the end of the day, never before it was said',
  (words) => {
    const late = at('2026-03-02T21:00Z');
    expect(deadlineOf(words, late, LONDON)).toBe(at('2026-03-02T23:59:59.999Z'));
  },
);
