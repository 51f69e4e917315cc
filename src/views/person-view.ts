import type { PersonRow } from '../contract/live.ts';
import { findPerson, peopleStore } from '../domain/people/people-store.ts';
import { presenceOf, type KnownPerson } from '../domain/people/person.ts';
import type { View } from '../live/board.ts';
import type { Database } from '../store/database.ts';

/** Everyone who takes calls, with what they are doing. */
export function personView(database: Database): View<PersonRow> {
  const { reader } = database;
  return {
    async all() {
      const ids = await reader.selectFrom('people').select('id').execute();
      const people = await Promise.all(ids.map(({ id }) => peopleStore.load(reader, id)));
      return people.flatMap((stored) => (stored?.state.status === 'known' ? [personRow(stored.state)] : []));
    },
    async one(id) {
      const person = await findPerson(reader, id);
      return person === null ? null : personRow(person);
    },
  };
}

function personRow(person: KnownPerson): PersonRow {
  const { presence, since } = presenceOf(person);
  const { engagement } = person;
  return {
    id: person.record.id,
    name: person.record.name,
    presence,
    since,
    reason: presence === 'away' ? person.awayReason : null,
    callId: engagement.kind === 'idle' ? null : engagement.callId,
    until: engagement.kind === 'wrap-up' ? engagement.until : null,
    memberships: person.memberships.map(({ businessId, role }) => ({ businessId, role })),
  };
}
