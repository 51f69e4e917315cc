import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Party } from '../../kernel/by.ts';
import type { Reader } from '../../store/database.ts';
import { isWithheld } from '../../telephony/withheld.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import type { Business } from '../businesses/business.ts';
import { findCall } from '../calls/calls-store.ts';
import { caseOfCall } from '../case-calls/case-calls-store.ts';
import { escalationsStore } from '../escalations/escalations-store.ts';
import { findPerson } from '../people/people-store.ts';
import { queuesStore } from '../queues/queues-store.ts';
import { deadlineOf } from './answer-by.ts';
import { decidePromise } from './decide.ts';
import { evolvePromise } from './evolve.ts';
import type { CallerPromise, PromiseCommand, PromiseEvent, PromiseFacts } from './promise.ts';
import { promisesStore } from './promises-store.ts';

export const promisesNoun: Noun<CallerPromise, PromiseCommand, PromiseEvent, Effect, PromiseFacts> = {
  name: 'promises',
  initial: { status: 'none' },
  gather: (reader, _id, command, promise) => gatherFacts(reader, command, promise),
  decide: decidePromise,
  evolve: evolvePromise,
  store: promisesStore,
};

const NOBODY: PromiseFacts = { managers: [], lead: null, caseId: null, wait: null, answer: null };

async function gatherFacts(
  reader: Reader,
  command: PromiseCommand,
  promise: CallerPromise,
): Promise<PromiseFacts> {
  switch (command.type) {
    case 'MakePromise':
      return {
        ...NOBODY,
        caseId: command.callId === null ? null : await caseOfCall(reader, command.callId),
      };
    case 'NoteWaitTold':
      return {
        ...NOBODY,
        caseId: await caseOfCall(reader, command.callId),
        wait: await waitOf(reader, command.entryId, command.callId),
      };
    case 'NoteAnswerOwed':
      return {
        ...NOBODY,
        caseId: await caseOfCall(reader, command.callId),
        answer: await answerOf(reader, command),
      };
    case 'WarnNow':
    case 'DeadlinePassed':
    case 'TellAgain': {
      if (promise.status === 'none') return NOBODY;
      const business = await businessOf(reader, promise.businessId);
      return { ...NOBODY, managers: business.managers, lead: await leadOf(reader, business) };
    }
    default:
      return NOBODY;
  }
}

/** The first manager on the ladder leads the queues. */
async function leadOf(reader: Reader, business: Business): Promise<PromiseFacts['lead']> {
  for (const personId of business.managers.flatMap(({ people }) => people)) {
    const person = await findPerson(reader, personId);
    if (person !== null) return { personId, name: person.record.name };
  }
  return null;
}

async function callerOf(reader: Reader, callId: string): Promise<Party> {
  const call = await findCall(reader, callId);
  if (call === null) return { number: null, name: null };
  return { number: isWithheld(call.from) ? null : call.from, name: call.callerName };
}

async function waitOf(reader: Reader, entryId: string, callId: string): Promise<PromiseFacts['wait']> {
  const stored = await queuesStore.load(reader, entryId);
  if (stored === null || stored.state.status !== 'waiting') return null;
  const { joinedAt, queue, queueName, language } = stored.state;
  return { joinedAt, queue, queueName, language, to: await callerOf(reader, callId) };
}

/** What the caller was told when an expert of this escalation's topic was to be rung. */
async function answerOf(
  reader: Reader,
  { escalationId, businessId, callId }: Extract<PromiseCommand, { type: 'NoteAnswerOwed' }>,
): Promise<PromiseFacts['answer']> {
  const stored = await escalationsStore.load(reader, escalationId);
  if (stored === null || stored.state.status === 'none') return null;
  const { topic: topicName, beganAt, language } = stored.state;
  const business = await businessOf(reader, businessId);
  const topic = business.topics.find(({ name }) => name === topicName);
  const expert = topic?.experts[0];
  if (topic === undefined || expert === undefined) return null;
  const person = await findPerson(reader, expert);
  return {
    toldAt: beganAt,
    topicName: topic.name,
    answerBy: topic.answerBy,
    timezone: business.timezone,
    language,
    dueAt: deadlineOf(topic.answerBy, beganAt, business.timezone),
    owner: { kind: 'person', id: expert, name: person?.record.name ?? expert },
    to: await callerOf(reader, callId),
  };
}
