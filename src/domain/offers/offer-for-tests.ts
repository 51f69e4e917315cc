import { MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { decideOffer } from './decide.ts';
import { evolveOffer } from './evolve.ts';
import type { Offer, OfferCommand, OfferEvent, OfferFacts } from './offer.ts';

/** An offer of the shop to Ana, as the events that lead to where a rule is about it. */

export const initial: Offer = { status: 'none' };
export const rules = { name: 'offers', initial, decide: decideOffer, evolve: evolveOffer } as const;
export const facts: OfferFacts = { person: null, business: null };
export const known = {
  person: {
    name: 'Ana Silva',
    phone: '+447700900101',
    busy: null,
    device: 'telephone',
    because: null,
  },
  business: { name: 'Brightwick', callerId: '+442079460100' },
} as const satisfies OfferFacts;

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
  device: 'telephone',
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
export const legKnown: OfferEvent = { type: 'OfferLegKnown', ...leg, leg: 'first', sid: 'CA7' };
export const saidYes: OfferEvent = { type: 'OfferSaidYes', ...leg, personId: 'ana' };
export const turnedTo = (turn: number): OfferEvent => ({ type: 'OfferTurned', ...leg, leg: 'first', turn });
export const pickedUp: OfferEvent = {
  type: 'OfferPickedUp',
  ...leg,
  leg: 'first',
  sid: 'CA7',
  expiresAt: NINE + 20_000,
};
export const reached = (by: 'key' | 'click', at = NINE): OfferEvent => ({
  type: 'OfferReached',
  ...about,
  leg: 'first',
  device: 'telephone',
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
    leg: 'first',
    turn: number,
    input: { sid: 'CA7', ...(keys === undefined ? {} : { keys }) },
  }) as const;
export const wordsOf = (says: unknown) => JSON.stringify(says);

/** Ana takes calls in the browser, and her telephone comes to its help. */

export const ready = { ...known, person: { ...known.person, device: 'browser' } } as const;
export const rings: OfferEvent = {
  ...made,
  device: 'browser',
};
export const alsoPhone: OfferEvent = { type: 'OfferTelephoneRung', ...leg, why: 'Eight seconds.', at: NINE };
export const phoneKnown: OfferEvent = { type: 'OfferLegKnown', ...leg, leg: 'phone', sid: 'CA8' };
export const phoneLifted: OfferEvent = {
  type: 'OfferPickedUp',
  ...leg,
  leg: 'phone',
  sid: 'CA8',
  expiresAt: NINE + 28_000,
};
export const phoneTurned = (number: number): OfferEvent => ({
  type: 'OfferTurned',
  ...leg,
  leg: 'phone',
  turn: number,
});
export const both = [rings, legKnown, alsoPhone, phoneKnown];
export const endPhone = {
  kind: 'line.end',
  id: 'o1.phone.end-leg',
  callId: 'c1',
  leg: { sid: 'CA8' },
} as const;
export const phoneTurn = (number: number, keys?: string): OfferCommand => ({
  type: 'TakeTurn',
  leg: 'phone',
  turn: number,
  input: { sid: 'CA8', ...(keys === undefined ? {} : { keys }) },
});
export const phoneRing = (ringSeconds: number) => ({
  kind: 'line.ring',
  id: 'o1.phone',
  callId: 'c1',
  to: '+447700900101',
  from: '+442079460100',
  ringSeconds,
  answered: { noun: 'offers', id: 'o1.phone', turn: 1 },
});
export const ended = (
  how: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled',
  name: 'first' | 'phone' = 'first',
): OfferCommand => ({ type: 'LegEnded', leg: name, how });
