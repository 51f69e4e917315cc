import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { after, evidence, heard, join, of, rules, SECOND, turn } from './queue-for-tests.ts';
import { type QueueFacts, RingBack } from './queue-entry.ts';

const callback: NonNullable<QueueFacts['callback']> = {
  ringBack: { number: '+447700900555', spoken: '0 7 7 0 0' },
  open: null,
  keyed: null,
  timezone: 'Europe/London',
  withinMinutes: 60,
  hours: ['08:00', '21:00'],
  zones: ['Europe/London'],
};
const known: QueueFacts = { ...evidence, callback };
const here = { facts: known, id: 'c1.q1' };
const keys = { ...join, waitingKeys: { '5': 'callback', '9': 'manager' } } as const;
const waiting = after([], keys, known);
const asked = after(waiting, turn(1, '5'), known);
const wanted = after(asked, turn(2, '1'), known);
const kept = {
  callbackId: 'c1.q1.cb',
  number: '+447700900555',
  askedAt: NINE,
  promisedBy: NINE + 600 * SECOND,
};

describe('a caller who would rather be rung back', () => {
  test('is offered it with the other keys, when their number may be rung', () => {
    const { answer } = given(rules).when(keys, here);
    expect(heard(answer)).toMatch(/To hang up, keep your place and be rung back, press 5/);
    const withheld = { ...known, callback: { ...callback, ringBack: { refused: 'withheld' as const } } };
    const silent = given(rules).when(keys, { facts: withheld, id: 'c1.q1' }).answer;
    expect(heard(silent)).not.toMatch(/rung back/);
    const told = given(rules, ...after([], keys, withheld)).when(turn(1, '5'), {
      facts: withheld,
      id: 'c1.q1',
    });
    expect(heard(told.answer)).toMatch(/Your number is withheld, .* You keep your place on the line/);
  });

  test('hears the number read back, and confirms it with 1', () => {
    const { answer } = given(rules, ...waiting).when(turn(1, '5'), here);
    expect(heard(answer)).toMatch(
      /ring you back on 0 7 7 0 0.*To confirm, press 1. For another number, press 2/,
    );
    const confirmed = given(rules, ...asked).when(turn(2, '1'), here);
    expect(confirmed.thenState()).toMatchObject({
      status: 'kept-place',
      joinedAt: NINE,
      rank: NINE,
      kept: { callbackId: 'c1.q1.cb' },
    });
    expect(confirmed.answer).toMatchObject({ says: { do: 'hang-up' } });
    expect(heard(confirmed.answer)).toMatch(
      /We ring you back in your turn, within about 5 minutes. Your place is kept/,
    );
  });

  test('may key in another number, is told when it cannot be rung, and goes back to the line', () => {
    const number = after(asked, turn(2, '2'), known);
    const other = {
      ...known,
      callback: { ...callback, keyed: { number: '+447700900777', spoken: '7 7 7' } },
    };
    const read = given(rules, ...number).when(turn(3, '07700900777'), { facts: other, id: 'c1.q1' });
    expect(heard(read.answer)).toMatch(/ring you back on 7 7 7/);
    const twice = after(number, turn(3, '07700900777'), other);
    expect(given(rules, ...twice).when(turn(4, '1'), { facts: other, id: 'c1.q1' }).answer).toMatchObject({
      events: [{ type: 'CallbackWanted', numberFrom: 'keyed', kept: { number: '+447700900777' } }],
    });
    const bad = { ...known, callback: { ...callback, keyed: { refused: 'not-a-number' as const } } };
    const again = after(number, turn(3, '999'), bad);
    expect(heard(given(rules, ...number).when(turn(3, '999'), { facts: bad, id: 'c1.q1' }).answer)).toMatch(
      /not a telephone number that we can ring. Please key in the number/,
    );
    const back = given(rules, ...again).when(turn(4, '999'), { facts: bad, id: 'c1.q1' });
    expect(heard(back.answer)).toMatch(/not a telephone number that we can ring. You keep your place/);
    expect(back.thenState()).toMatchObject({ status: 'waiting', asking: null, rank: NINE });
  });

  test('who says nothing stays on the line with the place', () => {
    const silent = given(rules, ...asked).when(turn(2), here);
    expect(heard(silent.answer)).toMatch(/You stay on the line/);
    expect(silent.thenState()).toMatchObject({ status: 'waiting', asking: null });
  });

  test('who is to be rung back already keeps waiting, and nothing is doubled', () => {
    const open = { callbackId: 'x', queue: 'sales', joinedAt: 0, rank: 0 };
    const facts = { ...known, callback: { ...callback, open } };
    const told = given(rules, ...waiting).when(turn(1, '5'), { facts, id: 'c1.q1' });
    expect(heard(told.answer)).toMatch(/promised to ring this number back already/);
  });

  test('a second press of 1 after the promise changes nothing', () => {
    given(rules, ...wanted)
      .when(turn(2, '1'), here)
      .thenRefused('old-step');
  });
});

describe('a kept place', () => {
  const keep = {
    type: 'KeepPlace',
    callId: 'c1.q1.cb.k1',
    businessId: 'shop',
    queue: 'billing',
    only: null,
    joinedAt: NINE,
    rank: NINE,
    topic: null,
    language: 'en-GB',
    story: ['Billing'],
    kept,
  } as const;

  test('is not abandoned when the caller hangs up, and no wait target breaks it', () => {
    given(rules, ...wanted)
      .when({ type: 'CallerGone' }, here)
      .thenNothing();
    given(rules, ...wanted)
      .when({ type: 'WaitTargetPassed' }, here)
      .thenNothing();
  });

  test('stands in the line again for the call that will be made', () => {
    const { answer } = given(rules, ...wanted).when(keep, here);
    expect(answer).toMatchObject({
      events: [
        {
          type: 'PlaceKept',
          callId: 'c1.q1.cb.k1',
          entry: { rank: NINE, joinedAt: NINE, story: ['Billing'] },
        },
      ],
    });
  });

  test('is made anew for a later try, with the old rank', () => {
    const anew = given(rules).when({ ...keep, rank: 5 }, { ...here, id: 'c1.q1.cb.q2' });
    expect(anew.thenState()).toMatchObject({ status: 'kept-place', rank: 5, kept });
  });

  test('ends when a person takes it, and when nobody who was asked for is there', () => {
    given(rules, ...wanted)
      .when({ type: 'TakePlace' }, { ...here, at: NINE + 60 * SECOND })
      .then({
        events: [
          {
            type: 'PlaceTaken',
            ...of,
            at: NINE + 60 * SECOND,
            callbackId: 'c1.q1.cb',
            waitedMs: 60 * SECOND,
          },
        ],
        timers: [{ clear: 'overflow' }],
      });
    expect(given(rules, ...wanted).when({ type: 'GiveBack', reason: 'Nobody.' }, here).answer).toMatchObject({
      events: [{ type: 'PlaceGivenUp', nobody: true }],
    });
  });
});

describe('a customer who rings in first', () => {
  const open = { callbackId: 'x.cb', queue: 'billing', joinedAt: 7, rank: 7 };

  test('takes the old place in the same queue', () => {
    const { answer } = given(rules).when(keys, {
      facts: { ...known, callback: { ...callback, open } },
      id: 'c2.q1',
    });
    expect(answer).toMatchObject({
      events: [{ type: 'CallerJoinedQueue', reclaims: 'x.cb', entry: { rank: 7 } }, {}],
    });
    expect(heard(answer)).toMatch(/You have the place that we kept for you/);
  });

  test('waits like anybody else in another queue', () => {
    const facts = { ...known, callback: { ...callback, open: { ...open, queue: 'sales' } } };
    const { answer } = given(rules).when(keys, { facts, id: 'c2.q1' });
    expect(answer).toMatchObject({ events: [{ type: 'CallerJoinedQueue', entry: { rank: NINE } }, {}] });
    expect(heard(answer)).not.toMatch(/kept for you/);
  });
});

test('a caller of another language is asked, refused and promised in it', () => {
  const french = { ...keys, language: 'fr-FR' };
  const past = after([], french, known);
  const abroad = { ...callback, ringBack: { number: '+33142685300', spoken: '+ 3 3 1' } };
  const elsewhere = { ...known, callback: abroad };
  const asking = given(rules, ...after([], french, elsewhere)).when(turn(1, '5'), {
    ...here,
    facts: elsewhere,
  });
  expect(heard(asking.answer)).toMatch(
    /^Nous pouvons vous rappeler au plus 3 3 1, .*Pour confirmer, tapez 1/,
  );

  const withheld = { ...known, callback: { ...callback, ringBack: { refused: 'withheld' as const } } };
  const silent = given(rules, ...after([], french, withheld)).when(turn(1, '5'), {
    ...here,
    facts: withheld,
  });
  expect(heard(silent.answer)).toMatch(/^Votre numéro est masqué, .* Vous gardez votre place dans la file\./);

  const promised = given(rules, ...after(past, turn(1, '5'), known)).when(turn(2, '1'), here);
  const words = 'Nous vous rappelons à votre tour, dans les 5 minutes environ';
  expect(heard(promised.answer)).toBe(`Merci. ${words}. Votre place est gardée. Au revoir.`);
  expect(promised.answer).toMatchObject({ events: [{ type: 'CallbackWanted', words, language: 'fr-FR' }] });
});

test('a caller who began to wait before reasons had names is still told that it cannot be done', () => {
  const kept = { refused: 'This flow offers no call-back.' };
  expect(RingBack.parse(kept)).toEqual({ refused: 'unavailable' });
  expect(RingBack.parse({ refused: 'withheld' })).toEqual({ refused: 'withheld' });
});
