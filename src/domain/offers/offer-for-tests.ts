import { MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { decideOffer } from './decide.ts';
import { evolveOffer } from './evolve.ts';
import type { Offer, OfferCommand, OfferEvent, OfferFacts } from './offer.ts';

/** An offer of the shop to Ana, as the events that lead to where a rule is about it. */

export const initial: Offer = { status: 'none' };
export const rules = { name: 'offers', initial, decide: decideOffer, evolve: evolveOffer } as const;
export const facts: OfferFacts = { person: null, business: null };
export const known: OfferFacts = {
  person: { name: 'Ana Silva', phone: '+447700900101', busy: null },
  business: { name: 'Brightwick', callerId: '+442079460100' },
};

export const make = {
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

export const about = {
  offerId: 'o1',
  callId: 'c1',
  personId: 'ana',
  personName: 'Ana Silva',
  purpose: 'queue',
  asker: { noun: 'routing', id: 'c1.q1' },
} as const;
export const made: OfferEvent = {
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
export const leg = { offerId: 'o1', callId: 'c1' } as const;
export const legKnown: OfferEvent = { type: 'OfferLegKnown', ...leg, sid: 'CA7' };
export const saidYes: OfferEvent = { type: 'OfferSaidYes', ...leg, personId: 'ana' };
export const turnedTo = (turn: number): OfferEvent => ({ type: 'OfferTurned', ...leg, turn });
export const pickedUp: OfferEvent = { type: 'OfferPickedUp', ...leg, sid: 'CA7', expiresAt: NINE + 20_000 };
export const reached = (by: 'key' | 'click', at = NINE): OfferEvent => ({
  type: 'OfferReached',
  ...about,
  sid: 'CA7',
  by,
  at,
});
export const over = (
  outcome: 'no-answer' | 'refused' | 'failed' | 'withdrawn',
  reason: string,
): OfferEvent => ({
  type: 'OfferOver',
  ...about,
  outcome,
  reason,
  at: NINE,
});
export const joinRoom = (turn: number) =>
  ({ do: 'join-room', room: 'c1', label: 'o1', then: { noun: 'offers', id: 'o1', turn } }) as const;
export const endLeg = { kind: 'line.end', id: 'o1.end-leg', callId: 'c1', leg: { sid: 'CA7' } } as const;
export const endRing = { kind: 'line.end', id: 'o1.end', callId: 'c1', leg: { ring: 'o1' } } as const;
export const asking = [made, pickedUp, turnedTo(2)];
export const inRoom = [...asking, reached('key'), turnedTo(3)];

export const here = { facts, id: 'o1' };
export const turn = (number: number, keys?: string) =>
  ({
    type: 'TakeTurn',
    turn: number,
    input: { sid: 'CA7', ...(keys === undefined ? {} : { keys }) },
  }) as const;
export const wordsOf = (says: unknown) => JSON.stringify(says);
