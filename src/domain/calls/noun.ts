import type { Noun } from '../../engine/noun.ts';
import type { Reader } from '../../store/database.ts';
import type { Instruction } from '../../telephony/line.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { isEngaged } from '../offers/offers-store.ts';
import { findPerson } from '../people/people-store.ts';
import { presenceOf } from '../people/person.ts';
import type { Call, CallEvent } from './call.ts';
import { callsStore } from './calls-store.ts';
import type { CallCommand, CallEffect, CallFacts } from './commands.ts';
import { decideCall } from './decide.ts';
import { evolveCall } from './evolve.ts';

export const callsNoun: Noun<Call, CallCommand, CallEvent, CallEffect, CallFacts, Instruction> = {
  name: 'calls',
  initial: { status: 'none' },
  gather: gatherFacts,
  decide: decideCall,
  evolve: evolveCall,
  store: callsStore,
};

async function gatherFacts(
  reader: Reader,
  _id: string,
  command: CallCommand,
  call: Call,
): Promise<CallFacts> {
  const businessId =
    command.type === 'ArriveCall' ? command.businessId : call.status === 'none' ? null : call.businessId;
  const business = businessId === null ? null : await businessOf(reader, businessId);
  const target = 'personId' in command && 'by' in command ? await targetOf(reader, command.personId) : null;
  const actor = 'by' in command ? await actorOf(reader, command.by) : null;
  return { business, target, actor };
}

async function actorOf(reader: Reader, personId: string): Promise<CallFacts['actor']> {
  const person = await findPerson(reader, personId);
  return person === null ? null : { personId, name: person.record.name };
}

async function targetOf(reader: Reader, personId: string): Promise<CallFacts['target']> {
  const person = await findPerson(reader, personId);
  if (person === null) return null;
  const { presence } = presenceOf(person);
  const { name } = person.record;
  const engaged = await isEngaged(reader, personId);
  if (engaged || presence === 'on-a-call' || presence === 'ringing') {
    return {
      personId,
      name,
      unsuitable: `${name} is on another call. Choose somebody else, or try again when they are free.`,
    };
  }
  if (presence === 'away')
    return {
      personId,
      name,
      unsuitable: `${name} is away${person.awayReason === null ? '' : ` (${person.awayReason})`}.`,
    };
  return { personId, name, unsuitable: null };
}
