// Longer than 300 lines because it is one promise a test, in the order in which an offer goes from being made to its end.
import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { decideOffer } from './decide.ts';
import { evolveOffer } from './evolve.ts';
import type { Offer, OfferCommand, OfferEvent, OfferFacts } from './offer.ts';

const initial: Offer = { status: 'none' };
const rules = { name: 'offers', initial, decide: decideOffer, evolve: evolveOffer } as const;
const facts: OfferFacts = { person: null, business: null };
const known: OfferFacts = {
  person: { name: 'Ana Silva', phone: '+447700900101', busy: null },
  business: { name: 'Brightwick', callerId: '+442079460100' },
};

const make = {
  type: 'MakeOffer',
  personId: 'ana',
  purpose: 'queue',
  asker: { noun: 'routing', id: 'c1.q1' },
  callId: 'c1',
  businessId: 'shop',
  language: 'en-GB',
  queue: 'billing',
  topic: 'a bill',
  story: ['Chose Billing'],
  waitingSince: NINE - 30_000,
  ringSeconds: 20,
  why: 'Ana Silva is free.',
} as const satisfies OfferCommand;

const about = {
  offerId: 'o1',
  callId: 'c1',
  personId: 'ana',
  personName: 'Ana Silva',
  purpose: 'queue',
  asker: { noun: 'routing', id: 'c1.q1' },
} as const;
const made: OfferEvent = {
  type: 'OfferMade',
  ...about,
  phone: '+447700900101',
  briefing: {
    callId: 'c1',
    businessId: 'shop',
    businessName: 'Brightwick',
    callerId: '+442079460100',
    language: 'en-GB',
    queue: 'billing',
    topic: 'a bill',
    story: ['Chose Billing'],
    waitingSince: NINE - 30_000,
  },
  why: 'Ana Silva is free.',
  at: NINE,
  expiresAt: NINE + 20_000,
};
const leg = { offerId: 'o1', callId: 'c1' } as const;
const legKnown: OfferEvent = { type: 'OfferLegKnown', ...leg, sid: 'CA7' };
const saidYes: OfferEvent = { type: 'OfferSaidYes', ...leg, personId: 'ana' };
const turnedTo = (turn: number): OfferEvent => ({ type: 'OfferTurned', ...leg, turn });
const pickedUp: OfferEvent = { type: 'OfferPickedUp', ...leg, sid: 'CA7', expiresAt: NINE + 20_000 };
const reached = (by: 'key' | 'click', at = NINE): OfferEvent => ({
  type: 'OfferReached',
  ...about,
  sid: 'CA7',
  by,
  at,
});
const over = (outcome: 'no-answer' | 'refused' | 'failed' | 'withdrawn', reason: string): OfferEvent => ({
  type: 'OfferOver',
  ...about,
  outcome,
  reason,
  at: NINE,
});
const joinRoom = (turn: number) =>
  ({ do: 'join-room', room: 'c1', label: 'o1', then: { noun: 'offers', id: 'o1', turn } }) as const;
const endLeg = { kind: 'line.end', id: 'o1.end-leg', callId: 'c1', leg: { sid: 'CA7' } } as const;
const endRing = { kind: 'line.end', id: 'o1.end', callId: 'c1', leg: { ring: 'o1' } } as const;
const asking = [made, pickedUp, turnedTo(2)];
const inRoom = [...asking, reached('key'), turnedTo(3)];

const it = { facts, id: 'o1' };
const turn = (number: number, keys?: string) =>
  ({
    type: 'TakeTurn',
    turn: number,
    input: { sid: 'CA7', ...(keys === undefined ? {} : { keys }) },
  }) as const;
const wordsOf = (says: unknown) => JSON.stringify(says);

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
      person: { name: 'Ana Silva', phone: '+447700900101', busy: 'Ana is on a call.' },
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
    const lifted = given(rules, made, legKnown).when(turn(1), it);
    expect(lifted.thenState()).toMatchObject({ status: 'picked-up', turn: 2 });
    expect(wordsOf(lifted.answer)).toMatch(/press 1.*press 2/);
  });

  test('what hears the question and says nothing is asked again, and not reached', () => {
    expect(
      given(rules, ...asking)
        .when(turn(2), it)
        .thenState(),
    ).toMatchObject({ status: 'picked-up', turn: 3 });
    expect(
      given(rules, ...asking)
        .when(turn(2, '7'), it)
        .thenState().status,
    ).toBe('picked-up');
  });

  test('key 1 is a yes: the leg goes into the room of the call', () => {
    given(rules, ...asking)
      .when(turn(2, '1'), it)
      .then({
        events: [reached('key'), turnedTo(3)],
        timers: [{ clear: 'expiry' }],
        says: joinRoom(3),
      });
  });

  test('key 2 passes the caller on with a goodbye', () => {
    given(rules, ...asking)
      .when(turn(2, '2'), it)
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
      .when(accept, it)
      .then({ events: [saidYes] });
    given(rules, made, legKnown, saidYes).when(accept, it).thenNothing();
    given(rules, made, legKnown, saidYes)
      .when(turn(1), it)
      .then({
        events: [reached('click'), turnedTo(2)],
        timers: [{ clear: 'expiry' }],
        says: joinRoom(2),
      });
  });

  test('a click alone reaches nobody who never lifts the telephone', () => {
    given(rules, made, legKnown, saidYes)
      .when({ type: 'ExpireOffer' }, it)
      .then({
        events: [over('no-answer', 'Ana Silva did not answer.')],
        withdraws: ['o1'],
        effects: [endLeg],
        timers: [{ clear: 'expiry' }],
      });
  });

  test('a click after lifting calls the leg away from its question into the room', () => {
    given(rules, ...asking)
      .when({ type: 'AcceptOffer', personId: 'ana' }, it)
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
      .when(turn(3), it)
      .then({ events: [turnedTo(4)], says: joinRoom(4) });
  });

  test('nobody says yes or no for somebody else', () => {
    given(rules, made).when({ type: 'AcceptOffer', personId: 'tom' }, it).thenRefused('not-yours');
    given(rules, made)
      .when({ type: 'RefuseOffer', personId: 'tom', reason: null }, it)
      .thenRefused('not-yours');
  });

  test('a click that comes too late is told so', () => {
    given(rules, made, over('withdrawn', 'Taken.'))
      .when({ type: 'AcceptOffer', personId: 'ana' }, it)
      .thenRefused('offer-over');
  });

  test('a turn that was used already says nothing twice', () => {
    given(rules, ...asking)
      .when(turn(1), it)
      .thenRefused('old-step');
    given(rules, ...inRoom)
      .when(turn(2, '1'), it)
      .thenRefused('old-step');
  });
});

describe('an offer ends', () => {
  test('when the telephone has rung long enough', () => {
    given(rules, made)
      .when({ type: 'ExpireOffer' }, it)
      .then({
        events: [over('no-answer', 'Ana Silva did not answer.')],
        withdraws: ['o1'],
        effects: [endRing],
        timers: [{ clear: 'expiry' }],
      });
  });

  test('when whoever lifted the telephone has not said yes for 20 seconds, counted from lifting', () => {
    const lifted = given(rules, made, legKnown).when(turn(1), { ...it, at: NINE + 19_000 });
    expect(lifted.answer).toMatchObject({
      timers: [{ set: 'expiry', at: NINE + 39_000, command: { type: 'ExpireOffer' } }],
    });
    given(rules, ...asking)
      .when({ type: 'ExpireOffer' }, it)
      .then({
        events: [over('no-answer', 'Ana Silva did not answer.')],
        withdraws: ['o1'],
        effects: [endLeg],
        timers: [{ clear: 'expiry' }],
      });
  });

  test('but never by time once the person has said yes', () => {
    given(rules, ...inRoom)
      .when({ type: 'ExpireOffer' }, it)
      .thenNothing();
    given(rules, ...inRoom)
      .when({ type: 'WithdrawOffer', why: 'Taken.' }, it)
      .thenNothing();
  });

  test('when it is withdrawn: a ring that has not begun never begins, one that has begun stops', () => {
    given(rules, made)
      .when({ type: 'WithdrawOffer', why: 'Tom took the call.' }, it)
      .then({
        events: [over('withdrawn', 'Tom took the call.')],
        withdraws: ['o1'],
        effects: [endRing],
        timers: [{ clear: 'expiry' }],
      });
  });

  test('when the person passes it on at the desk, with the reason', () => {
    const refuse = { type: 'RefuseOffer', personId: 'ana', reason: 'lunch' } as const;
    expect(given(rules, made, legKnown).when(refuse, it).answer).toMatchObject({
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
    expect(given(rules, made, legKnown).when({ type: 'LegEnded', how }, it).answer).toMatchObject({
      events: [{ type: 'OfferOver', outcome }],
      timers: [{ clear: 'expiry' }],
    });
  });

  test('once only: what comes after the end changes nothing', () => {
    const ended = [made, legKnown, over('no-answer', 'Ana Silva did not answer.')];
    given(rules, ...ended)
      .when({ type: 'LegEnded', how: 'completed' }, it)
      .thenNothing();
    given(rules, ...ended)
      .when({ type: 'ExpireOffer' }, it)
      .thenNothing();
    given(rules, ...ended)
      .when({ type: 'WithdrawOffer', why: 'Gone.' }, it)
      .thenNothing();
  });
});

describe('the line lags behind', () => {
  const ended = [made, over('withdrawn', 'The caller has gone.')];

  test('a leg that comes alive after its offer ended is ended', () => {
    given(rules, ...ended)
      .when({ type: 'RingProgressed', sid: 'CA7', status: 'ringing' }, it)
      .then({ events: [], effects: [endLeg] });
  });

  test('whoever lifts the telephone for an ended offer hears that it was taken care of', () => {
    const lifted = given(rules, ...ended).when(turn(1), it);
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
      .when(failed, it)
      .then({
        events: [over('failed', 'Ana Silva could not be rung: the number is not in service')],
        timers: [{ clear: 'expiry' }],
      });
    // The twin: the leg was heard of, so it rings, whatever the answer to our request was.
    given(rules, made, legKnown)
      .when({ ...failed, why: 'gave-up' }, it)
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
      .when({ ...notMoved, why: 'gave-up' }, it)
      .then({ events: [gone], effects: [endLeg] });
    given(rules, ...inRoom)
      .when({ ...notMoved, why: 'gone' }, it)
      .then({ events: [gone] });
  });
});

describe('a person who was reached', () => {
  test('is let go by ending the leg; the end of the leg is what tells that they left', () => {
    given(rules, ...inRoom)
      .when({ type: 'ReleasePerson' }, it)
      .then({ events: [], effects: [endLeg] });
    expect(given(rules, ...inRoom).when({ type: 'LegEnded', how: 'completed' }, it).answer).toMatchObject({
      events: [{ type: 'PersonLeftLine', personId: 'ana' }],
    });
  });

  test('goes back into the room when their leg falls out of it', () => {
    given(rules, ...inRoom)
      .when(turn(3), it)
      .then({ events: [turnedTo(4)], says: joinRoom(4) });
  });
});
