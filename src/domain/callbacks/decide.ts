import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Moment } from '../../kernel/decision.ts';
import { MINUTE } from '../../kernel/duration.ts';
import type { CallbackCommand, CallbackEvent, CallbackFacts } from './callback-words.ts';
import type { Asked, AskedCallback, Callback, OpenCallback } from './callback.ts';
import { askedOf, callOfTry, tryOfRing } from './callback.ts';
import {
  callOver,
  customerTurn,
  effectSettled,
  goodbyeTurn,
  legEnded,
  ringLost,
  ringProgressed,
} from './decide-line.ts';
import { personReached } from './decide-ring.ts';
import { cancel, rangIn, reschedule, settle } from './decide-settle.ts';
import {
  allowedFrom,
  giveUp,
  joined,
  NEXT,
  nextTry,
  of,
  QUIET,
  schedule,
  type CallbackDecision,
  type CallbackRule,
  type Situation,
} from './decision.ts';
import { quietAfter } from './quiet-hours.ts';
import { refusedWords } from './refused-numbers.ts';
import { promiseAt, promiseInTurn, storyLine } from './words.ts';

/** A caller who asked hears the goodbye for some seconds yet; should their leg's end never be told, it begins all the same. */
const LEG_GONE_MS = MINUTE;
const ENGAGED_MS = 2 * MINUTE;
const NOBODY_MS = MINUTE;
/** A clock may differ a little between whoever agrees a time and us. */
const PAST_MS = MINUTE;

type Command<T extends CallbackCommand['type']> = Extract<CallbackCommand, { type: T }>;

/** The rules of ringing customers back: once at a time, in their turn, by a person, at a decent hour, and never without an end. */
export function decideCallback(
  command: CallbackCommand,
  callback: Callback,
  facts: CallbackFacts,
  moment: Moment,
): CallbackRule {
  if (command.type === 'AskCallback')
    return callback.status === 'none' ? ask(command, facts, moment) : nothing;
  if (callback.status === 'none') return refuse('callback-unknown', 'There is no such call-back.');
  if (callback.status === 'done' || callback.status === 'given-up')
    return over(command, callback, facts, moment);
  const situation: Situation = { callback, facts, moment };
  switch (command.type) {
    case 'CallerHasGone':
      return callback.status === 'scheduled' && callback.tries.length === 0 && callback.dueAt === null
        ? beginTry(situation)
        : nothing;
    case 'BeginTry':
      return callback.status === 'scheduled' ? beginTry(situation) : nothing;
    case 'QuietBegins':
      return callback.status === 'in-line'
        ? offLine(callback.entryId, schedule(moment.at, 'Nobody was free in time.', situation), situation)
        : nothing;
    case 'NobodyThere':
      return callback.status === 'in-line' && callback.entryId === command.entryId
        ? schedule(moment.at + NOBODY_MS, command.why, situation)
        : nothing;
    case 'PersonReached':
      return personReached(command, situation);
    case 'RingProgressed':
      return ringProgressed(command, situation);
    case 'LegEnded':
      return legEnded(command, situation);
    case 'TakeTurn':
      return customerTurn(command, situation);
    case 'RingLost':
      return ringLost(situation);
    case 'NoteTogether':
      return callback.status === 'talking' &&
        callback.tries.at(-1)?.callId === command.callId &&
        !callback.together
        ? { events: [{ type: 'CallbackTogether', ...of(situation), callId: command.callId }] }
        : nothing;
    case 'CallOver':
      return callOver(command, situation);
    case 'CustomerRangIn':
      return rangIn(situation);
    case 'CancelCallback':
      return cancel(command, situation);
    case 'RescheduleCallback':
      return reschedule(command, situation);
    case 'SettleCallback':
      return settle(command, situation);
    case 'EffectSettled':
      return effectSettled(command, situation);
    default:
      return assertNever(command);
  }
}

function over(
  command: CallbackCommand,
  { language }: AskedCallback,
  facts: CallbackFacts,
  { id }: Moment,
): CallbackRule {
  switch (command.type) {
    case 'TakeTurn':
      return { events: [], says: goodbyeTurn(facts.business.name, language) };
    case 'RingProgressed': {
      // A ring that was given up is heard of late: whatever has come alive since is ended.
      const { sid } = command;
      const ring = tryOfRing(command.ring);
      return {
        events: [],
        effects: [{ kind: 'line.end', id: `${id}.late-${ring}`, callId: callOfTry(id, ring), leg: { sid } }],
      };
    }
    case 'CancelCallback':
    case 'RescheduleCallback':
    case 'SettleCallback':
      return refuse(
        'callback-over',
        'This call-back is over. Make a new one if the customer is to be rung again.',
      );
    default:
      return nothing;
  }
}

function ask(command: Command<'AskCallback'>, facts: CallbackFacts, moment: Moment): CallbackRule {
  const { at, id } = moment;
  const { business, number, open, person } = facts;
  if ('refused' in number) return refuse('number-refused', refusedWords(number.refused, 'en'));
  if (open !== null)
    return refuse(
      'already-asked',
      'There is a call-back for this number already. Change that one, or cancel it first.',
    );
  const queue = business.queues.find(({ key }) => key === command.queue) ?? business.queues[0];
  if (queue === undefined)
    return refuse('queue-unknown', 'This business has no queue whose people could ring.');
  if (command.personId !== null && person === null)
    return refuse('person-unknown', 'There is no such person. Choose somebody who works for this business.');
  const wished = command.dueAt;
  if (wished !== null && wished < at - PAST_MS)
    return refuse('in-the-past', 'Choose a time that is still to come.');
  const dueAt = wished === null ? null : allowedFrom(wished, facts);
  if (command.by.kind === 'person' && wished !== dueAt) {
    const [from, until] = business.policy.hours;
    return refuse(
      'quiet-hours',
      `It is night for the customer then. Choose a time between ${from} and ${until} of their day.`,
    );
  }
  const usual = promiseFor(dueAt, command, facts, moment);
  const promise = { words: command.told?.words ?? usual.words, by: command.told?.by ?? usual.by };
  const caseId = command.caseId ?? facts.caseId;
  const asked: Asked = {
    businessId: command.businessId,
    callId: command.callId,
    caseId,
    number: number.e164,
    numberFrom: command.numberFrom,
    name: command.name ?? facts.callerName,
    topic: command.topic,
    queue: queue.key,
    queueName: queue.name,
    person,
    language: command.language,
    story: [...command.story, storyLine(number.e164, command.numberFrom)],
    words: promise.words,
    by: command.by,
    askedAt: at,
    dueAt,
    promisedBy: promise.by,
    place: command.place ?? { joinedAt: at, rank: at },
  };
  const begins = {
    type: 'CallbackAsked' as const,
    callbackId: id,
    businessId: command.businessId,
    caseId,
    at,
    asked,
    entryId: command.entryId,
    promiseId: `${id}.p1`,
  };
  const { entryId } = command;
  const callback: OpenCallback = {
    ...{
      status: 'scheduled',
      ...asked,
      nextAt: at,
      entryId,
      tries: [],
      rounds: 0,
      promises: 1,
      promiseKept: false,
      why: '',
    },
  };
  const situation: Situation = { callback, facts, moment };
  if (dueAt !== null) {
    const nextAt = Math.max(at, dueAt - business.policy.leadMinutes * MINUTE);
    return joined([begins], schedule(nextAt, 'It is due at the agreed time.', situation));
  }
  // Who asked on the telephone still holds it in their hand.
  if (command.by.kind === 'flow') {
    const nextAt = at + LEG_GONE_MS;
    const why = 'The caller is hearing the goodbye.';
    return {
      events: [begins, { type: 'CallbackScheduled', ...of(situation), nextAt, why }],
      timers: [nextTry(nextAt)],
    };
  }
  return joined([begins], beginTry(situation));
}

function promiseFor(
  dueAt: number | null,
  command: Pick<Command<'AskCallback'>, 'place' | 'language'>,
  facts: CallbackFacts,
  { at }: Moment,
) {
  const { timezone, policy } = facts.business;
  const { language } = command;
  if (dueAt !== null) return promiseAt(dueAt, at, timezone, language);
  const { withinMinutes } = policy;
  const joinedAt = command.place?.joinedAt ?? at;
  const allowed = (from: number) => allowedFrom(from, facts);
  return promiseInTurn({ at, joinedAt, range: null, withinMinutes, timezone, language, allowed });
}

/** Its time has come: it stands in the line, unless nobody may or can be rung now. */
function beginTry(situation: Situation): CallbackDecision {
  const { callback, facts, moment } = situation;
  const { at, id } = moment;
  const held = callback.status === 'scheduled' ? callback.entryId : null;
  const { number } = facts;
  if ('refused' in number)
    return offLine(held, giveUp('refused-number', refusedWords(number.refused, 'en'), situation), situation);
  if (allowedFrom(at, facts) > at) return offLine(held, schedule(at, 'Its turn came.', situation), situation);
  if (facts.engaged) return schedule(at + ENGAGED_MS, 'The customer is on the telephone with us.', situation);
  const entryId = held ?? `${id}.q${callback.rounds + 1}`;
  const only = callback.person !== null && callback.rounds === 0 ? [callback.person.personId] : null;
  const { rank } = callback.place;
  const place = callback.dueAt === null ? callback.place : { joinedAt: at, rank };
  const inLine: CallbackEvent = {
    type: 'CallbackInLine',
    ...of(situation),
    entryId,
    callId: callOfTry(id, callback.tries.length + 1),
    asked: { ...askedOf(callback), place },
    only,
  };
  const quietAt = quietAfter(at, number.zones, facts.business.policy.hours);
  return {
    events: [inLine],
    timers: [{ clear: NEXT }, { set: QUIET, at: quietAt, command: { type: 'QuietBegins' } }],
  };
}

function offLine(entryId: string | null, decision: CallbackDecision, situation: Situation) {
  if (entryId === null) return decision;
  const why = 'It waits for a better time.';
  return joined([{ type: 'CallbackOffLine', ...of(situation), entryId, why }], decision);
}
