import type { Targets } from '../contract/api.ts';
import type { Business } from '../domain/businesses/business.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import { toExpert, toManager } from '../domain/calls/words.ts';
import { peopleOf } from '../domain/people/people-store.ts';
import { presenceOf, type KnownPerson } from '../domain/people/person.ts';
import { waitingIn } from '../domain/queues/queues-store.ts';
import type { Reader } from '../store/database.ts';

/** To whom a call of this business may go, likely ones first; `self` is not offered to themselves. */
export async function targetsFor(
  reader: Reader,
  asked: {
    readonly businessId: string;
    readonly self: string;
    /** In which the caller hears where they go (BCP 47). */
    readonly language: string;
    /** Epoch ms. */
    readonly at: number;
  },
): Promise<Targets> {
  const { businessId, self, language, at } = asked;
  const business = await businessOf(reader, businessId);
  const people = (await peopleOf(reader, businessId)).filter(({ record }) => record.id !== self);
  const waiting = await waitingIn(reader, businessId);
  const names = new Map(people.map(({ record }) => [record.id, record.name]));
  const isFree = (id: string) =>
    people.some((person) => person.record.id === id && presenceOf(person).presence === 'free');
  return {
    people: people.map((person) => toTarget(person, business)).toSorted(likelyFirst),
    queues: business.queues.map(({ key, name }) => ({
      queue: key,
      name,
      waiting: waiting.filter(({ entry }) => entry.queue === key).length,
      free: people.filter(
        (person) => serves(person, businessId, key) && presenceOf(person).presence === 'free',
      ).length,
    })),
    topics: business.topics.map(({ key, name, experts }) => ({
      key,
      name,
      experts: experts.flatMap((id) => names.get(id) ?? []),
      free: experts.filter(isFree).length,
      callerHears: toExpert(business, key, at, language),
    })),
    authorities: business.authorities.map(({ key, name, ladder }) => ({
      key,
      name,
      rungs: ladder.map((rung) => ({
        name: rung.name,
        people: rung.people.flatMap((id) => names.get(id) ?? []),
      })),
      callerHears: toManager(business, key, language),
    })),
  };
}

function serves(person: KnownPerson, businessId: string, queue: string): boolean {
  return person.memberships.some(
    (membership) => membership.businessId === businessId && membership.queues.includes(queue),
  );
}

const UNSUITABLE: Readonly<Partial<Record<string, string>>> = {
  ringing: 'is being rung for another call',
  'on-a-call': 'is on another call',
  away: 'is away',
};

function toTarget(person: KnownPerson, business: Business): Targets['people'][number] {
  const { presence, since } = presenceOf(person);
  const why = UNSUITABLE[presence];
  const reason = presence === 'away' && person.awayReason !== null ? ` (${person.awayReason})` : '';
  return {
    personId: person.record.id,
    name: person.record.name,
    role: person.memberships.find(({ businessId }) => businessId === business.id)?.role ?? 'receptionist',
    presence,
    since,
    topics: business.topics
      .filter(({ experts }) => experts.includes(person.record.id))
      .map(({ name }) => name),
    unsuitable: why === undefined ? null : `${person.record.name} ${why}${reason}.`,
  };
}

function likelyFirst(a: Targets['people'][number], b: Targets['people'][number]): number {
  const rank = (target: Targets['people'][number]) =>
    (target.unsuitable === null ? 0 : 4) +
    (target.presence === 'free' ? 0 : 2) +
    (target.topics.length > 0 ? 0 : 1);
  return rank(a) - rank(b) || a.name.localeCompare(b.name);
}
