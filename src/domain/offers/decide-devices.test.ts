import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { Offer, type OfferEvent } from './offer.ts';
import {
  about,
  both,
  known,
  alsoPhone,
  endLeg,
  endPhone,
  ended,
  endRing,
  here,
  joinRoom,
  legKnown,
  made,
  make,
  over,
  phoneLifted,
  phoneRing,
  phoneTurn,
  phoneTurned,
  ready,
  rings,
  rules,
  turn,
  turnedTo,
  wordsOf,
} from './offer-for-tests.ts';

/** Offers to somebody who takes calls in the browser. */

describe('somebody who takes calls in the browser', () => {
  test('is rung there first, by the name of the offer, and on the telephone after eight seconds', () => {
    given(rules)
      .when(make, { facts: ready, id: 'o1' })
      .then({
        events: [rings],
        effects: [
          {
            kind: 'line.ring',
            id: 'o1',
            callId: 'c1',
            to: 'client:ana?offer=o1',
            from: '+442079460100',
            ringSeconds: 20,
            answered: { noun: 'offers', id: 'o1', turn: 1 },
          },
        ],
        timers: [
          { set: 'expiry', at: NINE + 20_000, command: { type: 'ExpireOffer' } },
          { set: 'other-phone', at: NINE + 8_000, command: { type: 'RingTelephone' } },
        ],
      });
    expect(
      given(rules, rings, legKnown).when({ type: 'RingTelephone' }, { ...here, at: NINE + 8_000 }).answer,
    )
      // Both ring on until the offer ends.
      .toMatchObject({ events: [{ type: 'OfferTelephoneRung' }], effects: [phoneRing(12)] });
  });

  test('is rung there only, when the ring is too short for a second telephone', () => {
    const { answer } = given(rules).when({ ...make, ringSeconds: 11 }, { facts: ready, id: 'o1' });
    expect(answer).toMatchObject({ timers: [{ set: 'expiry' }] });
    expect('timers' in answer && answer.timers).toHaveLength(1);
  });

  test('but whose browser cannot be reached is rung on the telephone, and the reason is said', () => {
    const person = { ...known.person, because: "The microphone of Ana Silva's browser is gone" };
    const { answer } = given(rules).when(make, { facts: { ...known, person }, id: 'o1' });
    expect(answer).toMatchObject({
      events: [
        {
          why: "Ana Silva is free. The microphone of Ana Silva's browser is gone: the telephone rings.",
          device: 'telephone',
        },
      ],
      effects: [{ to: '+447700900101' }],
    });
  });

  test('says yes by picking up there: that is a click, and the other telephone stops in the same decision', () => {
    given(rules, ...both)
      .when(turn(1), here)
      .then({
        events: [
          {
            type: 'OfferReached',
            ...about,
            leg: 'first',
            device: 'browser',
            sid: 'CA7',
            by: 'click',
            at: NINE,
          },
          turnedTo(2),
        ],
        withdraws: ['o1.phone'],
        effects: [endPhone],
        timers: [{ clear: 'expiry' }],
        says: joinRoom(2),
      });
  });

  test('says yes on the telephone by key 1 only, and then the browser stops ringing', () => {
    const lifted = given(rules, ...both).when(phoneTurn(1), { ...here, at: NINE + 9_000 });
    expect(wordsOf(lifted.answer)).toMatch(/press 1/);
    expect(lifted.thenState()).toMatchObject({
      status: 'picked-up',
      legs: [{ status: 'ringing' }, { status: 'picked-up' }],
    });
    given(rules, ...both, phoneLifted, phoneTurned(2))
      .when(phoneTurn(2, '1'), here)
      .then({
        events: [
          {
            type: 'OfferReached',
            ...about,
            leg: 'phone',
            device: 'telephone',
            sid: 'CA8',
            by: 'key',
            at: NINE,
          },
          phoneTurned(3),
        ],
        withdraws: ['o1'],
        effects: [endLeg],
        timers: [{ clear: 'expiry' }],
        says: {
          do: 'join-room',
          room: 'c1',
          label: 'o1',
          then: { noun: 'offers', id: 'o1.phone', turn: 3 },
        },
      });
  });

  test('may click on the screen for the telephone that was lifted', () => {
    expect(
      given(rules, ...both, phoneLifted, phoneTurned(2)).when({ type: 'AcceptOffer', personId: 'ana' }, here)
        .answer,
    ).toMatchObject({
      events: [{ type: 'OfferReached', leg: 'phone', by: 'click' }, phoneTurned(3)],
      effects: [
        { kind: 'line.move', id: 'o1.phone.join', sid: 'CA8', step: { id: 'o1.phone', turn: 3 } },
        endLeg,
      ],
    });
  });

  test('counts the turns of each device by itself: a replay on one is never news on the other', () => {
    given(rules, ...both, phoneLifted, phoneTurned(2))
      .when(phoneTurn(1), here)
      .thenRefused('old-step');
    given(rules, rings).when(phoneTurn(1), here).thenRefused('old-step');
  });
});

describe('everything that rings for an offer stops with it', () => {
  test.each([
    ['it expires', { type: 'ExpireOffer' }],
    ['it is withdrawn', { type: 'WithdrawOffer', why: 'Taken.' }],
    ['it is refused on the screen', { type: 'RefuseOffer', personId: 'ana', reason: null }],
  ] as const)('when %s', (_when, command) => {
    expect(given(rules, ...both).when(command, here).answer).toMatchObject({
      withdraws: ['o1', 'o1.phone'],
      effects: [endLeg, endPhone],
    });
    // Before eight seconds have passed, the telephone must not begin either.
    expect(given(rules, rings).when(command, here).answer).toMatchObject({
      withdraws: ['o1'],
      effects: [endRing],
      timers: [{ clear: 'expiry' }, { clear: 'other-phone' }],
    });
  });

  test('when the red button is pressed in the browser: that is a no for both', () => {
    expect(given(rules, ...both).when(ended('busy'), here).answer).toMatchObject({
      events: [{ type: 'OfferOver', outcome: 'refused' }],
      effects: [endPhone],
    });
  });

  test('when key 2 is pressed on the telephone', () => {
    expect(
      given(rules, ...both, phoneLifted, phoneTurned(2)).when(phoneTurn(2, '2'), here).answer,
    ).toMatchObject({ events: [{ type: 'OfferOver', outcome: 'refused' }], effects: [endLeg] });
  });

  test('and what comes alive too late is ended', () => {
    const late = { type: 'RingProgressed', leg: 'phone', sid: 'CA8', status: 'ringing' } as const;
    const taken = [rings, legKnown, alsoPhone, over('withdrawn', 'Taken.')];
    given(rules, ...taken)
      .when(late, here)
      .then({ events: [], effects: [endPhone] });
    const reached: OfferEvent = {
      type: 'OfferReached',
      ...about,
      leg: 'first',
      device: 'browser',
      sid: 'CA7',
      by: 'click',
      at: NINE,
    };
    given(rules, rings, legKnown, alsoPhone, reached)
      .when(late, here)
      .then({ events: [], effects: [endPhone] });
    // Whoever lifts it all the same hears that it is taken, and the person stays with the caller.
    const lifted = given(rules, ...both, reached).when(phoneTurn(1), here);
    expect(wordsOf(lifted.answer)).toMatch(/hang-up.*taken care of/);
    expect(lifted.thenState()).toMatchObject({ status: 'reached', on: 'first' });
    given(rules, ...both, reached)
      .when(ended('completed', 'phone'), here)
      .thenNothing();
  });
});

test('an offer that was written down when only telephones rang is read as one', () => {
  const { legs: _legs, ...rest } = given(rules, made).state as Extract<Offer, { status: 'ringing' }>;
  const old = { ...rest, sid: 'CA7', turn: 3 };
  expect(Offer.parse({ ...old, status: 'picked-up' })).toMatchObject({
    status: 'picked-up',
    legs: [{ name: 'first', device: 'telephone', status: 'picked-up', sid: 'CA7', turn: 3 }],
  });
  expect(Offer.parse({ ...old, status: 'reached', reachedAt: NINE })).toMatchObject({
    status: 'reached',
    on: 'first',
    legs: [{ status: 'in-room' }],
  });
  expect(Offer.parse({ status: 'none' })).toEqual({ status: 'none' });
});
