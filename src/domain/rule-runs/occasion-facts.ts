import { DateTime } from 'luxon';
import { wordsOfBy, type Owner, type Party } from '../../kernel/by.ts';
import { SECOND } from '../../kernel/duration.ts';
import type { Reader } from '../../store/database.ts';
import { isWithheld } from '../../telephony/withheld.ts';
import type { Business } from '../businesses/business.ts';
import type { KnownCall } from '../calls/call.ts';
import { findCall } from '../calls/calls-store.ts';
import { casesOfCall } from '../case-calls/case-calls-store.ts';
import type { KnownCase } from '../cases/case.ts';
import { membersOf } from '../ladders/members.ts';
import type { MadePromise } from '../promises/promise.ts';
import { findPromise } from '../promises/promises-store.ts';
import type { Values } from '../rules/fields.ts';
import type { Rule } from '../rules/rule.ts';
import { countCalls, countOpenCases, countWaiting, topicOfWait, wasAnswered } from './history-store.ts';
import type { Occasion, OccasionFacts } from './rule-run.ts';

const A_MONTH_DAYS = 30;

export interface Asking {
  readonly business: Business;
  /** Rules that may apply: whom their notices mean is looked up. */
  readonly rules: readonly Rule[];
  /** Whether any of the rules looks at this field: what nobody asks for is not looked up. */
  readonly wants: (field: string) => boolean;
  /** A case as it was on the occasion; null: there was none. */
  readonly caseThen: (id: string) => Promise<KnownCase | null>;
}

/** What is known on an occasion, then: everything is looked up as of the moment at which it happened. */
export async function occasionFacts(
  reader: Reader,
  occasion: Occasion,
  { business, rules, wants, caseThen }: Asking,
): Promise<OccasionFacts> {
  const { at, callId, about } = occasion;
  const call = callId === null ? null : await findCall(reader, callId);
  const promise = about?.noun === 'promises' ? await findPromise(reader, about.id) : null;
  const matter = await matterOf(reader, occasion, promise, caseThen);
  const customer = customerOf(occasion, call, promise, matter?.state ?? null);
  const zoned = DateTime.fromMillis(at, { zone: business.timezone });
  const values: Values = {
    'now.weekday': zoned.toFormat('ccc', { locale: 'en-GB' }).toLowerCase(),
    'now.time': zoned.toFormat('HH:mm'),
    'now.date': zoned.toFormat('yyyy-MM-dd'),
    ...(await callerValues(reader, occasion, customer, zoned, wants)),
    ...(call === null ? {} : await callValues(reader, occasion, call, wants)),
    ...(await waitValues(reader, occasion, wants)),
    ...(matter === null ? {} : caseValues(matter.state, at)),
    ...(promise === null
      ? {}
      : {
          'promise.what': promise.what,
          'promise.words': promise.words,
          'promise.owner': promise.owner.name,
        }),
    ...occasion.values,
  };
  return {
    values,
    madeBy: promise?.by.kind === 'rule' ? wordsOfBy(promise.by) : null,
    subject: subjectOf(occasion, customer, matter?.state ?? null, promise),
    customer,
    matter:
      matter === null || matter.state.status === 'resolved'
        ? null
        : {
            caseId: matter.id,
            number: matter.state.number,
            topic: matter.state.topic,
            owner: matter.state.owner,
          },
    newCaseId: await newCaseId(occasion, caseThen),
    queue: queueFor(business, values['wait.queue'] ?? values['call.queue']),
    told: await toldBy(reader, occasion, rules),
  };
}

async function matterOf(
  reader: Reader,
  { caseId, callId, at }: Occasion,
  promise: MadePromise | null,
  caseThen: Asking['caseThen'],
): Promise<{ readonly id: string; readonly state: KnownCase } | null> {
  const named = caseId ?? promise?.caseId ?? null;
  if (named !== null) {
    const state = await caseThen(named);
    return state === null ? null : { id: named, state };
  }
  if (callId === null) return null;
  for (const id of (await casesOfCall(reader, callId)).toReversed()) {
    const state = await caseThen(id);
    if (state !== null && state.status !== 'resolved' && state.openedAt <= at) return { id, state };
  }
  return null;
}

/** A call has one case of its own, whoever opens it; another only when that one was resolved. */
async function newCaseId({ callId, runId }: Occasion, caseThen: Asking['caseThen']): Promise<string> {
  const own = `${callId ?? runId}.case`;
  return (await caseThen(own)) === null ? own : `${runId}.case`;
}

function customerOf(
  occasion: Occasion,
  call: KnownCall | null,
  promise: MadePromise | null,
  matter: KnownCase | null,
): Party {
  if (occasion.customer !== null) return occasion.customer;
  if (promise !== null) return promise.to;
  if (call !== null) return { number: isWithheld(call.from) ? null : call.from, name: call.callerName };
  return matter?.customer ?? { number: null, name: null };
}

async function callerValues(
  reader: Reader,
  { businessId, at }: Occasion,
  { number, name }: Party,
  zoned: DateTime,
  wants: Asking['wants'],
): Promise<Values> {
  const base = {
    'caller.number': number ?? '',
    'caller.withheld': number === null,
    'caller.name': name ?? '',
  };
  // Withheld numbers are nobody's history.
  if (number === null)
    return { ...base, 'caller.calls_today': 1, 'caller.calls_last_30_days': 1, 'caller.open_cases': 0 };
  const since = (from: DateTime) =>
    countCalls(reader, { businessId, number, from: from.toMillis(), until: at });
  return {
    ...base,
    ...(await wanted(wants, {
      'caller.calls_today': () => since(zoned.startOf('day')),
      'caller.calls_last_30_days': () => since(zoned.minus({ days: A_MONTH_DAYS })),
      'caller.open_cases': () => countOpenCases(reader, { businessId, number, at }),
    })),
  };
}

async function callValues(
  reader: Reader,
  { trigger, callId, at }: Occasion,
  call: KnownCall,
  wants: Asking['wants'],
): Promise<Values> {
  const values = {
    'call.dialled': call.number,
    'call.language': call.language,
    'call.seconds': Math.max(0, Math.round((at - call.startedAt) / SECOND)),
  };
  if (trigger !== 'call-ended' || callId === null) return values;
  return {
    ...values,
    'call.escalated': call.escalated !== null,
    'call.queue': call.queue ?? '',
    ...(await wanted(wants, { 'call.answered': () => wasAnswered(reader, callId) })),
  };
}

async function waitValues(
  reader: Reader,
  { businessId, at, entryId, values }: Occasion,
  wants: Asking['wants'],
): Promise<Values> {
  const queue = values['wait.queue'];
  if (entryId === null || typeof queue !== 'string') return {};
  return wanted(wants, {
    'wait.topic': () => topicOfWait(reader, entryId),
    'wait.people_waiting': () => (queue === '' ? 1 : countWaiting(reader, { businessId, queue, at })),
  });
}

async function wanted(
  wants: Asking['wants'],
  lookUps: Readonly<Record<string, () => Values[string] | Promise<Values[string]>>>,
): Promise<Values> {
  const values: Record<string, Values[string]> = {};
  for (const [field, lookUp] of Object.entries(lookUps)) if (wants(field)) values[field] = await lookUp();
  return values;
}

/** Whether any of these rules looks at a field. */
export function wantedBy(rules: readonly Rule[]): Asking['wants'] {
  return (field) => rules.some(({ when }) => when.includes(field));
}

function caseValues(state: KnownCase, at: number): Values {
  return {
    'case.topic': state.topic ?? '',
    'case.reason': state.reason ?? '',
    'case.severity': state.severity.value,
    'case.tier': state.tier.value,
    'case.level': state.level,
    'case.owner': state.owner.name,
    'case.has_person': state.owner.kind === 'person',
    'case.hours': Math.floor((at - state.openedAt) / (3_600 * SECOND)),
    'case.reopened': state.reopened,
    'case.tags': state.tags,
    'case.summary': state.summary,
  };
}

function subjectOf(
  { trigger, values }: Occasion,
  { number, name }: Party,
  matter: KnownCase | null,
  promise: MadePromise | null,
): string {
  const who = name ?? number ?? 'a caller who withheld their number';
  switch (trigger) {
    case 'case-opened':
    case 'case-level':
    case 'case-late':
      return matter === null ? 'A case' : `Case ${matter.number}`;
    case 'promise-broken':
      return promise === null ? 'A promise' : `The promise to ${who}: “${promise.words}”`;
    case 'message-came':
      return `The message of ${who} for ${String(values['message.for'] ?? 'somebody')}`;
    default:
      return `The call of ${who}`;
  }
}

function queueFor(business: Business, key: Values[string] | undefined): Owner {
  const queue = business.queues.find((candidate) => candidate.key === key) ?? business.queues[0];
  if (queue === undefined) throw new Error(`The business ${business.id} has no queue, though each has one.`);
  return { kind: 'queue', id: queue.key, name: queue.name };
}

/** Whom the notices of these rules mean at the time of the occasion. */
export async function toldBy(
  reader: Reader,
  { businessId, at }: Occasion,
  rules: readonly Rule[],
): Promise<OccasionFacts['told']> {
  const told: Record<string, { readonly personId: string; readonly name: string }[]> = {};
  for (const rule of rules)
    for (const [index, action] of rule.actions.entries()) {
      if (action.do !== 'notify') continue;
      const { people } = await membersOf(reader, businessId, action.who, at, {});
      const once = new Map(people.map(({ personId, name }) => [personId, { personId, name }]));
      told[`${rule.id}/${index}`] = [...once.values()];
    }
  return told;
}
