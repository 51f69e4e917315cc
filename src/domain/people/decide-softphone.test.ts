import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { walk } from '../../../test/harness/random-walk.ts';
import { decidePerson } from './decide.ts';
import { evolvePerson } from './evolve.ts';
import {
  deviceToRing,
  Person,
  presenceOf,
  unreachableBecause,
  type KnownPerson,
  type PersonCommand,
  type PersonEvent,
  type PersonFacts,
} from './person.ts';
import { LEASE_MS, MOST_TABS, type SoftphoneLoss } from './softphone.ts';

const initial: Person = { status: 'unknown' };
const rules = { name: 'people', initial, decide: decidePerson, evolve: evolvePerson } as const;
const facts: PersonFacts = { wrapUpSeconds: null };
const here = { facts, id: 'ana' };
const of = { personId: 'ana', at: NINE } as const;

const describeAna: PersonCommand = {
  type: 'DescribePerson',
  record: {
    id: 'ana',
    name: 'Ana Silva',
    email: 'ana@deskbell.example',
    phone: '+447700900101',
    languages: ['en-GB'],
  },
  memberships: [],
};
const known: PersonEvent = {
  type: 'PersonDescribed',
  ...of,
  record: describeAna.record,
  memberships: describeAna.memberships,
};
const available: PersonEvent = { type: 'PresenceChosen', ...of, presence: 'available', reason: null };
const inBrowser: PersonEvent = { type: 'DeviceChosen', ...of, device: 'browser' };
const heard = (tab: string, at = NINE): PersonEvent => ({
  type: 'SoftphoneReady',
  personId: 'ana',
  tab,
  at,
  until: at + LEASE_MS,
});
const lost = (reason: SoftphoneLoss, ...tabs: readonly string[]): PersonEvent => ({
  type: 'SoftphoneLost',
  ...of,
  tabs,
  reason,
});
const freed: PersonEvent = { type: 'PersonFreed', ...of };
const joined: PersonEvent = { type: 'PersonJoinedCall', ...of, offerId: 'o1', callId: 'c1' };
const ready = [known, available, inBrowser, heard('one')];
const lease = (at: number) => ({ set: 'softphone-lease', at, command: { type: 'EndLeases' } }) as const;
const report = (tab: string): PersonCommand => ({ type: 'ReportReady', tab });
const loses = (tab: string, reason: SoftphoneLoss): PersonCommand => ({ type: 'ReportLost', tab, reason });

const person = (...past: readonly PersonEvent[]): KnownPerson => {
  const { state } = given(rules, ...past);
  if (state.status !== 'known') throw new Error('the person is unknown');
  return state;
};

describe('who takes calls in the browser', () => {
  test('is unreachable until a tab can be rung, and what is missing is said in words', () => {
    const off = person(known, available, inBrowser);
    expect(presenceOf(off).presence).toBe('unreachable');
    expect(unreachableBecause(off)).toBe("Ana Silva's browser is not ready for calls yet");
    expect(presenceOf(person(...ready)).presence).toBe('free');
    expect(unreachableBecause(person(...ready))).toBeNull();
    expect(unreachableBecause(person(...ready, lost('microphone', 'one')))).toBe(
      "The microphone of Ana Silva's browser is gone",
    );
  });

  test('is seen by what engages them first: on a call whatever becomes of the browser', () => {
    expect(presenceOf(person(...ready, joined, lost('line', 'one'))).presence).toBe('on-a-call');
  });

  test('is as reachable as ever on the telephone', () => {
    const back = { ...inBrowser, device: 'telephone' } as const;
    expect(presenceOf(person(known, available, inBrowser, back)).presence).toBe('free');
  });

  test('has the telephone rung when the browser cannot be, and at home without an excuse', () => {
    expect(deviceToRing(person(...ready))).toEqual({ device: 'browser', because: null });
    expect(deviceToRing(person(...ready, lost('speaker', 'one')))).toEqual({
      device: 'telephone',
      because: "The speaker of Ana Silva's browser is gone",
    });
    const goneHome: PersonEvent = { ...available, presence: 'offline' };
    expect(deviceToRing(person(...ready, goneHome))).toEqual({ device: 'telephone', because: null });
    expect(deviceToRing(person(known, available))).toEqual({ device: 'telephone', because: null });
  });
});

describe('choosing the device', () => {
  test('frees whoever could not be reached before', () => {
    given(rules, known, available, inBrowser)
      .when({ type: 'ChooseDevice', device: 'telephone' }, here)
      .then({ events: [{ ...inBrowser, device: 'telephone' }, freed] });
  });

  test('that is chosen already changes nothing', () => {
    given(rules, known, available).when({ type: 'ChooseDevice', device: 'telephone' }, here).thenNothing();
  });
});

describe('a tab that says it is ready', () => {
  test('is believed for a minute, and frees an idle person', () => {
    given(rules, known, available, inBrowser)
      .when(report('one'), here)
      .then({ events: [heard('one'), freed], timers: [lease(NINE + 60_000)] });
  });

  test('frees nobody who is on a call, away, or on the telephone anyway', () => {
    given(rules, known, available, inBrowser, joined)
      .when(report('one'), here)
      .then({ events: [heard('one')], timers: [lease(NINE + 60_000)] });
    given(rules, known, inBrowser)
      .when(report('one'), here)
      .then({ events: [heard('one')], timers: [lease(NINE + 60_000)] });
    given(rules, known, available)
      .when(report('one'), here)
      .then({ events: [heard('one')], timers: [lease(NINE + 60_000)] });
  });

  test('is written down again only when its lease has aged', () => {
    given(rules, ...ready)
      .when(report('one'), { ...here, at: NINE + 19_999 })
      .thenNothing();
    given(rules, ...ready)
      .when(report('one'), { ...here, at: NINE + 20_000 })
      .then({ events: [heard('one', NINE + 20_000)], timers: [lease(NINE + 80_000)] });
  });

  test('never makes a list without end', () => {
    const many = Array.from({ length: MOST_TABS + 5 }, (_, index) => heard(`tab-${index}`));
    const { softphone } = person(known, ...many);
    expect(softphone.state === 'ready' && softphone.tabs.map(({ tab }) => tab)).toHaveLength(MOST_TABS);
    expect(JSON.stringify(softphone)).toContain(`tab-${MOST_TABS + 4}`);
  });
});

describe('a browser is lost', () => {
  test('when its only tab says so', () => {
    given(rules, ...ready)
      .when(loses('one', 'microphone'), here)
      .then({ events: [lost('microphone', 'one')], timers: [{ clear: 'softphone-lease' }] });
  });

  test('but not while another tab is ready', () => {
    const two = [...ready, heard('two', NINE + 5_000)];
    const left = given(rules, ...two).when(loses('one', 'closed'), here);
    left.then({ events: [lost('closed', 'one')], timers: [lease(NINE + 65_000)] });
    expect(left.thenState()).toMatchObject({ softphone: { state: 'ready', tabs: [{ tab: 'two' }] } });
    given(rules, ...ready)
      .when(loses('two', 'closed'), here)
      .thenNothing();
  });

  test('when nothing was heard of it for a minute: it is asleep', () => {
    given(rules, ...ready)
      .when({ type: 'EndLeases' }, { ...here, at: NINE + 60_000 })
      .then({
        events: [{ ...lost('asleep', 'one'), at: NINE + 60_000 }],
        timers: [{ clear: 'softphone-lease' }],
      });
  });

  test('tab by tab: the time runs on for the one that was heard of last', () => {
    const two = [...ready, heard('two', NINE + 5_000)];
    given(rules, ...two)
      .when({ type: 'EndLeases' }, { ...here, at: NINE + 60_000 })
      .then({
        events: [{ ...lost('asleep', 'one'), at: NINE + 60_000 }],
        timers: [lease(NINE + 65_000)],
      });
    // A timer that comes early is set again.
    given(rules, ...two)
      .when({ type: 'EndLeases' }, { ...here, at: NINE + 30_000 })
      .then({ events: [], timers: [lease(NINE + 60_000)] });
  });

  test('from the start, when it never had a microphone; a better reason takes the place of a worse', () => {
    given(rules, known, available, inBrowser)
      .when(loses('one', 'microphone'), here)
      .then({ events: [lost('microphone', 'one')] });
    expect(unreachableBecause(person(...ready, lost('asleep', 'one'), lost('microphone', 'one')))).toMatch(
      /microphone/,
    );
    given(rules, ...ready, lost('microphone', 'one'))
      .when(loses('one', 'closed'), here)
      .thenNothing();
  });

  test('and found again: the person is offered callers from then on', () => {
    given(rules, ...ready, lost('asleep', 'one'))
      .when(report('one'), here)
      .then({ events: [heard('one'), freed], timers: [lease(NINE + 60_000)] });
  });
});

test('a person who was written down before there were browsers takes calls on the telephone', () => {
  const { device, deviceSince, softphone, ...old } = person(known, available);
  expect([device, deviceSince, softphone]).toEqual(['telephone', 0, { state: 'off' }]);
  expect(Person.parse(old)).toEqual(person(known, available));
});

test('whatever comes in whatever order, nobody is freed who cannot be reached, and no lease is without its end', () => {
  const tab = fc.constantFrom('one', 'two');
  const command: fc.Arbitrary<PersonCommand> = fc.oneof(
    fc.record({ type: fc.constant('ReportReady' as const), tab }),
    fc.record({
      type: fc.constant('ReportLost' as const),
      tab,
      reason: fc.constantFrom<SoftphoneLoss>('microphone', 'asleep', 'line', 'speaker', 'closed'),
    }),
    fc.record({
      type: fc.constant('ChooseDevice' as const),
      device: fc.constantFrom('browser' as const, 'telephone' as const),
    }),
    fc.record({
      type: fc.constant('ChoosePresence' as const),
      presence: fc.constantFrom('available' as const, 'away' as const, 'offline' as const),
      reason: fc.constant(null),
    }),
    fc.constantFrom<PersonCommand>(
      { type: 'EndLeases' },
      { type: 'StartRinging', offerId: 'o1', callId: 'c1' },
      { type: 'StopRinging', offerId: 'o1' },
      { type: 'JoinCall', offerId: 'o1', callId: 'c1' },
      { type: 'LeaveCall', offerId: 'o1' },
    ),
  );
  const steps = fc.array(
    fc.record({ command, facts: fc.constant(facts), afterMs: fc.integer({ min: 0, max: 40_000 }) }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(steps, (commands) => {
      let timer: number | null = null;
      let at = NINE;
      let state: Person = walk(rules, [{ command: describeAna, facts, afterMs: 0 }], {
        id: 'ana',
        parse: (written) => Person.parse(written),
        ended: [],
      });
      for (const one of commands) {
        at += one.afterMs;
        const answer = decidePerson(one.command, state, facts, { at, id: 'ana' });
        if ('refused' in answer) throw new Error(answer.reason);
        for (const change of answer.timers ?? []) {
          if ('set' in change && change.set === 'softphone-lease') timer = change.at;
          if ('clear' in change && change.clear === 'softphone-lease') timer = null;
        }
        state = answer.events.reduce(evolvePerson, state);
        if (state.status !== 'known') throw new Error('the person is unknown');
        if (answer.events.some(({ type }) => type === 'PersonFreed'))
          expect(presenceOf(state).presence).toBe('free');
        const { softphone } = state;
        expect(timer).toBe(
          softphone.state === 'ready' ? Math.min(...softphone.tabs.map(({ until }) => until)) : null,
        );
      }
    }),
  );
});
