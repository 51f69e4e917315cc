import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { walk } from '../../../test/harness/random-walk.ts';
import { decidePerson } from './decide.ts';
import { evolvePerson } from './evolve.ts';
import { Person, presenceOf, type PersonCommand, type PersonEvent, type PersonFacts } from './person.ts';

const initial: Person = { status: 'unknown' };
const rules = { name: 'people', initial, decide: decidePerson, evolve: evolvePerson } as const;
const facts: PersonFacts = { wrapUpSeconds: 20 };
const here = { facts, id: 'ana' };

const describeAna = {
  type: 'DescribePerson',
  record: {
    id: 'ana',
    name: 'Ana Silva',
    email: 'ana@deskbell.example',
    phone: '+447700900101',
    languages: ['en-GB'],
  },
  memberships: [{ businessId: 'shop', role: 'receptionist', queues: ['billing'], skills: [] }],
} as const satisfies PersonCommand;

const of = { personId: 'ana', at: NINE } as const;
const known: PersonEvent = {
  type: 'PersonDescribed',
  ...of,
  record: { ...describeAna.record, languages: ['en-GB'] },
  memberships: [{ businessId: 'shop', role: 'receptionist', queues: ['billing'], skills: [] }],
};
const chose = (presence: 'available' | 'away' | 'offline', reason: string | null = null): PersonEvent => ({
  type: 'PresenceChosen',
  ...of,
  presence,
  reason,
});
const ringing: PersonEvent = { type: 'PersonRinging', ...of, offerId: 'o1', callId: 'c1' };
const joined: PersonEvent = { type: 'PersonJoinedCall', ...of, offerId: 'o1', callId: 'c1' };
const writing: PersonEvent = { type: 'WrapUpBegan', ...of, callId: 'c1', until: NINE + 20_000 };
const idle: PersonEvent = { type: 'PersonDisengaged', ...of };
const freed: PersonEvent = { type: 'PersonFreed', ...of };
const free = [known, chose('available')];
const wrapUp = { set: 'wrap-up', at: NINE + 20_000, command: { type: 'EndWrapUp' } } as const;

const presence = (...past: readonly PersonEvent[]) => {
  const { state } = given(rules, ...past);
  if (state.status !== 'known') throw new Error('the person is unknown');
  return presenceOf(state);
};

describe('what others see of a person', () => {
  test.each([
    ['offline', 'before they sign in', [known]],
    ['free', 'when they are available and nothing engages them', free],
    ['away', 'when they say so', [...free, chose('away', 'lunch')]],
    ['ringing', 'when a telephone of theirs rings', [...free, ringing]],
    ['on-a-call', 'when they have said yes', [...free, ringing, joined]],
    ['wrap-up', 'when they write up the call', [...free, joined, writing]],
  ] as const)('%s %s', (word, _when, past) => {
    expect(presence(...past).presence).toBe(word);
  });

  test('is what their telephone does, whatever they chose', () => {
    expect(presence(...free, joined, chose('away', 'lunch')).presence).toBe('on-a-call');
    expect(presence(...free, joined, chose('offline')).presence).toBe('on-a-call');
    expect(presence(...free, joined, chose('away', 'lunch'), idle).presence).toBe('away');
  });

  test('they are idle since they were last engaged, not since they signed in', () => {
    const later: PersonEvent = { ...idle, at: NINE + 600_000 };
    expect(presence(...free, joined, later)).toEqual({ presence: 'free', since: NINE + 600_000 });
    expect(presence(...free)).toEqual({ presence: 'free', since: NINE });
  });

  test('a new description changes neither their call nor their choice', () => {
    expect(presence(...free, joined, { ...known, at: NINE + 1_000 }).presence).toBe('on-a-call');
  });
});

describe('choosing', () => {
  const choose = (word: 'available' | 'away' | 'offline', reason: string | null = null): PersonCommand => ({
    type: 'ChoosePresence',
    presence: word,
    reason,
  });

  test('available frees an idle person at once', () => {
    given(rules, known)
      .when(choose('available'), here)
      .then({ events: [chose('available'), freed] });
  });

  test('available frees nobody who is on a call or writing up', () => {
    given(rules, known, joined)
      .when(choose('available'), here)
      .then({ events: [chose('available')] });
    given(rules, known, joined, writing)
      .when(choose('available'), here)
      .then({ events: [chose('available')] });
  });

  test('away or signing out frees nobody', () => {
    given(rules, ...free)
      .when(choose('away', 'lunch'), here)
      .then({ events: [chose('away', 'lunch')] });
    given(rules, ...free)
      .when(choose('offline'), here)
      .then({ events: [chose('offline')] });
  });

  test('the same again says nothing new; another reason does', () => {
    given(rules, ...free)
      .when(choose('available'), here)
      .thenNothing();
    given(rules, known, chose('away', 'lunch'))
      .when(choose('away', 'training'), here)
      .then({ events: [chose('away', 'training')] });
  });

  test('who signs out during a call is not freed by its end', () => {
    given(rules, ...free, joined, writing, chose('offline'))
      .when({ type: 'EndWrapUp' }, here)
      .then({ events: [idle], timers: [{ clear: 'wrap-up' }] });
  });
});

describe('ringing', () => {
  const start = { type: 'StartRinging', offerId: 'o1', callId: 'c1' } as const;

  test('engages an idle person', () => {
    given(rules, ...free)
      .when(start, here)
      .then({ events: [ringing], timers: [{ clear: 'wrap-up' }] });
  });

  test('interrupts the writing up, whose clock stops', () => {
    given(rules, ...free, joined, writing)
      .when(start, here)
      .then({ events: [ringing], timers: [{ clear: 'wrap-up' }] });
  });

  test('changes nothing for a person on a call', () => {
    given(rules, ...free, joined)
      .when({ ...start, offerId: 'o2' }, here)
      .thenNothing();
  });

  test('that stops frees the person for the next caller', () => {
    given(rules, ...free, ringing)
      .when({ type: 'StopRinging', offerId: 'o1' }, here)
      .then({ events: [idle, freed] });
  });

  test('that stops frees nobody who has gone away meanwhile, or whom another call rings', () => {
    given(rules, ...free, ringing, chose('away', 'lunch'))
      .when({ type: 'StopRinging', offerId: 'o1' }, here)
      .then({ events: [idle] });
    given(rules, ...free, ringing)
      .when({ type: 'StopRinging', offerId: 'o0' }, here)
      .thenNothing();
    given(rules, ...free, ringing, joined)
      .when({ type: 'StopRinging', offerId: 'o1' }, here)
      .thenNothing();
  });
});

describe('after a call', () => {
  const leave = { type: 'LeaveCall', offerId: 'o1' } as const;

  test('comes the writing up, which ends by itself', () => {
    given(rules, ...free, joined)
      .when(leave, here)
      .then({ events: [writing], timers: [wrapUp] });
    given(rules, ...free, joined, writing)
      .when({ type: 'EndWrapUp' }, here)
      .then({ events: [idle, freed], timers: [{ clear: 'wrap-up' }] });
  });

  test('comes the next caller at once where no time to write up is given', () => {
    given(rules, ...free, joined)
      .when(leave, { ...here, facts: { wrapUpSeconds: 0 } })
      .then({ events: [idle, freed] });
  });

  test('the writing up ends once', () => {
    given(rules, ...free)
      .when({ type: 'EndWrapUp' }, here)
      .thenNothing();
  });

  test('the end of another leg does not end this call', () => {
    given(rules, ...free, joined)
      .when({ ...leave, offerId: 'o0' }, here)
      .thenNothing();
  });
});

test('a person who is unknown is refused', () => {
  given(rules)
    .when({ type: 'ChoosePresence', presence: 'available', reason: null }, here)
    .thenRefused('person-unknown');
});

test('whatever comes in whatever order, a person is freed only when available and idle', () => {
  const offerId = fc.constantFrom('o1', 'o2');
  const command: fc.Arbitrary<PersonCommand> = fc.oneof(
    fc.record({
      type: fc.constant('ChoosePresence' as const),
      presence: fc.constantFrom('available' as const, 'away' as const, 'offline' as const),
      reason: fc.constantFrom(null, 'lunch'),
    }),
    fc.record({ type: fc.constant('StartRinging' as const), offerId, callId: fc.constant('c1') }),
    fc.record({ type: fc.constant('StopRinging' as const), offerId }),
    fc.record({ type: fc.constant('JoinCall' as const), offerId, callId: fc.constant('c1') }),
    fc.record({ type: fc.constant('LeaveCall' as const), offerId }),
    fc.constant<PersonCommand>({ type: 'EndWrapUp' }),
    fc.constant<PersonCommand>(describeAna),
  );
  const steps = fc.array(
    fc.record({
      command,
      facts: fc.constantFrom<PersonFacts>({ wrapUpSeconds: 20 }, { wrapUpSeconds: 0 }),
      afterMs: fc.integer({ min: 0, max: 30_000 }),
    }),
    { maxLength: 25 },
  );
  fc.assert(
    fc.property(steps, (commands) => {
      walk(rules, [{ command: describeAna, facts, afterMs: 0 }, ...commands], {
        id: 'ana',
        parse: (written) => Person.parse(written),
        ended: [],
        check: (after, events) => {
          if (!events.some(({ type }) => type === 'PersonFreed')) return;
          if (after.status !== 'known') throw new Error('an unknown person was freed');
          expect(presenceOf(after).presence).toBe('free');
        },
      });
    }),
  );
});
