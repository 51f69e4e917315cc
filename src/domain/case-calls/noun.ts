import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Reader } from '../../store/database.ts';
import { isWithheld } from '../../telephony/withheld.ts';
import { findCall } from '../calls/calls-store.ts';
import { phaseOf } from '../cases/call-phases.ts';
import { findCase, openCasesOf } from '../cases/cases-store.ts';
import { findPerson } from '../people/people-store.ts';
import { currentWait } from '../queues/queues-store.ts';
import { openCasesOfCaller } from './callers-cases.ts';
import type { CaseCall, CaseCallCommand, CaseCallEvent, CaseCallFacts } from './case-call.ts';
import { caseCallsStore } from './case-calls-store.ts';
import { decideCaseCall } from './decide.ts';
import { evolveCaseCall } from './evolve.ts';

export const caseCallsNoun: Noun<CaseCall, CaseCallCommand, CaseCallEvent, Effect, CaseCallFacts> = {
  name: 'case-calls',
  initial: { status: 'none' },
  gather: gatherFacts,
  decide: decideCaseCall,
  evolve: evolveCaseCall,
  store: caseCallsStore,
};

const NO_FACTS: CaseCallFacts = {
  ...{ openCaseId: null, phase: null, person: null, weighed: null, unowned: [] },
};

async function gatherFacts(
  reader: Reader,
  id: string,
  command: CaseCallCommand,
  state: CaseCall,
): Promise<CaseCallFacts> {
  if (command.type === 'LookForCase') {
    if (isWithheld(command.number)) return NO_FACTS;
    const [latest] = await openCasesOf(reader, command.businessId, command.number);
    return { ...NO_FACTS, openCaseId: latest?.id ?? null };
  }
  if (state.status === 'none') return NO_FACTS;
  if (command.type === 'CallChanged') {
    const call = await findCall(reader, id);
    return { ...NO_FACTS, phase: call === null ? null : phaseOf(id, call) };
  }
  if (command.type === 'WeighCases')
    return { ...NO_FACTS, weighed: await weighedOf(reader, id, state.businessId) };
  if (command.type !== 'CallHanded') return NO_FACTS;
  const unowned: string[] = [];
  for (const caseId of state.caseIds)
    if ((await findCase(reader, caseId))?.owner.kind === 'queue') unowned.push(caseId);
  return { ...NO_FACTS, person: await personOf(reader, id, command), unowned };
}

/** Null: they do not wait, or none of their cases is open any more. */
async function weighedOf(
  reader: Reader,
  callId: string,
  businessId: string,
): Promise<CaseCallFacts['weighed']> {
  const wait = await currentWait(reader, callId);
  const call = wait === null ? null : await findCall(reader, callId);
  if (wait === null || call === null) return null;
  const open = await openCasesOfCaller(reader, businessId, call.from, callId);
  const [gravest] = open.toSorted((one, other) => one.state.severity.value - other.state.severity.value);
  if (gravest === undefined) return null;
  const { number, severity } = gravest.state;
  return { entryId: wait.id, caseId: gravest.id, number, severity: severity.value };
}

async function personOf(
  reader: Reader,
  callId: string,
  { personId, offerId }: Extract<CaseCallCommand, { type: 'CallHanded' }>,
): Promise<CaseCallFacts['person']> {
  if (personId !== null) {
    const person = await findPerson(reader, personId);
    return person === null ? null : { personId, name: person.record.name };
  }
  const call = await findCall(reader, callId);
  const party = call?.status === 'live' ? call.parties.find((one) => one.offerId === offerId) : undefined;
  return party === undefined ? null : { personId: party.personId, name: party.name };
}
