import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import {
  rules,
  known,
  make,
  made,
  legKnown,
  saidYes,
  turnedTo,
  reached,
  over,
  joinRoom,
  endLeg,
  asking,
  inRoom,
  here,
  turn,
  wordsOf,
} from './offer-for-tests.ts';

describe('an offer is made', () => {
  test('the telephone rings under the name of the attempt, and the reason is kept', () => {
    given(rules)
      .when(make, { facts: known, id: 'o1' })
      .then({
        events: [made],
        effects: [
          {
            kind: 'line.ring',
            id: 'o1',
            callId: 'c1',
            to: '+447700900101',
            from: '+442079460100',
            ringSeconds: 20,
            answered: { noun: 'offers', id: 'o1', turn: 1 },
          },
        ],
        timers: [{ set: 'expiry', at: NINE + 20_000, command: { type: 'ExpireOffer' } }],
      });
  });

  test('a busy person is not rung, and whoever asked hears why at once', () => {
    const busy = {
      ...known,
      person: { ...known.person, busy: 'Ana is on a call.' },
    };
    given(rules)
      .when(make, { facts: busy, id: 'o1' })
      .then({ events: [over('failed', 'Ana is on a call.')] });
  });

  test('the same offer is never made twice', () => {
    given(rules, made).when(make, { facts: known, id: 'o1' }).thenNothing();
  });
});

describe('a person is reached when the person says so', () => {
  test('lifting the telephone reaches nobody: a voicemail lifts it too', () => {
    const lifted = given(rules, made, legKnown).when(turn(1), here);
    expect(lifted.thenState()).toMatchObject({ status: 'picked-up', legs: [{ turn: 2 }] });
    expect(wordsOf(lifted.answer)).toMatch(/press 1.*press 2/);
  });

  test('what hears the question and says nothing is asked again, and not reached', () => {
    expect(
      given(rules, ...asking)
        .when(turn(2), here)
        .thenState(),
    ).toMatchObject({ status: 'picked-up', legs: [{ turn: 3 }] });
    expect(
      given(rules, ...asking)
        .when(turn(2, '7'), here)
        .thenState().status,
    ).toBe('picked-up');
  });

  test('key 1 is a yes: the leg goes into the room of the call', () => {
    given(rules, ...asking)
      .when(turn(2, '1'), here)
      .then({
        events: [reached('key'), turnedTo(3)],
        timers: [{ clear: 'expiry' }],
        says: joinRoom(3),
      });
  });

  test('key 2 passes the caller on with a goodbye', () => {
    given(rules, ...asking)
      .when(turn(2, '2'), here)
      .then({
        events: [over('refused', 'Ana Silva passed it on.')],
        timers: [{ clear: 'expiry' }],
        says: {
          do: 'hang-up',
          utterances: [{ kind: 'say', text: 'Passed on. Goodbye.', language: 'en-GB' }],
        },
      });
  });

  test('a click before lifting is kept: lifting is then the yes', () => {
    const accept = { type: 'AcceptOffer', personId: 'ana' } as const;
    given(rules, made, legKnown)
      .when(accept, here)
      .then({ events: [saidYes] });
    given(rules, made, legKnown, saidYes).when(accept, here).thenNothing();
    given(rules, made, legKnown, saidYes)
      .when(turn(1), here)
      .then({
        events: [reached('click'), turnedTo(2)],
        timers: [{ clear: 'expiry' }],
        says: joinRoom(2),
      });
  });

  test('a click alone reaches nobody who never lifts the telephone', () => {
    given(rules, made, legKnown, saidYes)
      .when({ type: 'ExpireOffer' }, here)
      .then({
        events: [over('no-answer', 'Ana Silva did not answer.')],
        withdraws: ['o1'],
        effects: [endLeg],
        timers: [{ clear: 'expiry' }],
      });
  });

  test('a click after lifting calls the leg away from its question into the room', () => {
    given(rules, ...asking)
      .when({ type: 'AcceptOffer', personId: 'ana' }, here)
      .then({
        events: [reached('click'), turnedTo(3)],
        timers: [{ clear: 'expiry' }],
        effects: [
          {
            kind: 'line.move',
            id: 'o1.join',
            callId: 'c1',
            sid: 'CA7',
            step: { noun: 'offers', id: 'o1', turn: 3 },
          },
        ],
      });
    given(rules, ...asking, reached('click'), turnedTo(3))
      .when(turn(3), here)
      .then({ events: [turnedTo(4)], says: joinRoom(4) });
  });

  test('nobody says yes or no for somebody else', () => {
    given(rules, made).when({ type: 'AcceptOffer', personId: 'tom' }, here).thenRefused('not-yours');
    given(rules, made)
      .when({ type: 'RefuseOffer', personId: 'tom', reason: null }, here)
      .thenRefused('not-yours');
  });

  test('a click that comes too late is told so', () => {
    given(rules, made, over('withdrawn', 'Taken.'))
      .when({ type: 'AcceptOffer', personId: 'ana' }, here)
      .thenRefused('offer-over');
  });

  test('a turn that was used already says nothing twice', () => {
    given(rules, ...asking)
      .when(turn(1), here)
      .thenRefused('old-step');
    given(rules, ...inRoom)
      .when(turn(2, '1'), here)
      .thenRefused('old-step');
  });
});
