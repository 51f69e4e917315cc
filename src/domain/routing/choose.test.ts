import { describe, expect, test } from '@jest/globals';
import { MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import {
  person,
  ana,
  tom,
  knowing,
  begin,
  began,
  chosen,
  noted,
  over,
  when,
  rung,
  why,
} from './search-for-tests.ts';

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

describe('a browser that cannot be reached', () => {
  const unreachable = {
    presence: 'unreachable',
    unreachable: "The microphone of Ana's browser is gone",
  } as const;

  test('is offered no caller of a queue, and the reason is said', () => {
    const { answer } = when([], begin(), knowing({ ...ana, ...unreachable }));
    expect(rung(answer)).toEqual([]);
    expect(why(answer)).toBe(
      "Nobody who serves Billing is free: Ana cannot be reached in the browser (The microphone of Ana's browser is gone).",
    );
  });

  test('of somebody who was asked for by name: their telephone rings, and the reason is said', () => {
    const { answer } = when([], begin({ only: ['ana'] }), knowing({ ...ana, ...unreachable }));
    expect(rung(answer)).toEqual(['ana']);
    expect(why(answer)).toMatch(/cannot be reached in the browser, and is rung on the telephone/);
  });
});

describe('a caller whose line to somebody was lost', () => {
  test('is offered to somebody else first', () => {
    const lost = person('ana', 60);
    expect(rung(when([], begin({ lost: 'ana' }), knowing(lost, tom)).answer)).toEqual(['tom']);
    // The twin: without the loss, it would have been the one who is idle longest.
    expect(rung(when([], begin(), knowing(lost, tom)).answer)).toEqual(['ana']);
  });

  test('and whom nobody else can take comes back to the same person after the usual rest', () => {
    const { answer } = when([], begin({ lost: 'ana' }), knowing(ana));
    expect(why(answer)).toBe('Ana has just lost the caller and will be rung again shortly.');
    expect(answer).toMatchObject({ timers: [{ set: 'again', at: NINE + 30_000 }] });
    const later = when([began({ lost: 'ana' })], { type: 'FindPerson' }, knowing(ana), NINE + 30_000);
    expect(rung(later.answer)).toEqual(['ana']);
  });
});
