import type { SetupView } from '../contract/setup.ts';
import { allBusinesses } from '../domain/businesses/businesses-store.ts';
import { peopleOf } from '../domain/people/people-store.ts';
import { businessesWhere, type Identity } from '../http/identity.ts';
import { PERMISSIONS } from '../http/permissions.ts';
import type { Reader } from '../store/database.ts';
import type { PracticeCalls } from './practice-calls.ts';

export interface SetupFacts {
  readonly publicUrl: string;
  readonly accountSid: string;
  /** Address of the handsets page; null with a real account. */
  readonly handsetsUrl: string | null;
}

/** What the set-up screen shows this person; whatever is about the account, to admins only. */
export async function describeSetup(
  reader: Reader,
  identity: Identity,
  facts: SetupFacts,
  practice: PracticeCalls,
): Promise<SetupView> {
  const emulated = facts.handsetsUrl !== null;
  const led = businessesWhere(identity, PERMISSIONS['setup.connect']);
  const isAdmin = led.length > 0;
  const { accountSid, publicUrl } = facts;
  return {
    emulated,
    handsetsUrl: facts.handsetsUrl,
    practice: await practice.describe(identity.personId),
    account: isAdmin && !emulated ? { accountSid: ends(accountSid), publicUrl } : null,
    admin: isAdmin ? { publicUrl, ...(await testCallChoices(reader, led)) } : null,
  };
}

/** Whose telephones an admin may try, and from which numbers. */
export async function testCallChoices(reader: Reader, businessIds: readonly string[]) {
  const businesses = (await allBusinesses(reader)).filter(({ id }) => businessIds.includes(id));
  const people = (await Promise.all(businesses.map(({ id }) => peopleOf(reader, id)))).flat();
  const known = new Map(people.map(({ record: { id, name, phone } }) => [id, { personId: id, name, phone }]));
  return {
    numbers: businesses.flatMap(({ name, numbers }) =>
      numbers.map(({ number }) => ({ number, businessName: name })),
    ),
    people: [...known.values()],
  };
}

/** Enough to tell two accounts apart. */
function ends(sid: string): string {
  return `${sid.slice(0, 6)}…${sid.slice(-4)}`;
}
