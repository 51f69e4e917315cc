import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Reader } from '../../store/database.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { findCall } from '../calls/calls-store.ts';
import { decidePerson } from './decide.ts';
import { evolvePerson } from './evolve.ts';
import { peopleStore } from './people-store.ts';
import type { Person, PersonCommand, PersonEvent, PersonFacts } from './person.ts';

export const peopleNoun: Noun<Person, PersonCommand, PersonEvent, Effect, PersonFacts> = {
  name: 'people',
  initial: { status: 'unknown' },
  gather: (reader, _id, command, person) => gatherFacts(reader, command, person),
  decide: decidePerson,
  evolve: evolvePerson,
  store: peopleStore,
};

async function gatherFacts(reader: Reader, command: PersonCommand, person: Person): Promise<PersonFacts> {
  if (command.type !== 'LeaveCall' || person.status !== 'known' || person.engagement.kind !== 'on-a-call') {
    return { wrapUpSeconds: null };
  }
  const call = await findCall(reader, person.engagement.callId);
  if (call === null) return { wrapUpSeconds: null };
  return { wrapUpSeconds: (await businessOf(reader, call.businessId)).wrapUpSeconds };
}
