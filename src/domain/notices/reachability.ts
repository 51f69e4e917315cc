import type { Reachability } from '../../contract/notices.ts';
import type { Reader } from '../../store/database.ts';
import { peopleOf } from '../people/people-store.ts';
import { presenceOf, type KnownPerson } from '../people/person.ts';
import type { Way } from './notice.ts';
import { listNotices } from './notices-store.ts';

type Row = Reachability['rows'][number];
type Barred = Readonly<Partial<Record<Way, string>>>;

const WAYS: readonly Way[] = ['desk', 'phone', 'sms', 'email'];

/** By which ways everybody of these businesses can be told now. */
export async function reachabilityIn(
  reader: Reader,
  businessIds: readonly string[],
  barred: Barred,
): Promise<Row[]> {
  const rows = new Map<string, Row>();
  for (const businessId of businessIds) {
    for (const person of await peopleOf(reader, businessId)) {
      const { id, name } = person.record;
      if (rows.has(id)) continue;
      const ways = WAYS.map((way) => ({ way, ...reachable(person, way, barred) }));
      rows.set(id, { personId: id, name, ways, tested: await lastTest(reader, businessIds, id) });
    }
  }
  return [...rows.values()];
}

/** Whether this person can be told by this way now, and in words how, or why not. */
export function reachable(
  person: KnownPerson,
  way: Way,
  barred: Barred,
): { readonly reachable: boolean; readonly why: string } {
  const reason = barred[way];
  if (reason !== undefined) return { reachable: false, why: `Not now: ${reason}.` };
  const { record } = person;
  switch (way) {
    case 'desk': {
      const signedIn = person.chosen !== 'offline';
      return { reachable: signedIn, why: signedIn ? 'Signed in at the desk.' : 'Not signed in at the desk.' };
    }
    case 'phone': {
      const talking = presenceOf(person).presence === 'on-a-call';
      return { reachable: !talking, why: talking ? 'On a call just now.' : `Rings ${record.phone}.` };
    }
    case 'sms':
      return { reachable: true, why: `Text message to ${record.phone}.` };
    case 'email':
      return { reachable: true, why: `E-mail to ${record.email}.` };
  }
}

async function lastTest(
  reader: Reader,
  businessIds: readonly string[],
  personId: string,
): Promise<Row['tested']> {
  const [last] = await listNotices(reader, {
    businessIds,
    about: `reach-tests/${personId}`,
    before: null,
    limit: 1,
  });
  if (last === undefined) return null;
  const { way, queuedAt, status, attempts } = last.notice;
  return { way, at: queuedAt, status, result: attempts.at(-1)?.what ?? 'under way' };
}
