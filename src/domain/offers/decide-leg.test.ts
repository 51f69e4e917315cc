import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import type { OfferEvent } from './offer.ts';
import {
  rules,
  about,
  made,
  leg,
  legKnown,
  turnedTo,
  over,
  joinRoom,
  endLeg,
  endRing,
  asking,
  inRoom,
  here,
  turn,
  wordsOf,
} from './offer-for-tests.ts';

describe('an offer ends', () => {
  test('when the telephone has rung long enough', () => {
    given(rules, made)
      .when({ type: 'ExpireOffer' }, here)
      .then({
        events: [over('no-answer', 'Ana Silva did not answer.')],
        withdraws: ['o1'],
        effects: [endRing],
        timers: [{ clear: 'expiry' }],
      });
  });

  test('when whoever lifted the telephone has not said yes for 20 seconds, counted from lifting', () => {
    const lifted = given(rules, made, legKnown).when(turn(1), { ...here, at: NINE + 19_000 });
    expect(lifted.answer).toMatchObject({
      timers: [{ set: 'expiry', at: NINE + 39_000, command: { type: 'ExpireOffer' } }],
    });
    given(rules, ...asking)
      .when({ type: 'ExpireOffer' }, here)
      .then({
        events: [over('no-answer', 'Ana Silva did not answer.')],
        withdraws: ['o1'],
        effects: [endLeg],
        timers: [{ clear: 'expiry' }],
      });
  });

  test('but never by time once the person has said yes', () => {
    given(rules, ...inRoom)
      .when({ type: 'ExpireOffer' }, here)
      .thenNothing();
    given(rules, ...inRoom)
      .when({ type: 'WithdrawOffer', why: 'Taken.' }, here)
      .thenNothing();
  });

  test('when it is withdrawn: a ring that has not begun never begins, one that has begun stops', () => {
    given(rules, made)
      .when({ type: 'WithdrawOffer', why: 'Tom took the call.' }, here)
      .then({
        events: [over('withdrawn', 'Tom took the call.')],
        withdraws: ['o1'],
        effects: [endRing],
        timers: [{ clear: 'expiry' }],
      });
  });

  test('when the person passes it on at the desk, with the reason', () => {
    const refuse = { type: 'RefuseOffer', personId: 'ana', reason: 'lunch' } as const;
    expect(given(rules, made, legKnown).when(refuse, here).answer).toMatchObject({
      events: [{ outcome: 'refused', reason: 'Ana Silva passed it on (lunch).' }],
      effects: [endLeg],
    });
  });

  test.each([
    ['busy', 'refused'],
    ['completed', 'refused'],
    ['no-answer', 'no-answer'],
    ['failed', 'failed'],
    ['canceled', 'withdrawn'],
  ] as const)('when the leg ends as %s before a yes: %s', (how, outcome) => {
    expect(
      given(rules, made, legKnown).when({ type: 'LegEnded', leg: 'first', how }, here).answer,
    ).toMatchObject({
      events: [{ type: 'OfferOver', outcome }],
      timers: [{ clear: 'expiry' }],
    });
  });

  test('once only: what comes after the end changes nothing', () => {
    const ended = [made, legKnown, over('no-answer', 'Ana Silva did not answer.')];
    given(rules, ...ended)
      .when({ type: 'LegEnded', leg: 'first', how: 'completed' }, here)
      .thenNothing();
    given(rules, ...ended)
      .when({ type: 'ExpireOffer' }, here)
      .thenNothing();
    given(rules, ...ended)
      .when({ type: 'WithdrawOffer', why: 'Gone.' }, here)
      .thenNothing();
  });
});

describe('the line lags behind', () => {
  const ended = [made, over('withdrawn', 'The caller has gone.')];

  test('a leg that comes alive after its offer ended is ended', () => {
    given(rules, ...ended)
      .when({ type: 'RingProgressed', leg: 'first', sid: 'CA7', status: 'ringing' }, here)
      .then({ events: [], effects: [endLeg] });
  });

  test('whoever lifts the telephone for an ended offer hears that it was taken care of', () => {
    const lifted = given(rules, ...ended).when(turn(1), here);
    expect(wordsOf(lifted.answer)).toMatch(/hang-up.*taken care of/);
    expect(lifted.thenState().status).toBe('ended');
  });

  test('a ring that the line refuses ends the offer and says why', () => {
    const failed = {
      type: 'EffectSettled',
      effectId: 'o1',
      kind: 'line.ring',
      outcome: 'failed',
      why: 'refused',
      reason: 'the number is not in service',
    } as const;
    given(rules, made)
      .when(failed, here)
      .then({
        events: [over('failed', 'Ana Silva could not be rung: the number is not in service')],
        timers: [{ clear: 'expiry' }],
      });
    // The twin: the leg was heard of, so it rings, whatever the answer to our request was.
    given(rules, made, legKnown)
      .when({ ...failed, why: 'gave-up' }, here)
      .thenNothing();
  });

  test('a person whose leg could not be moved into the room counts as gone, and no leg stays behind', () => {
    const notMoved = {
      type: 'EffectSettled',
      effectId: 'o1.join',
      kind: 'line.move',
      outcome: 'failed',
      reason: 'time-out',
    } as const;
    const { personId, personName } = about;
    const gone: OfferEvent = { type: 'PersonLeftLine', ...leg, personId, personName, at: NINE };
    given(rules, ...inRoom)
      .when({ ...notMoved, why: 'gave-up' }, here)
      .then({ events: [gone], effects: [endLeg] });
    given(rules, ...inRoom)
      .when({ ...notMoved, why: 'gone' }, here)
      .then({ events: [gone] });
  });
});

describe('a person who was reached', () => {
  test('is let go by ending the leg; the end of the leg is what tells that they left', () => {
    given(rules, ...inRoom)
      .when({ type: 'ReleasePerson' }, here)
      .then({ events: [], effects: [endLeg] });
    expect(
      given(rules, ...inRoom).when({ type: 'LegEnded', leg: 'first', how: 'completed' }, here).answer,
    ).toMatchObject({
      events: [{ type: 'PersonLeftLine', personId: 'ana' }],
    });
  });

  test('goes back into the room when their leg falls out of it', () => {
    given(rules, ...inRoom)
      .when(turn(3), here)
      .then({ events: [turnedTo(4)], says: joinRoom(4) });
  });
});

test('whoever is rung hears English by an English voice, in whatever language the caller speaks', () => {
  if (made.type !== 'OfferMade') throw new Error('an offer begins with being made');
  const french: OfferEvent = { ...made, briefing: { ...made.briefing, language: 'fr-FR' } };
  const { answer } = given(rules, french, legKnown).when(turn(1), here);
  expect(answer).toMatchObject({ says: { utterances: [{ kind: 'say', language: 'en-GB' }] } });
});
