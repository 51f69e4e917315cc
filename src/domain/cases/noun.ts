import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Reader } from '../../store/database.ts';
import { isWithheld } from '../../telephony/withheld.ts';
import type { Business } from '../businesses/business.ts';
import { reasonsOf } from '../businesses/reasons-words.ts';
import { businessesStore } from '../businesses/businesses-store.ts';
import type { HolidayLookup } from '../businesses/hours.ts';
import type { CallEvent } from '../calls/call.ts';
import { findCall } from '../calls/calls-store.ts';
import { matrixOf } from '../matrices/matrices-store.ts';
import { peopleOf } from '../people/people-store.ts';
import { phaseOf, stretchesOf } from './call-phases.ts';
import type { Case, KnownCase, Policy } from './case.ts';
import type { CaseCommand, CaseEvent, CaseFacts } from './case-words.ts';
import { casesStore, nextNumber } from './cases-store.ts';
import { decideCase } from './decide.ts';
import { evolveCase } from './evolve.ts';

/** The matter behind the calls. `now` (epoch ms) says which version of a matrix is in force when a case begins. */
export function createCasesNoun(parts: {
  readonly holidays: HolidayLookup;
  readonly now: () => number;
}): Noun<Case, CaseCommand, CaseEvent, Effect, CaseFacts> {
  const { holidays, now } = parts;
  return {
    name: 'cases',
    initial: { status: 'none' },
    gather: async (reader, _id, command, state) => {
      const facts: CaseFacts = {
        holidays,
        business: null,
        people: {},
        policy: null,
        number: null,
        call: null,
      };
      if (command.type === 'OpenCase') {
        return state.status === 'none' ? opening(reader, command, facts, now()) : facts;
      }
      if (command.type === 'LinkCall') return { ...facts, call: await callFacts(reader, command.callId) };
      return state.status === 'none' || !needsBusiness(command) ? facts : within(reader, state, facts);
    },
    decide: decideCase,
    evolve: evolveCase,
    store: casesStore,
  };
}

/** What is told often and decided simply needs no look at the business. */
function needsBusiness(command: CaseCommand): boolean {
  switch (command.type) {
    case 'TellCase':
    case 'NotePhase':
    case 'CaseReached':
    case 'TagCase':
    case 'TakeCase':
      return false;
    default:
      return true;
  }
}

async function opening(
  reader: Reader,
  command: Extract<CaseCommand, { type: 'OpenCase' }>,
  facts: CaseFacts,
  at: number,
): Promise<CaseFacts> {
  const business = await findBusiness(reader, command.businessId);
  if (business === null) return facts;
  const { inForce } = await matrixOf(reader, business, at);
  const policy: Policy = {
    version: inForce.version,
    matrix: inForce.matrix,
    timezone: business.timezone,
    hours: business.hours,
  };
  return {
    ...facts,
    ...(await businessFacts(reader, business)),
    policy,
    number: `${prefixOf(business)}-${await nextNumber(reader, business.id)}`,
    call: command.callId === null ? null : await callFacts(reader, command.callId),
  };
}

async function within(reader: Reader, state: KnownCase, facts: CaseFacts): Promise<CaseFacts> {
  const business = await findBusiness(reader, state.businessId);
  return business === null ? facts : { ...facts, ...(await businessFacts(reader, business)) };
}

async function findBusiness(reader: Reader, id: string): Promise<Business | null> {
  const stored = await businessesStore.load(reader, id);
  return stored?.state.status === 'served' ? stored.state.business : null;
}

async function businessFacts(
  reader: Reader,
  business: Business,
): Promise<Pick<CaseFacts, 'business' | 'people'>> {
  const people = await peopleOf(reader, business.id);
  const { name, timezone, queues, topics } = business;
  return {
    business: { name, timezone, queues, topics, reasons: reasonsOf(business) },
    people: Object.fromEntries(people.map(({ record }) => [record.id, record.name])),
  };
}

async function callFacts(reader: Reader, callId: string): Promise<CaseFacts['call']> {
  const call = await findCall(reader, callId);
  if (call === null) return null;
  const rows = await reader
    .selectFrom('events')
    .where('noun', '=', 'calls')
    .where('id', '=', callId)
    .select('data')
    .orderBy('seq')
    .execute();
  return {
    startedAt: call.startedAt,
    customer: { number: isWithheld(call.from) ? null : call.from, name: call.callerName },
    topic: call.topic,
    story: call.story,
    before: stretchesOf(rows.map(({ data }) => JSON.parse(data) as CallEvent)),
    live: phaseOf(callId, call),
  };
}

/** What the numbers of its cases begin with: `BRI` of Brightwick. */
export function prefixOf({ casePrefix, name, id }: Pick<Business, 'casePrefix' | 'name' | 'id'>): string {
  if (casePrefix !== undefined) return casePrefix;
  const letters = (text: string) => text.toUpperCase().replace(/[^A-Z]/g, '');
  return (letters(name) || letters(id)).slice(0, 3).padEnd(2, 'X');
}
