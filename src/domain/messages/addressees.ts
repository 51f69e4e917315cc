import type { Business } from '../businesses/business.ts';
import type { KnownPerson } from '../people/person.ts';
import type { Addressee } from './message.ts';

/** Who can be sent messages in a business, and who that is. */

export interface Resolved {
  readonly for: Addressee;
  readonly people: readonly { readonly personId: string; readonly name: string }[];
}

/** Null: there is no such person, queue or topic. A bare `key` is a queue's, or else a person's. */
export function addresseeOf(
  business: Business,
  people: readonly KnownPerson[],
  wanted: { readonly kind: 'person' | 'queue' | 'topic' | 'key'; readonly id: string },
): Resolved | null {
  const { kind, id } = wanted;
  const named = (ids: readonly string[]) =>
    ids.flatMap((personId) => {
      const person = people.find(({ record }) => record.id === personId);
      return person === undefined ? [] : [{ personId, name: person.record.name }];
    });
  if (kind === 'queue' || kind === 'key') {
    const queue = business.queues.find(({ key }) => key === id);
    if (queue !== undefined) {
      const staff = business.staff.filter(({ queues }) => queues.includes(id)).map(({ person }) => person);
      return { for: { kind: 'queue', id, name: queue.name }, people: named(staff) };
    }
  }
  if (kind === 'topic') {
    const topic = business.topics.find(({ key }) => key === id);
    return topic === undefined
      ? null
      : { for: { kind: 'topic', id, name: topic.name }, people: named(topic.experts) };
  }
  const [person] = kind === 'queue' ? [] : named([id]);
  return person === undefined ? null : { for: { kind: 'person', id, name: person.name }, people: [person] };
}

/** Everybody and everything that a message can be for, people first. */
export function addresseesOf(business: Business, people: readonly KnownPerson[]): readonly Addressee[] {
  return [
    ...people.map(({ record }) => ({ kind: 'person' as const, id: record.id, name: record.name })),
    ...business.queues.map(({ key, name }) => ({ kind: 'queue' as const, id: key, name })),
    ...business.topics.map(({ key, name }) => ({ kind: 'topic' as const, id: key, name })),
  ];
}
