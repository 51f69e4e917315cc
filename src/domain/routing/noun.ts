import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Reader } from '../../store/database.ts';
import { ownerOfCall } from '../case-calls/case-calls-store.ts';
import { isEngaged } from '../offers/offers-store.ts';
import { findPerson, peopleOf } from '../people/people-store.ts';
import { presenceOf, unreachableBecause, type KnownPerson } from '../people/person.ts';
import { waitingIn } from '../queues/queues-store.ts';
import { decideRouting } from './decide.ts';
import { evolveSearch } from './evolve.ts';
import { routingStore, searchOf } from './routing-store.ts';
import type {
  Candidate,
  RoutingCommand,
  RoutingEvent,
  RoutingFacts,
  Search,
  SearchBegin,
} from './routing.ts';

export const routingNoun: Noun<Search, RoutingCommand, RoutingEvent, Effect, RoutingFacts> = {
  name: 'routing',
  initial: { status: 'none' },
  gather: gatherFacts,
  decide: decideRouting,
  evolve: evolveSearch,
  store: routingStore,
};

async function gatherFacts(
  reader: Reader,
  _id: string,
  command: RoutingCommand,
  search: Search,
): Promise<RoutingFacts> {
  switch (command.type) {
    case 'FindCaller':
      return { candidates: [], waiting: await waitingFor(reader, command.personId) };
    case 'BeginSearch':
    case 'SeekForCallback':
      return { candidates: await candidatesFor(reader, command.search, null), waiting: [] };
    case 'WidenSearch':
      if (search.status !== 'looking') return { candidates: [], waiting: [] };
      return { candidates: await candidatesFor(reader, search, command.into), waiting: [] };
    case 'FindPerson':
    case 'OfferOver':
      if (search.status !== 'looking') return { candidates: [], waiting: [] };
      return { candidates: await candidatesFor(reader, search, search.overflowQueue), waiting: [] };
    case 'OfferReached':
    case 'StopSearch':
      return { candidates: [], waiting: [] };
  }
}

async function candidatesFor(
  reader: Reader,
  search: SearchBegin,
  overflow: string | null,
): Promise<readonly Candidate[]> {
  const people = await peopleOf(reader, search.businessId);
  const matter = await ownerOfCall(reader, search.callId);
  const found: Candidate[] = [];
  for (const person of people) {
    const serving = serves(person, search, overflow);
    const theirs = matter !== null && search.only === null && matter.personId === person.record.id;
    if (!serving && !theirs) continue;
    const candidate = await toCandidate(reader, person, search.businessId);
    // Who has the case is rung for it though they do not serve the queue, but only while they are free.
    if (serving || candidate.presence === 'free')
      found.push(theirs ? { ...candidate, openCase: matter.number } : candidate);
  }
  return found;
}

function serves(
  person: KnownPerson,
  search: Pick<SearchBegin, 'only' | 'queue' | 'businessId'>,
  overflow: string | null,
): boolean {
  if (search.only !== null) return search.only.includes(person.record.id);
  const queues = person.memberships.find(({ businessId }) => businessId === search.businessId)?.queues ?? [];
  return queues.some((queue) => queue === search.queue || queue === overflow);
}

async function toCandidate(reader: Reader, person: KnownPerson, businessId: string): Promise<Candidate> {
  const { presence, since } = presenceOf(person);
  // An offer made a moment ago, in this same transaction, engages a person before their own state says so.
  const engaged = presence === 'free' && (await isEngaged(reader, person.record.id));
  return {
    personId: person.record.id,
    name: person.record.name,
    presence: engaged ? 'ringing' : presence,
    idleSince: since,
    skills: person.memberships.find((membership) => membership.businessId === businessId)?.skills ?? [],
    unreachable: unreachableBecause(person),
  };
}

async function waitingFor(reader: Reader, personId: string): Promise<RoutingFacts['waiting']> {
  const person = await findPerson(reader, personId);
  if (person === null || presenceOf(person).presence !== 'free' || (await isEngaged(reader, personId)))
    return [];
  const found: { entryId: string; triedAt: number | null; rank: number }[] = [];
  for (const membership of person.memberships) {
    for (const { id, entry } of await waitingIn(reader, membership.businessId)) {
      const search = await searchOf(reader, id);
      if (search?.status !== 'looking' || search.live.length > 0) continue;
      if (!serves(person, search, search.overflowQueue)) continue;
      if (!search.skills.every((skill) => membership.skills.includes(skill))) continue;
      const triedAt = search.tried.findLast((attempt) => attempt.personId === personId)?.at ?? null;
      found.push({ entryId: id, triedAt, rank: entry.rank });
    }
  }
  return found.toSorted((a, b) => a.rank - b.rank);
}
