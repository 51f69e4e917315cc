import { nothing, type Decision, type Moment } from '../../kernel/decision.ts';
import { evolvePerson } from './evolve.ts';
import { presenceOf, type KnownPerson, type PersonCommand, type PersonEvent } from './person.ts';
import { LEASE_MS, RENEW_AFTER_MS } from './softphone.ts';

/** Where a person takes calls, and whether their browser can be rung. */

type Command<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

const LEASE_TIMER = 'softphone-lease';

/** The next call rings on this device. A call that rings or goes on now is not touched. */
export function chooseDevice(
  { device }: Command<'ChooseDevice'>,
  person: KnownPerson,
  { at, id }: Moment,
): Decision<PersonEvent> {
  if (person.device === device) return nothing;
  return { events: withFreed(person, [{ type: 'DeviceChosen', personId: id, device, at }], at, id) };
}

/** A tab says that it can be rung: it counts so for `LEASE_MS`. Repetition within `RENEW_AFTER_MS` is nothing. */
export function reportReady(
  { tab }: Command<'ReportReady'>,
  person: KnownPerson,
  { at, id }: Moment,
): Decision<PersonEvent> {
  const { softphone } = person;
  const known = softphone.state === 'ready' ? softphone.tabs.find((other) => other.tab === tab) : undefined;
  const until = at + LEASE_MS;
  // Every word is three more rows on disk; one that only repeats itself is not worth them.
  if (known !== undefined && until - known.until < RENEW_AFTER_MS) return nothing;
  return withLease(person, [{ type: 'SoftphoneReady', personId: id, tab, at, until }], { at, id });
}

/** A tab says that it can be rung no more, and why; the person cannot be, when it was the last one. */
export function reportLost(
  { tab, reason }: Command<'ReportLost'>,
  person: KnownPerson,
  moment: Moment,
): Decision<PersonEvent> {
  const { softphone } = person;
  const { at, id } = moment;
  const lost: PersonEvent = { type: 'SoftphoneLost', personId: id, tabs: [tab], reason, at };
  switch (softphone.state) {
    case 'ready':
      if (softphone.tabs.every((other) => other.tab !== tab)) return nothing;
      return withLease(person, [lost], moment);
    case 'lost':
      // A tab that was closed tells nothing about why the others could not be rung.
      return softphone.reason === reason || reason === 'closed' ? nothing : { events: [lost] };
    case 'off':
      return reason === 'closed' ? nothing : { events: [lost] };
  }
}

/** The timer's command: tabs that were silent for too long count as asleep. */
export function endLeases(person: KnownPerson, moment: Moment): Decision<PersonEvent> {
  const { softphone } = person;
  const { at, id } = moment;
  if (softphone.state !== 'ready') return nothing;
  const silent = softphone.tabs.filter(({ until }) => until <= at).map(({ tab }) => tab);
  if (silent.length === 0) return withLease(person, [], moment);
  const lost: PersonEvent = { type: 'SoftphoneLost', personId: id, tabs: silent, reason: 'asleep', at };
  return withLease(person, [lost], moment);
}

/** The events and, for the tab that falls silent next, a timer. */
function withLease(
  person: KnownPerson,
  events: readonly PersonEvent[],
  { at, id }: Moment,
): Decision<PersonEvent> {
  const after = afterAll(person, events);
  const next =
    after.softphone.state === 'ready' ? Math.min(...after.softphone.tabs.map(({ until }) => until)) : null;
  return {
    events: withFreed(person, events, at, id),
    timers: [
      next === null
        ? { clear: LEASE_TIMER }
        : { set: LEASE_TIMER, at: next, command: { type: 'EndLeases' } satisfies PersonCommand },
    ],
  };
}

/** Who could not be offered a caller before these events and can be after them is freed. */
export function withFreed(
  person: KnownPerson,
  events: readonly PersonEvent[],
  at: number,
  id: string,
): readonly PersonEvent[] {
  const isFree = (one: KnownPerson) => presenceOf(one).presence === 'free';
  if (isFree(person) || !isFree(afterAll(person, events))) return events;
  return [...events, { type: 'PersonFreed', personId: id, at }];
}

function afterAll(person: KnownPerson, events: readonly PersonEvent[]): KnownPerson {
  return events.reduce<KnownPerson>((before, event) => {
    const next = evolvePerson(before, event);
    return next.status === 'known' ? next : before;
  }, person);
}
