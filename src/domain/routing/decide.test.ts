import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { walk } from '../../../test/harness/random-walk.ts';
import { decideRouting } from './decide.ts';
import { evolveSearch } from './evolve.ts';
import {
  Search,
  type Candidate,
  type RoutingCommand,
  type RoutingEvent,
  type RoutingFacts,
  type SearchBegin,
} from './routing.ts';

const initial: Search = { status: 'none' };
const rules = { name: 'routing', initial, decide: decideRouting, evolve: evolveSearch } as const;
const MINUTE = 60_000;

const person = (personId: string, idleMinutes: number, more: Partial<Candidate> = {}): Candidate => ({
  personId,
  name: personId.replace(/^./, (letter) => letter.toUpperCase()),
  presence: 'free',
  idleSince: NINE - idleMinutes * MINUTE,
  skills: [],
  ...more,
});
const ana = person('ana', 10);
const tom = person('tom', 5);
const knowing = (...candidates: readonly Candidate[]): RoutingFacts => ({ candidates, waiting: [] });

const wanted: SearchBegin = {
  callId: 'c1',
  businessId: 'shop',
  queue: 'billing',
  queueName: 'Billing',
  only: null,
  strategy: 'longest-idle',
  skills: [],
  ringSeconds: 20,
  topic: null,
  language: 'en-GB',
  story: ['Chose Billing'],
  waitingSince: NINE,
};
const begin = (search: Partial<SearchBegin> = {}): RoutingCommand => ({
  type: 'BeginSearch',
  search: { ...wanted, ...search },
});
const began = (search: Partial<SearchBegin> = {}): RoutingEvent => ({
  type: 'SearchBegan',
  entryId: 'c1.q1',
  callId: 'c1',
  search: { ...wanted, ...search },
  at: NINE,
});
const chosen = (personId: string, offer: number): RoutingEvent => ({
  type: 'PersonChosen',
  entryId: 'c1.q1',
  callId: 'c1',
  businessId: 'shop',
  offerId: `c1.q1.o${offer}`,
  personId,
  purpose: 'queue',
  queue: 'billing',
  topic: null,
  language: 'en-GB',
  story: ['Chose Billing'],
  waitingSince: NINE,
  ringSeconds: 20,
  why: 'Free.',
  at: NINE,
});
const noted = (personId: string, offer: number): RoutingEvent => ({
  type: 'OfferNoted',
  entryId: 'c1.q1',
  callId: 'c1',
  offerId: `c1.q1.o${offer}`,
  personId,
  at: NINE,
});
const over = (personId: string, offer: number): RoutingCommand => ({
  type: 'OfferOver',
  offerId: `c1.q1.o${offer}`,
  personId,
  outcome: 'no-answer',
});
const when = (past: readonly RoutingEvent[], command: RoutingCommand, facts: RoutingFacts, at = NINE) =>
  given(rules, ...past).when(command, { facts, at, id: 'c1.q1' });
/** Who is rung, and the reason that is kept. */
const rung = (answer: ReturnType<typeof when>['answer']) =>
  'refused' in answer
    ? []
    : answer.events.flatMap((event) => (event.type === 'PersonChosen' ? [event.personId] : []));
const why = (answer: ReturnType<typeof when>['answer']) =>
  'refused' in answer ? '' : answer.events.flatMap((event) => ('why' in event ? [event.why] : [])).join(' ');

describe('longest idle', () => {
  test('rings the one who has been free longest, with the reason', () => {
    const { answer } = when([], begin(), knowing(tom, ana));
    expect(rung(answer)).toEqual(['ana']);
    expect(why(answer)).toBe('Ana has been free longest (10 min) of the 2 free people who serve Billing.');
  });

  test('rings the only one who is free', () => {
    const { answer } = when([], begin(), knowing({ ...ana, presence: 'on-a-call' }, tom));
    expect(rung(answer)).toEqual(['tom']);
    expect(why(answer)).toBe('Tom is the only free person of those who serve Billing.');
  });

  test('goes to the next one when the first does not answer', () => {
    const { answer } = when([began(), chosen('ana', 1)], over('ana', 1), knowing(ana, tom));
    expect(rung(answer)).toEqual(['tom']);
  });
});

describe('ring all', () => {
  const all = { strategy: 'ring-all' } as const;

  test('rings everyone who is free at once, each under a name of its own', () => {
    const { answer } = when([], begin(all), knowing(ana, tom, person('uma', 1, { presence: 'away' })));
    expect(answer).toMatchObject({
      events: [{}, { personId: 'ana', offerId: 'c1.q1.o1' }, { personId: 'tom', offerId: 'c1.q1.o2' }],
    });
    expect(why(answer)).toMatch(/All 2 who serve Billing/);
  });

  test('waits for the last of them before it looks again', () => {
    const ringing = [began(all), chosen('ana', 1), chosen('tom', 2)];
    expect(rung(when(ringing, over('ana', 1), knowing(ana, tom, person('uma', 1))).answer)).toEqual([]);
  });

  test('stops the others when one says yes', () => {
    const ringing = [began(all), chosen('ana', 1), chosen('tom', 2)];
    expect(when(ringing, { type: 'OfferReached', offerId: 'c1.q1.o1' }, knowing()).answer).toMatchObject({
      events: [{ type: 'SearchStopped', withdrawn: ['c1.q1.o2'] }],
    });
  });
});

describe('skills', () => {
  test('a person must have every one that the queue needs', () => {
    const german = person('tom', 1, { skills: ['german', 'billing'] });
    const { answer } = when([], begin({ skills: ['german', 'billing'] }), knowing(ana, german));
    expect(rung(answer)).toEqual(['tom']);
  });

  test('when nobody has them, that is the reason', () => {
    const { answer } = when([], begin({ skills: ['german'] }), knowing(ana, tom));
    expect(rung(answer)).toEqual([]);
    expect(why(answer)).toBe('No one with the skills needed serves Billing.');
  });
});

describe('rest after a refusal', () => {
  const tried = [began(), chosen('ana', 1)];

  test('who has not taken a caller is not rung again for them at once, but 30 seconds later', () => {
    const later = when(tried, over('ana', 1), knowing(ana));
    expect(later.answer).toMatchObject({
      events: [{ type: 'OfferNoted' }, { type: 'NobodyChosen' }],
      timers: [{ set: 'again', at: NINE + 30_000, command: { type: 'FindPerson' } }],
    });
    const past = [...tried, noted('ana', 1)];
    expect(rung(when(past, { type: 'FindPerson' }, knowing(ana), NINE + 29_999).answer)).toEqual([]);
    expect(rung(when(past, { type: 'FindPerson' }, knowing(ana), NINE + 30_000).answer)).toEqual(['ana']);
  });

  test('others are rung meanwhile', () => {
    const past = [...tried, noted('ana', 1)];
    expect(rung(when(past, { type: 'FindPerson' }, knowing(ana, tom)).answer)).toEqual(['tom']);
  });
});

describe('particular people', () => {
  const only = { only: ['ana', 'tom'], queue: null } as const;
  const wish = { ...only, only: [...only.only] };

  test('are rung at home and while they write up, but not when they are away', () => {
    const home = { ...ana, presence: 'offline' } as const;
    const { answer } = when([], begin(wish), knowing(home, { ...tom, presence: 'away' }));
    expect(rung(answer)).toEqual(['ana']);
    expect(why(answer)).toBe('Ana was asked for, is not signed in, and is rung all the same.');
    expect(rung(when([], begin(), knowing(home)).answer)).toEqual([]);
  });

  test('free ones come first, however long the others have been at home', () => {
    const home = person('ana', 600, { presence: 'offline' });
    expect(rung(when([], begin(wish), knowing(home, tom)).answer)).toEqual(['tom']);
  });

  test('are rung once each; then the caller goes back to the flow', () => {
    const past = [began(wish), chosen('ana', 1), noted('ana', 1), chosen('tom', 2)];
    const done = when(past, over('tom', 2), knowing(ana, tom));
    expect(done.answer).toMatchObject({
      events: [{ type: 'OfferNoted' }, { type: 'NobodyChosen' }, { type: 'NobodyLeft' }],
    });
    expect(why(done.answer)).toMatch(/Ana did not answer, Tom did not answer/);
    expect(done.thenState().status).toBe('over');
  });

  test('one did not answer and the other is on a call: the caller is not kept waiting for either', () => {
    const past = [began(wish), chosen('ana', 1)];
    const done = when(past, over('ana', 1), knowing(ana, { ...tom, presence: 'on-a-call' }));
    expect(done.answer).toMatchObject({ events: [{}, {}, { type: 'NobodyLeft' }] });
    expect(why(done.answer)).toMatch(/Ana did not answer, Tom is on a call/);
    expect(done.answer).not.toHaveProperty('timers');
  });
});

describe('nobody', () => {
  test('is free: the caller of a queue goes on waiting, and everyone can see why', () => {
    const { answer } = when(
      [],
      begin(),
      knowing({ ...ana, presence: 'on-a-call' }, { ...tom, presence: 'away' }),
    );
    expect(answer).toMatchObject({ events: [{ type: 'SearchBegan' }, { type: 'NobodyChosen' }] });
    expect(why(answer)).toBe('Nobody who serves Billing is free: Ana is on a call, Tom is away.');
  });

  test('serves the queue: that is the reason', () => {
    expect(why(when([], begin(), knowing()).answer)).toBe('Nobody serves Billing.');
  });

  test('until others may help out', () => {
    const widened = when([began()], { type: 'WidenSearch', into: 'sales' }, knowing(tom));
    expect(widened.answer).toMatchObject({
      events: [{ type: 'SearchWidened', into: 'sales' }, { personId: 'tom' }],
    });
    const busy = when([began(), chosen('ana', 1)], { type: 'WidenSearch', into: 'sales' }, knowing(tom));
    expect(rung(busy.answer)).toEqual([]);
  });
});

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
