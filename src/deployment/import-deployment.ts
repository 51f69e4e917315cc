import type { Engine, EngineTransaction } from '../engine/engine.ts';
import type { Business, PersonRecord } from '../domain/businesses/business.ts';
import type { BusinessCommand } from '../domain/businesses/noun.ts';
import { allPeople } from '../domain/people/people-store.ts';
import type { KnownPerson, Membership, PersonCommand } from '../domain/people/person.ts';
import { normaliseEmail } from '../kernel/email.ts';
import type { Message } from '../kernel/decision.ts';
import type { Database, Reader, Writer } from '../store/database.ts';
import type { Deployment } from './load-deployment.ts';

/** What an import came to, for whoever started it. */
export interface ImportReport {
  /** People who had no sign-in before. */
  readonly newSignIns: readonly PersonRecord[];
  /** People who were on the staff of one of these businesses and are so no more. */
  readonly left: readonly PersonRecord[];
}

/** What is written down does not fit what the store holds already; its message is all that need be shown. */
export class ImportConflict extends Error {
  override readonly name = 'ImportConflict';
}

/**
 * Takes businesses and people over as they are written down, all or nothing; what was known of them before is
 * replaced, what they are doing is kept. Who has no part in any business any more cannot sign in any more.
 * `passwordHashFor` gives the hash for somebody who has no sign-in yet.
 * @throws ImportConflict when a number or an e-mail address belongs to somebody who is not in the deployment.
 */
export async function importDeployment(parts: {
  readonly engine: Pick<Engine, 'transact'>;
  readonly database: Database;
  readonly deployment: Deployment;
  readonly passwordHashFor: (person: PersonRecord) => Promise<string>;
}): Promise<ImportReport> {
  const { engine, database, deployment, passwordHashFor } = parts;
  await refuseConflicts(database.reader, deployment);

  // Hashing takes its time, and nothing but the database may be waited for inside the transaction.
  const withSignIn = await peopleWithSignIn(database.reader);
  const newSignIns = deployment.people.filter(({ id }) => !withSignIn.has(id));
  const hashes = new Map<string, string>();
  for (const person of newSignIns) hashes.set(person.id, await passwordHashFor(person));

  const left = await engine.transact(async (transaction) => {
    const known = await allPeople(transaction.reader);
    await describeBusinesses(transaction, deployment.businesses);
    for (const record of deployment.people) {
      const before = known.find((person) => person.record.id === record.id);
      const memberships = membershipsOf(record.id, before, deployment.businesses);
      await submit(transaction, people(record.id, { type: 'DescribePerson', record, memberships }));
      await giveSignIn(transaction.writer, record, hashes.get(record.id));
    }
    return letGo(transaction, known, deployment);
  });
  return { newSignIns, left };
}

async function refuseConflicts(reader: Reader, { businesses, people }: Deployment): Promise<void> {
  const conflicts: string[] = [];
  const ours = new Set(businesses.map(({ id }) => id));
  for (const row of await reader.selectFrom('business_numbers').selectAll().execute()) {
    const taker = businesses.find(({ numbers }) => numbers.some(({ number }) => number === row.number));
    if (taker !== undefined && !ours.has(row.business_id))
      conflicts.push(
        `${row.number} of ${taker.name} is a number of the business "${row.business_id}" already`,
      );
  }
  const named = new Set(people.map(({ id }) => id));
  for (const row of await reader.selectFrom('credentials').select(['person_id', 'email']).execute()) {
    const taker = people.find(({ email }) => normaliseEmail(email) === row.email);
    if (taker !== undefined && !named.has(row.person_id))
      conflicts.push(`${row.email} of ${taker.name} is the e-mail address of "${row.person_id}" already`);
  }
  if (conflicts.length === 0) return;
  throw new ImportConflict(
    `What is in the database already does not fit:\n${conflicts.map((one) => `  ${one}`).join('\n')}\nNothing was changed.`,
  );
}

async function peopleWithSignIn(reader: Reader): Promise<ReadonlySet<string>> {
  const rows = await reader.selectFrom('credentials').select('person_id').execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

async function describeBusinesses(
  transaction: EngineTransaction<unknown>,
  businesses: readonly Business[],
): Promise<void> {
  // A number may move from one of these businesses to another, so all of them let go of theirs first.
  const ids = businesses.map(({ id }) => id);
  await transaction.writer.deleteFrom('business_numbers').where('business_id', 'in', ids).execute();
  for (const business of businesses) {
    const command: BusinessCommand = { type: 'DescribeBusiness', business };
    await submit(transaction, { noun: 'businesses', id: business.id, command });
  }
}

/** Parts in the businesses that are written down, and those in others as they were. */
function membershipsOf(
  personId: string,
  before: KnownPerson | undefined,
  businesses: readonly Business[],
): readonly Membership[] {
  const elsewhere = (before?.memberships ?? []).filter(
    ({ businessId }) => !businesses.some(({ id }) => id === businessId),
  );
  const here = businesses.flatMap((business) =>
    business.staff
      .filter(({ person }) => person === personId)
      .map(({ role, queues, skills }) => ({ businessId: business.id, role, queues, skills })),
  );
  return [...elsewhere, ...here];
}

async function giveSignIn(writer: Writer, record: PersonRecord, hash: string | undefined): Promise<void> {
  const email = normaliseEmail(record.email);
  if (hash === undefined) {
    await writer.updateTable('credentials').set({ email }).where('person_id', '=', record.id).execute();
    return;
  }
  await writer
    .insertInto('credentials')
    .values({ person_id: record.id, email, password_hash: hash })
    .execute();
}

/** Who is written down no more loses their part in these businesses, and the sign-in with the last part. */
async function letGo(
  transaction: EngineTransaction<unknown>,
  known: readonly KnownPerson[],
  { businesses, people: staying }: Deployment,
): Promise<readonly PersonRecord[]> {
  const left: PersonRecord[] = [];
  for (const person of known) {
    const { record } = person;
    const memberships = membershipsOf(record.id, person, businesses);
    if (staying.some(({ id }) => id === record.id) || memberships.length === person.memberships.length)
      continue;
    left.push(record);
    await submit(transaction, people(record.id, { type: 'DescribePerson', record, memberships }));
    if (memberships.length > 0) continue;
    await transaction.writer.deleteFrom('sessions').where('person_id', '=', record.id).execute();
    await transaction.writer.deleteFrom('credentials').where('person_id', '=', record.id).execute();
  }
  return left;
}

const people = (id: string, command: PersonCommand): Message => ({ noun: 'people', id, command });

async function submit(transaction: EngineTransaction<unknown>, message: Message): Promise<void> {
  const outcome = await transaction.submit(message);
  if (!outcome.done) throw new Error(`${message.noun}/${message.id}: ${outcome.refusal.reason}`);
}
