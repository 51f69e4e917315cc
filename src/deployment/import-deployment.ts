import type { Engine } from '../engine/engine.ts';
import type { Business, PersonRecord } from '../domain/businesses/business.ts';
import type { BusinessCommand } from '../domain/businesses/noun.ts';
import type { Membership, PersonCommand } from '../domain/people/person.ts';
import { normaliseEmail } from '../http/sessions.ts';
import type { Database } from '../store/database.ts';
import type { Deployment } from '../demo/load-deployment.ts';

/**
 * Takes businesses and people over as they are written down; what was known of them before is replaced, what they
 * are doing is kept. `passwordHashFor` gives the hash for somebody who has no sign-in yet.
 */
export async function importDeployment(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly deployment: Deployment;
  readonly passwordHashFor: (person: PersonRecord) => Promise<string>;
}): Promise<void> {
  const { engine, database, deployment, passwordHashFor } = parts;
  for (const business of deployment.businesses) {
    const command: BusinessCommand = { type: 'DescribeBusiness', business };
    await engine.submit({ noun: 'businesses', id: business.id, command });
  }
  for (const record of deployment.people) {
    const memberships = membershipsOf(record.id, deployment.businesses);
    const command: PersonCommand = { type: 'DescribePerson', record, memberships };
    await engine.submit({ noun: 'people', id: record.id, command });
    await giveSignIn(database, record, passwordHashFor);
  }
}

function membershipsOf(personId: string, businesses: readonly Business[]): readonly Membership[] {
  return businesses.flatMap((business) =>
    business.staff
      .filter(({ person }) => person === personId)
      .map(({ role, queues, skills }) => ({ businessId: business.id, role, queues, skills })),
  );
}

async function giveSignIn(
  database: Database,
  record: PersonRecord,
  passwordHashFor: (person: PersonRecord) => Promise<string>,
): Promise<void> {
  const known = await database.reader
    .selectFrom('credentials')
    .where('person_id', '=', record.id)
    .select('person_id')
    .executeTakeFirst();
  if (known !== undefined) return;
  const password_hash = await passwordHashFor(record);
  await database.transact((writer) =>
    writer
      .insertInto('credentials')
      .values({ person_id: record.id, email: normaliseEmail(record.email), password_hash })
      .execute(),
  );
}
