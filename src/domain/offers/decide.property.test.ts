import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { walk } from '../../../test/harness/random-walk.ts';
import { decideOffer } from './decide.ts';
import { evolveOffer } from './evolve.ts';
import { Offer, type OfferCommand, type OfferFacts } from './offer.ts';

const initial: Offer = { status: 'none' };
const rules = { initial, decide: decideOffer, evolve: evolveOffer };

/** An attempt has one leg for good: the line sees to that. */
const sid = 'CA7';
const person = fc.constantFrom('ana', 'tom');
const make: OfferCommand = {
  type: 'MakeOffer',
  personId: 'ana',
  purpose: 'queue',
  asker: { noun: 'routing', id: 'c1.q1' },
  callId: 'c1',
  businessId: 'shop',
  language: 'en-GB',
  queue: null,
  topic: null,
  story: [],
  waitingSince: 0,
  ringSeconds: 20,
  why: 'Ana is free.',
};
const settled = fc
  .constantFrom('line.ring', 'line.move', 'line.end')
  .chain((kind) =>
    fc.constantFrom<OfferCommand>(
      { type: 'EffectSettled', effectId: 'e', kind, outcome: 'done', result: { sid } },
      { type: 'EffectSettled', effectId: 'e', kind, outcome: 'failed', why: 'gone', reason: 'It has gone.' },
      { type: 'EffectSettled', effectId: 'e', kind, outcome: 'failed', why: 'gave-up', reason: 'Time-out.' },
    ),
  );
const command: fc.Arbitrary<OfferCommand> = fc.oneof(
  fc.constant(make),
  fc.record({
    type: fc.constant('TakeTurn' as const),
    turn: fc.integer({ min: 1, max: 4 }),
    input: fc.record(
      { sid: fc.constant(sid), keys: fc.constantFrom('1', '2', '5') },
      { requiredKeys: ['sid'] },
    ),
  }),
  fc.record({ type: fc.constant('AcceptOffer' as const), personId: person }),
  fc.record({
    type: fc.constant('RefuseOffer' as const),
    personId: person,
    reason: fc.constantFrom(null, 'lunch'),
  }),
  fc.constantFrom<OfferCommand>(
    { type: 'RingProgressed', sid, status: 'ringing' },
    { type: 'RingProgressed', sid, status: 'answered' },
    { type: 'ExpireOffer' },
    { type: 'WithdrawOffer', why: 'Taken.' },
    { type: 'ReleasePerson' },
  ),
  fc.record({
    type: fc.constant('LegEnded' as const),
    how: fc.constantFrom('completed', 'busy', 'no-answer', 'failed', 'canceled'),
  }),
  settled,
);
const LIVE: OfferFacts = {
  person: { name: 'Ana', phone: '+447700900101', busy: null },
  business: { name: 'Shop', callerId: '+442079460100' },
};
const facts: fc.Arbitrary<OfferFacts> = fc.constantFrom<OfferFacts>(LIVE, {
  ...LIVE,
  person: { name: 'Ana', phone: '+447700900101', busy: 'Ana is on a call.' },
});
const steps = fc.array(fc.record({ command, facts, afterMs: fc.integer({ min: 0, max: 30_000 }) }), {
  maxLength: 25,
});

test('whatever comes in whatever order, an offer is told one end, and one yes at most', () => {
  fc.assert(
    fc.property(steps, (commands) => {
      let yes = 0;
      let ends = 0;
      walk(rules, [{ command: make, facts: LIVE, afterMs: 0 }, ...commands], {
        id: 'o1',
        parse: (written) => Offer.parse(written),
        ended: ['ended'],
        check: (_after, events) => {
          yes += events.filter(({ type }) => type === 'OfferReached').length;
          ends += events.filter(({ type }) => type === 'OfferOver' || type === 'PersonLeftLine').length;
        },
      });
      expect(yes).toBeLessThanOrEqual(1);
      expect(ends).toBeLessThanOrEqual(1);
    }),
  );
});
