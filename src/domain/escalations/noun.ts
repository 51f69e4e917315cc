import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Reader } from '../../store/database.ts';
import type { Business, Rung } from '../businesses/business.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { isEngaged } from '../offers/offers-store.ts';
import { findPerson } from '../people/people-store.ts';
import { presenceOf, unreachableBecause } from '../people/person.ts';
import { decideEscalation } from './decide.ts';
import { escalationsStore } from './escalations-store.ts';
import type {
  Escalation,
  EscalationCommand,
  EscalationEvent,
  EscalationFacts,
  LadderPerson,
  LadderSource,
} from './escalation.ts';
import { evolveEscalation } from './evolve.ts';

export const escalationsNoun: Noun<Escalation, EscalationCommand, EscalationEvent, Effect, EscalationFacts> =
  {
    name: 'escalations',
    initial: { status: 'none' },
    gather: gatherFacts,
    decide: decideEscalation,
    evolve: evolveEscalation,
    store: escalationsStore,
  };

async function gatherFacts(
  reader: Reader,
  _id: string,
  command: EscalationCommand,
  escalation: Escalation,
): Promise<EscalationFacts> {
  if (command.type === 'BeginEscalation') {
    const business = await businessOf(reader, command.businessId);
    const ladder = ladderOf(business, command.from);
    if (ladder === null) return { policy: null, people: {} };
    const policy = { ladder, rungSeconds: business.escalation.rungSeconds };
    return { policy, people: await peopleOn(reader, ladder) };
  }
  if (command.type === 'OfferOver' && escalation.status === 'climbing') {
    return { policy: null, people: await peopleOn(reader, escalation.ladder) };
  }
  return { policy: null, people: {} };
}

function ladderOf(business: Business, from: LadderSource): readonly Rung[] | null {
  switch (from.kind) {
    case 'topic': {
      const topic = business.topics.find(({ key }) => key === from.topic);
      return topic === undefined ? null : [{ name: `Experts in ${topic.name}`, people: topic.experts }];
    }
    case 'authority':
      return business.authorities.find(({ key }) => key === from.authority)?.ladder ?? null;
    case 'managers':
      return business.managers;
  }
}

async function peopleOn(
  reader: Reader,
  ladder: readonly Rung[],
): Promise<Readonly<Record<string, LadderPerson>>> {
  const ids = new Set(ladder.flatMap(({ people }) => people));
  const found: Record<string, LadderPerson> = {};
  for (const personId of ids) {
    const person = await findPerson(reader, personId);
    if (person === null) continue;
    const { presence } = presenceOf(person);
    const idle = presence !== 'on-a-call' && presence !== 'ringing';
    const engaged = idle && (await isEngaged(reader, personId));
    found[personId] = {
      personId,
      name: person.record.name,
      presence: engaged ? 'on-a-call' : presence,
      unreachable: engaged ? null : unreachableBecause(person),
    };
  }
  return found;
}
