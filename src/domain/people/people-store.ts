import { nounTable } from '../../store/noun-table.ts';
import type { Reader } from '../../store/database.ts';
import { remembering } from '../../store/remembering.ts';
import { Person, presenceOf, type KnownPerson } from './person.ts';

export const peopleStore = nounTable<Person, 'people'>({
  table: 'people',
  parse: (json) => Person.parse(json),
  columns: (person) =>
    person.status === 'known'
      ? {
          presence: presenceOf(person).presence,
          idle_since: presenceOf(person).since,
          phone: person.record.phone,
        }
      : { presence: 'offline', idle_since: 0, phone: '' },
  after: async (writer, id, person) => {
    if (person.status !== 'known') return;
    await writer.deleteFrom('memberships').where('person_id', '=', id).execute();
    if (person.memberships.length === 0) return;
    await writer
      .insertInto('memberships')
      .values(
        person.memberships.map(({ businessId, role }) => ({ person_id: id, business_id: businessId, role })),
      )
      .execute();
  },
});

const readPerson = remembering((json) => Person.parse(json));

/** A known person, or null. */
export async function findPerson(reader: Reader, id: string): Promise<KnownPerson | null> {
  const stored = await peopleStore.load(reader, id);
  return stored?.state.status === 'known' ? stored.state : null;
}

/** Everyone with a part in this business. */
export async function peopleOf(reader: Reader, businessId: string): Promise<readonly KnownPerson[]> {
  const rows = await reader
    .selectFrom('people')
    .innerJoin('memberships', 'memberships.person_id', 'people.id')
    .where('memberships.business_id', '=', businessId)
    .select('people.state')
    .orderBy('people.id')
    .execute();
  return rows.map((row) => readPerson(row.state)).filter((person) => person.status === 'known');
}

/** Everybody who takes calls, by id. */
export async function allPeople(reader: Reader): Promise<readonly KnownPerson[]> {
  const rows = await reader.selectFrom('people').select('state').orderBy('id').execute();
  return rows.map((row) => readPerson(row.state)).filter((person) => person.status === 'known');
}
