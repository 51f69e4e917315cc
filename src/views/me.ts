import type { Me } from '../contract/api.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import { reasonsOf } from '../domain/businesses/reasons-words.ts';
import { findPerson } from '../domain/people/people-store.ts';
import type { Identity } from '../http/identity.ts';
import type { Reader } from '../store/database.ts';
import { softphoneShown } from './person-view.ts';

/** What the console shows of the person who is signed in. */
export async function describeMe(
  reader: Reader,
  identity: Identity,
  handsetsUrl: string | null,
): Promise<Me> {
  const person = await findPerson(reader, identity.personId);
  const memberships = await Promise.all(
    identity.memberships.map(async ({ businessId, role }) => {
      const business = await businessOf(reader, businessId);
      return {
        businessId,
        businessName: business.name,
        timezone: business.timezone,
        role,
        queues: business.queues.map(({ key, name }) => ({ key, name })),
        topics: business.topics.map(({ key, name }) => ({ key, name })),
        reasons: [...reasonsOf(business)],
      };
    }),
  );
  return {
    personId: identity.personId,
    name: identity.name,
    phone: person?.record.phone ?? '',
    memberships,
    device: person?.device ?? 'telephone',
    softphone: softphoneShown({ softphone: person?.softphone ?? { state: 'off' } }),
    handsetsUrl,
  };
}
