import type { Reader } from '../../store/database.ts';
import type { Business } from '../businesses/business.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { findPerson } from '../people/people-store.ts';
import { findRota } from '../rotas/rotas-store.ts';
import { onCallAt } from '../rotas/turns.ts';
import type { LadderFacts, RungMember, RungPerson } from './ladder.ts';

type Found = LadderFacts['rungs'][number];

/** Whom a rung means at this moment (`at`, epoch ms), and what of it means nobody. */
export async function membersOf(
  reader: Reader,
  businessId: string,
  who: readonly RungMember[],
  at: number,
  barred: RungPerson['barred'],
): Promise<Found> {
  const business = await businessOf(reader, businessId);
  const people: RungPerson[] = [];
  const missing: string[] = [];
  for (const member of who) {
    const named = await idsOf(reader, business, member, at);
    if (named.ids.length === 0) missing.push(named.missing);
    for (const id of named.ids) {
      const person = await findPerson(reader, id);
      if (person === null) missing.push(`there is nobody with the id "${id}"`);
      else if (!business.staff.some((staff) => staff.person === id))
        missing.push(`${person.record.name} does not work for ${business.name} any more`);
      else people.push({ personId: id, name: person.record.name, why: named.why, barred });
    }
  }
  return { people, missing };
}

interface Named {
  readonly ids: readonly string[];
  /** Why these: `is on call (Nights)`. */
  readonly why: string;
  /** What is said when there is nobody. */
  readonly missing: string;
}

async function idsOf(reader: Reader, business: Business, member: RungMember, at: number): Promise<Named> {
  switch (member.kind) {
    case 'person':
      return { ids: [member.id], why: 'is named', missing: '' };
    case 'team':
      return teamOf(business, member.key);
    case 'rota': {
      const rota = await findRota(reader, member.id);
      if (rota === null) return { ids: [], why: '', missing: `there is no rota "${member.id}"` };
      const shift = onCallAt(rota, at);
      const { name } = rota.plan;
      return {
        ids: shift === null ? [] : [shift.personId],
        why: `is on call (${name})`,
        missing: `nobody is on call (${name})`,
      };
    }
  }
}

/** A role, a queue or a topic of the business. */
function teamOf(business: Business, key: string): Named {
  const role = business.staff.filter((staff) => staff.role === key).map(({ person }) => person);
  if (role.length > 0) return { ids: role, why: `is one of the ${key}s`, missing: '' };
  const queue = business.queues.find((candidate) => candidate.key === key);
  if (queue !== undefined) {
    const ids = business.staff.filter(({ queues }) => queues.includes(key)).map(({ person }) => person);
    return { ids, why: `answers ${queue.name}`, missing: `nobody answers ${queue.name}` };
  }
  const topic = business.topics.find((candidate) => candidate.key === key);
  if (topic !== undefined)
    return { ids: topic.experts, why: `knows ${topic.name}`, missing: `nobody knows ${topic.name}` };
  return { ids: [], why: '', missing: `${business.name} has no team "${key}"` };
}
