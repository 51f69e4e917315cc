import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import type { OfferEvent } from './offer.ts';
import {
  both,
  ended,
  here,
  leg,
  legKnown,
  phoneLifted,
  phoneRing,
  phoneTurned,
  rings,
  rules,
} from './offer-for-tests.ts';

/** A browser or a telephone that rings for an offer gives out. */

describe('one device fails', () => {
  test.each(['no-answer', 'failed', 'completed'] as const)(
    'the browser ends as %s before its time: the telephone rings at once',
    (how) => {
      expect(
        given(rules, rings, legKnown).when(ended(how), { ...here, at: NINE + 1_000 }).answer,
      ).toMatchObject({
        events: [{ type: 'OfferLegOver', leg: 'first' }, { type: 'OfferTelephoneRung' }],
        effects: [phoneRing(19)],
        timers: [{ clear: 'other-phone' }],
      });
    },
  );

  test('the line refuses the browser: the telephone rings at once', () => {
    const failed = {
      type: 'EffectSettled',
      effectId: 'o1',
      kind: 'line.ring',
      outcome: 'failed',
      why: 'refused',
      reason: 'nobody is registered',
    } as const;
    expect(given(rules, rings).when(failed, here).answer).toMatchObject({
      events: [{ type: 'OfferLegOver' }, { type: 'OfferTelephoneRung' }],
    });
  });

  test('while the other rings: the offer goes on', () => {
    expect(given(rules, ...both).when(ended('no-answer'), here).answer).toMatchObject({
      events: [{ type: 'OfferLegOver', leg: 'first' }],
    });
    const left = given(rules, ...both).when(ended('busy', 'phone'), here);
    expect(left.thenState()).toMatchObject({
      status: 'ringing',
      legs: [{ status: 'ringing' }, { status: 'over' }],
    });
  });

  test('a voicemail that hangs up gives the browser back its ring', () => {
    const left = given(rules, ...both, phoneLifted, phoneTurned(2)).when(ended('completed', 'phone'), here);
    expect(left.thenState()).toMatchObject({ status: 'ringing', saidYes: false });
  });

  test('both: the offer is over', () => {
    const first: OfferEvent = { type: 'OfferLegOver', ...leg, leg: 'first', reason: 'No answer.', at: NINE };
    expect(given(rules, ...both, first).when(ended('no-answer', 'phone'), here).answer).toMatchObject({
      events: [{ type: 'OfferOver', outcome: 'no-answer' }],
      timers: [{ clear: 'expiry' }],
    });
  });

  test('with no time left for the telephone: the offer is over', () => {
    expect(
      given(rules, rings, legKnown).when(ended('no-answer'), { ...here, at: NINE + 19_000 }).answer,
    ).toMatchObject({ events: [{ type: 'OfferOver', outcome: 'no-answer' }] });
  });
});
