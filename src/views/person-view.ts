import type { PersonRow } from '../contract/live.ts';
import type { Softphone } from '../contract/shapes.ts';
import { findPerson, peopleStore } from '../domain/people/people-store.ts';
import { presenceOf, unreachableBecause, type KnownPerson } from '../domain/people/person.ts';
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
    reason: presence === 'away' ? person.awayReason : unreachableBecause(person),
    callId: engagement.kind === 'idle' ? null : engagement.callId,
    until: engagement.kind === 'wrap-up' ? engagement.until : null,
    device: person.device,
    softphone: softphoneShown(person),
    memberships: person.memberships.map(({ businessId, role }) => ({ businessId, role })),
  };
}

/** The telephone in this person's browser as the console knows it: single tabs are the server's affair. */
export function softphoneShown({ softphone }: Pick<KnownPerson, 'softphone'>): Softphone {
  switch (softphone.state) {
    case 'off':
      return { state: 'off', reason: null, since: null };
    case 'ready':
      return { state: 'ready', reason: null, since: softphone.since };
    case 'lost':
      return { state: 'lost', reason: softphone.reason, since: softphone.since };
  }
}
