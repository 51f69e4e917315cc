import type { Noun } from '../../engine/noun.ts';
import type { Reader } from '../../store/database.ts';
import { chosenIn } from '../../kernel/languages.ts';
import type { Instruction } from '../../telephony/line.ts';
import type { Business } from '../businesses/business.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { findCall } from '../calls/calls-store.ts';
import { casesOfCall } from '../case-calls/case-calls-store.ts';
import { openCasesOfCaller } from '../case-calls/callers-cases.ts';
import { openCasesOf } from '../cases/cases-store.ts';
import { findPerson } from '../people/people-store.ts';
import type { CallbackCommand, CallbackEffect, CallbackEvent, CallbackFacts } from './callback-words.ts';
import type { Callback } from './callback.ts';
import { callbacksStore, isOnTheLine, openCallbackOf } from './callbacks-store.ts';
import { customerNumber } from './customer-number.ts';
import { decideCallback } from './decide.ts';
import { evolveCallback } from './evolve.ts';

export const callbacksNoun: Noun<
  Callback,
  CallbackCommand,
  CallbackEvent,
  CallbackEffect,
  CallbackFacts,
  Instruction
> = {
  name: 'callbacks',
  initial: { status: 'none' },
  gather: gatherFacts,
  decide: decideCallback,
  evolve: evolveCallback,
  store: callbacksStore,
};

async function gatherFacts(
  reader: Reader,
  _id: string,
  command: CallbackCommand,
  callback: Callback,
): Promise<CallbackFacts> {
  const asked = command.type === 'AskCallback' ? command : callback.status === 'none' ? null : callback;
  if (asked === null) return NOTHING_KNOWN;
  const business = await businessOf(reader, asked.businessId);
  const number = customerNumber(asked.number, business, asked.numberFrom);
  const e164 = 'e164' in number ? number.e164 : null;
  const mayRing =
    command.type === 'BeginTry' || command.type === 'CallerHasGone' || command.type === 'PersonReached';
  const asking = command.type === 'AskCallback';
  const open = asking && e164 !== null ? await openCallbackOf(reader, business.id, e164) : null;
  const engaged =
    (mayRing || (asking && command.by.kind !== 'flow')) && e164 !== null
      ? await isOnTheLine(reader, business.id, e164)
      : false;
  const personId = command.type === 'AskCallback' ? command.personId : null;
  const person = personId === null ? null : await findPerson(reader, personId);
  const worksHere = person?.memberships.some(({ businessId }) => businessId === business.id) ?? false;
  const call =
    command.type === 'AskCallback' && command.callId !== null ? await findCall(reader, command.callId) : null;
  return {
    caseId:
      command.type === 'AskCallback' && call !== null ? await caseOf(reader, command, call.from, e164) : null,
    callerName: call?.callerName ?? null,
    business: {
      id: business.id,
      name: business.name,
      number: business.numbers[0]?.number ?? '',
      timezone: business.timezone,
      policy: business.callbacks,
      queues: business.queues.map(({ key, name }) => ({ key, name })),
      notice: noticeFor(business, asked.language),
    },
    number,
    open: open?.id ?? null,
    engaged,
    person: person === null || !worksHere ? null : { personId: person.record.id, name: person.record.name },
  };
}

/** What a customer is told of being recorded, in their language where the business wrote it in that. */
function noticeFor(
  { recording, languages }: Business,
  language: string,
): CallbackFacts['business']['notice'] {
  return recording.record === 'none'
    ? null
    : chosenIn<string>(recording.notice, language, languages[0] ?? 'en-GB');
}

/** The open case that the call is about, the latest one first; otherwise that of the number, when it has exactly one. */
async function caseOf(
  reader: Reader,
  { businessId, callId }: Extract<CallbackCommand, { type: 'AskCallback' }>,
  from: string,
  asked: string | null,
): Promise<string | null> {
  if (callId === null) return null;
  const linked = await casesOfCall(reader, callId);
  const known = await openCasesOfCaller(reader, businessId, from, callId);
  const about = known.find(({ id }) => linked.includes(id));
  if (about !== undefined) return about.id;
  const theirs = asked === null || asked === from ? known : await openCasesOf(reader, businessId, asked);
  return theirs.length === 1 ? (theirs[0]?.id ?? null) : null;
}

/** For a command to a call-back that there is not: it is refused whatever is known. */
const NOTHING_KNOWN: CallbackFacts = {
  business: {
    id: '',
    name: '',
    number: '',
    timezone: 'UTC',
    policy: {
      tries: 1,
      retryMinutes: 15,
      withinMinutes: 60,
      leadMinutes: 5,
      ringSeconds: 25,
      hours: ['08:00', '21:00'],
    },
    queues: [],
    notice: null,
  },
  number: { refused: 'unavailable' },
  open: null,
  engaged: false,
  person: null,
  caseId: null,
  callerName: null,
};
