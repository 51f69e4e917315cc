import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { walk } from '../../../test/harness/random-walk.ts';
import { Search } from './routing.ts';
import type { RoutingCommand, RoutingEvent, RoutingFacts } from './routing.ts';
import { rules, person, ana, tom, knowing, begin, began, chosen, over, when } from './search-for-tests.ts';

describe('a person becomes free', () => {
  const free = (waiting: RoutingFacts['waiting']) =>
    given(rules).when(
      { type: 'FindCaller', personId: 'ana' },
      { facts: { candidates: [], waiting }, id: 'person/ana' },
    );

  test('and the caller who is first in line is offered', () => {
    free([
      { entryId: 'c1.q1', triedAt: null },
      { entryId: 'c2.q1', triedAt: null },
    ]).then({ events: [{ type: 'CallerChosen', entryId: 'c1.q1', personId: 'ana', at: NINE }] });
  });

  test('but not the one whom they have just not taken', () => {
    free([
      { entryId: 'c1.q1', triedAt: NINE - 29_999 },
      { entryId: 'c2.q1', triedAt: NINE - 30_000 },
    ]).then({ events: [{ type: 'CallerChosen', entryId: 'c2.q1', personId: 'ana', at: NINE }] });
  });

  test('and nothing happens when nobody waits', () => {
    free([]).thenNothing();
  });
});

describe('a search', () => {
  test('rings nobody else while somebody is being rung', () => {
    when([began(), chosen('ana', 1)], { type: 'FindPerson' }, knowing(tom)).thenNothing();
  });

  test('that is over withdraws what rings and rings nobody any more', () => {
    const stop = when(
      [began(), chosen('ana', 1)],
      { type: 'StopSearch', why: 'The caller hung up.' },
      knowing(),
    );
    expect(stop.answer).toMatchObject({
      events: [{ type: 'SearchStopped', withdrawn: ['c1.q1.o1'] }],
      timers: [{ clear: 'again' }],
    });
    const stopped: RoutingEvent = {
      type: 'SearchStopped',
      entryId: 'c1.q1',
      callId: 'c1',
      withdrawn: [],
      why: 'The caller hung up.',
      at: NINE,
    };
    when([began(), stopped], { type: 'FindPerson' }, knowing(ana)).thenNothing();
    when([began(), stopped], over('ana', 1), knowing(tom)).thenNothing();
  });

  test('whatever comes in whatever order, rings no free person twice at once and never reuses an offer’s name', () => {
    const someone = fc.record({
      personId: fc.constantFrom('ana', 'tom', 'uma'),
      presence: fc.constantFrom('free', 'away', 'offline', 'on-a-call', 'wrap-up', 'ringing', 'unreachable'),
      idle: fc.integer({ min: 0, max: 60 }),
    });
    const facts = fc
      .uniqueArray(someone, { selector: ({ personId }) => personId })
      .map((people) =>
        knowing(...people.map(({ personId, presence, idle }) => person(personId, idle, { presence }))),
      );
    const offer = fc.integer({ min: 1, max: 6 });
    const who = fc.constantFrom('ana', 'tom', 'uma');
    const command: fc.Arbitrary<RoutingCommand> = fc.oneof(
      fc.constantFrom<RoutingCommand>({ type: 'FindPerson' }, { type: 'WidenSearch', into: 'sales' }),
      fc.tuple(who, offer).map(([personId, number]) => over(personId, number)),
      fc.tuple(who, offer).map(([personId, number]) => over(personId, number)),
      fc.tuple(who, offer).map(([personId, number]) => over(personId, number)),
      offer.map((number): RoutingCommand => ({ type: 'OfferReached', offerId: `c1.q1.o${number}` })),
      fc.constant<RoutingCommand>({ type: 'StopSearch', why: 'The caller hung up.' }),
    );
    const search = fc.record({
      strategy: fc.constantFrom('longest-idle' as const, 'ring-all' as const),
      only: fc.constantFrom<string[] | null>(null, ['ana', 'tom', 'uma']),
    });
    const steps = fc.array(fc.record({ command, facts, afterMs: fc.integer({ min: 0, max: 20_000 }) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(search, facts, steps, (wish, first, commands) => {
        const offers: string[] = [];
        walk(rules, [{ command: begin(wish), facts: first, afterMs: 0 }, ...commands], {
          id: 'c1.q1',
          parse: (written) => Search.parse(written),
          ended: ['over'],
          check: (_after, events) => {
            offers.push(...events.flatMap((event) => (event.type === 'PersonChosen' ? [event.offerId] : [])));
          },
        });
        expect(new Set(offers).size).toBe(offers.length);
      }),
    );
  });
});
