import { describe, expect, test } from '@jest/globals';
import { given } from '../../../test/harness/given.ts';
import { decideDigest, nextAt } from './decide.ts';
import type { DailyDigest, DigestFacts } from './digest.ts';
import { evolveDigest } from './evolve.ts';

const initial: DailyDigest = { status: 'none' };
const rules = { name: 'digests', initial, decide: decideDigest, evolve: evolveDigest } as const;
const at = (time: string) => Date.parse(time);
const NIGHT = at('2026-03-02T02:00Z');
const quiet: DigestFacts = { businessName: 'Brightwick', people: [] };
const set = {
  type: 'DigestSet',
  businessId: 'shop',
  at: NIGHT,
  time: '08:30',
  timezone: 'Europe/London',
  next: at('2026-03-02T08:30Z'),
} as const;

describe('the hour of the digest', () => {
  test.each([
    ['2026-03-02T02:00Z', '2026-03-02T08:30Z'],
    ['2026-03-02T08:30Z', '2026-03-03T08:30Z'],
    // The clocks go forward in the night to 29 March, and back in the night to 25 October.
    ['2026-03-28T09:00Z', '2026-03-29T07:30Z'],
    ['2026-10-24T09:00Z', '2026-10-25T08:30Z'],
  ])('is wall time: after %s it is %s', (now, next) => {
    expect(nextAt('08:30', 'Europe/London', at(now))).toBe(at(next));
  });
});

test('is set with the business, once, and stopped with it', () => {
  const keep = { type: 'KeepDigest', at: '08:30', timezone: 'Europe/London' } as const;
  expect(given(rules).when(keep, { facts: quiet, at: NIGHT, id: 'shop' }).answer).toMatchObject({
    events: [{ type: 'DigestSet', next: at('2026-03-02T08:30Z') }],
    timers: [{ set: 'due', at: at('2026-03-02T08:30Z') }],
  });
  given(rules, set).when(keep, { facts: quiet, at: NIGHT, id: 'shop' }).thenNothing();
  const none = { ...keep, at: null };
  given(rules).when(none, { facts: quiet, at: NIGHT, id: 'shop' }).thenNothing();
  expect(given(rules, set).when(none, { facts: quiet, id: 'shop' }).thenState()).toEqual({ status: 'none' });
});

test('each person gets one e-mail a day with what nobody has taken, and the next one is due tomorrow', () => {
  const facts: DigestFacts = {
    businessName: 'Brightwick',
    people: [
      {
        personId: 'tom',
        name: 'Tom',
        messages: [
          { from: 'Mrs Byrne', summary: 'The blue chair', takenAt: at('2026-03-01T16:05Z') },
          { from: '+447700900555', summary: 'Spoken message: listen to it', takenAt: NIGHT },
        ],
      },
    ],
  };
  const due = at('2026-03-02T08:30Z');
  expect(given(rules, set).when({ type: 'DigestDue' }, { facts, at: due, id: 'shop' }).answer).toMatchObject({
    events: [
      {
        type: 'DigestSent',
        next: at('2026-03-03T08:30Z'),
        notices: [
          {
            id: 'shop.d1.1',
            wanted: {
              to: { kind: 'person', id: 'tom' },
              way: 'email',
              subject: 'Brightwick: 2 messages wait for you',
              text: expect.stringContaining('Sun 1 Mar, 16:05, from Mrs Byrne: The blue chair'),
            },
          },
        ],
      },
    ],
    timers: [{ set: 'due', at: at('2026-03-03T08:30Z') }],
  });
});

test('a day on which nothing waits writes to nobody', () => {
  expect(
    given(rules, set).when({ type: 'DigestDue' }, { facts: quiet, at: set.next, id: 'shop' }).answer,
  ).toMatchObject({ events: [{ type: 'DigestSent', notices: [] }] });
});
