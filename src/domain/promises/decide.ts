import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import { HOUR, MINUTE, SECOND } from '../../kernel/duration.ts';
import { answerWords } from '../calls/words.ts';
import { usualWait } from '../queues/words.ts';
import { brokenClimb, lengthOf, nearNotice } from './telling.ts';
import type {
  CallerPromise,
  MadePromise,
  OwedPromise,
  PromiseCommand,
  PromiseEvent,
  PromiseFacts,
} from './promise.ts';
import { keptWords, kindOf, wordsOfParty } from './words.ts';

const WARN = 'warn';
const DUE = 'due';
const AGAIN = 'again';
/** Who says "I have it" is given this long before people are told again. */
const GRACE_MS = HOUR;
const FIRST_PAUSE_MS = 30 * MINUTE;
const LONGEST_PAUSE_MS = 24 * HOUR;
/** A climb says itself how it ended; should that ever fail to come, people are told again this long after. */
const BACKSTOP_MS = 10 * MINUTE;

type PromiseDecision = Decision<PromiseEvent>;
type Command<T extends PromiseCommand['type']> = Extract<PromiseCommand, { type: T }>;

/** The rules of promises: each has a deadline, a warning before it, and people who hear when it was missed. */
export function decidePromise(
  command: PromiseCommand,
  promise: CallerPromise,
  facts: PromiseFacts,
  moment: Moment,
): PromiseDecision | Refusal {
  switch (command.type) {
    case 'MakePromise':
      return promise.status === 'none' ? make(command, facts, moment) : nothing;
    case 'NoteWaitTold':
      return promise.status === 'none' ? waitTold(command, facts, moment) : nothing;
    case 'NoteAnswerOwed':
      return promise.status === 'none' ? answerOwed(command, facts, moment) : nothing;
    case 'KeepPromise':
      if (promise.status === 'none') return refuse('promise-unknown', 'There is no such promise.');
      return isOwed(promise) ? keep(command, promise, moment) : settledAlready(promise);
    case 'ReleasePromise':
      if (promise.status === 'none') return refuse('promise-unknown', 'There is no such promise.');
      return isOwed(promise) ? release(command, promise, moment) : settledAlready(promise);
    case 'WaitEnded':
      return isOwed(promise) ? waitEnded(command.how, promise, moment) : nothing;
    case 'WarnNow':
      return promise.status === 'open' ? warn(promise, facts, moment) : nothing;
    case 'DeadlinePassed':
      return promise.status === 'open' ? broken(promise, facts, moment) : nothing;
    case 'TellAgain':
      return promise.status === 'broken' ? broken(promise, facts, moment) : nothing;
    case 'PromiseReached': {
      if (promise.status !== 'broken') return nothing;
      const { personId, name, how } = command;
      return {
        events: [{ type: 'BrokenPromiseTaken', ...of(promise, moment), personId, name, how }],
        timers: [{ set: AGAIN, at: moment.at + GRACE_MS, command: { type: 'TellAgain' } }],
      };
    }
    case 'PromiseUnreached': {
      if (promise.status !== 'broken') return nothing;
      const againAt = moment.at + pauseAfter(promise.climbs);
      return {
        events: [{ type: 'BrokenPromiseUnheard', ...of(promise, moment), againAt, why: command.why }],
        timers: [{ set: AGAIN, at: againAt, command: { type: 'TellAgain' } }],
      };
    }
    default:
      return assertNever(command);
  }
}

function isOwed(promise: CallerPromise): promise is OwedPromise {
  return promise.status === 'open' || promise.status === 'broken';
}

function of(promise: MadePromise, { at, id }: Moment) {
  const { businessId, caseId, callId } = promise;
  return { promiseId: id, businessId, caseId, callId, at };
}

function settledAlready(promise: Extract<MadePromise, { status: 'kept' | 'released' }>): Refusal {
  return promise.status === 'kept'
    ? refuse('kept-already', `This promise was kept already: ${promise.how}`)
    : refuse('released-already', `Nothing is owed any more: ${promise.releasedWhy}`);
}

function make(
  command: Command<'MakePromise'>,
  facts: PromiseFacts,
  { at, id }: Moment,
): PromiseDecision | Refusal {
  const { businessId, callId, what, words, dueAt, to, by, owner, why, warnBeforeMs } = command;
  if (dueAt <= at) {
    return refuse(
      'due-already',
      'The deadline has passed already. Promise something that can still be kept.',
    );
  }
  const caseId = command.caseId ?? facts.caseId;
  const warnAt = warnBeforeMs === null || dueAt - warnBeforeMs <= at ? null : dueAt - warnBeforeMs;
  return {
    events: [
      {
        type: 'PromiseMade',
        ...{ promiseId: id, businessId, caseId, callId, at },
        made: {
          ...{ businessId, caseId, callId, what, words, to, owner, by, why, dueAt, warnAt },
          queue: command.queue ?? (owner.kind === 'queue' ? owner.id : null),
          madeAt: at,
          brokenAt: null,
          climbs: 0,
        },
      },
    ],
    timers: [
      // At the deadline itself it can still be kept in time.
      { set: DUE, at: dueAt + 1, command: { type: 'DeadlinePassed' } },
      ...(warnAt === null ? [] : [{ set: WARN, at: warnAt, command: { type: 'WarnNow' } }]),
    ],
  };
}

function waitTold(
  command: Command<'NoteWaitTold'>,
  facts: PromiseFacts,
  moment: Moment,
): PromiseDecision | Refusal {
  const { wait } = facts;
  const { businessId, callId, toldRange } = command;
  if (wait === null || wait.queue === null) return nothing;
  const dueAt = wait.joinedAt + toldRange.toSeconds * SECOND;
  if (dueAt <= moment.at) return nothing;
  return make(
    {
      ...{ type: 'MakePromise', businessId, caseId: null, callId, what: 'wait', dueAt, to: wait.to },
      words: usualWait(toldRange, wait.language),
      by: { kind: 'flow' },
      owner: { kind: 'queue', id: wait.queue, name: wait.queueName },
      // The wait target warns long before: a second warning would only be noise.
      warnBeforeMs: null,
      why: `The caller was told so in the queue ${wait.queueName}.`,
    },
    facts,
    moment,
  );
}

function answerOwed(
  command: Command<'NoteAnswerOwed'>,
  facts: PromiseFacts,
  moment: Moment,
): PromiseDecision | Refusal {
  const { answer } = facts;
  if (answer === null || answer.dueAt <= moment.at) return nothing;
  const { businessId, callId } = command;
  const { dueAt, owner, to, topicName, toldAt, timezone, language } = answer;
  return make(
    {
      ...{ type: 'MakePromise', businessId, caseId: null, callId, what: 'answer', dueAt, to, owner },
      words: answerWords(answer, toldAt, timezone, language),
      by: { kind: 'flow' },
      warnBeforeMs: Math.min(30 * MINUTE, Math.round((dueAt - moment.at) / 4)),
      why: `The caller was told so when an expert in ${topicName} was rung, and nobody who knows could be reached.`,
    },
    facts,
    moment,
  );
}

const settled = [{ clear: WARN }, { clear: DUE }, { clear: AGAIN }] as const;

function keep(command: Command<'KeepPromise'>, promise: OwedPromise, moment: Moment): PromiseDecision {
  const { by, how } = command;
  const late = promise.status === 'broken' || moment.at > promise.dueAt;
  const words = keptWords(promise, by, how, late);
  return {
    events: [
      {
        type: 'PromiseKept',
        ...of(promise, moment),
        by,
        how,
        late,
        climbId: climbOf(promise, moment),
        words,
      },
    ],
    timers: settled,
  };
}

function release(command: Command<'ReleasePromise'>, promise: OwedPromise, moment: Moment): PromiseDecision {
  const { by, why } = command;
  const words = `No longer owed: ${kindOf(promise.what)} for ${wordsOfParty(promise.to)}.`;
  return {
    events: [
      { type: 'PromiseReleased', ...of(promise, moment), by, why, climbId: climbOf(promise, moment), words },
    ],
    timers: settled,
  };
}

function climbOf(promise: OwedPromise, { id }: Moment): string | null {
  return promise.status === 'broken' && promise.climbs > 0 ? `${id}.c${promise.climbs}` : null;
}

function waitEnded(how: Command<'WaitEnded'>['how'], promise: OwedPromise, moment: Moment): PromiseDecision {
  const by = { kind: 'flow' } as const;
  switch (how) {
    case 'served':
      return keep({ type: 'KeepPromise', by, how: 'Somebody took the call.' }, promise, moment);
    case 'left':
      return release(
        { type: 'ReleasePromise', by, why: 'The caller chose not to wait any longer.' },
        promise,
        moment,
      );
    case 'hung-up':
      return release({ type: 'ReleasePromise', by, why: 'The caller hung up.' }, promise, moment);
    case 'nobody': {
      const why = 'Nobody could take the call, so the caller was not served at all.';
      const missed: PromiseEvent = {
        type: 'PromiseBroken',
        ...of(promise, moment),
        climb: null,
        again: false,
        words: promise.words,
        why,
      };
      const { events, timers = [] } = release({ type: 'ReleasePromise', by, why }, promise, moment);
      return { events: promise.status === 'open' ? [missed, ...events] : events, timers };
    }
    default:
      return assertNever(how);
  }
}

function warn(
  promise: Extract<CallerPromise, { status: 'open' }>,
  facts: PromiseFacts,
  moment: Moment,
): PromiseDecision {
  const notice = nearNotice(promise, facts, moment);
  const why =
    notice === null
      ? 'It is soon due, and nobody leads the queue who could be told.'
      : `It is soon due, and ${notice.wanted.to.name ?? 'its owner'} is told.`;
  return { events: [{ type: 'PromiseNear', ...of(promise, moment), notice, why }] };
}

/** The deadline passed, or nothing came of telling people so: its owner hears of it, then whoever leads. */
function broken(promise: OwedPromise, facts: PromiseFacts, moment: Moment): PromiseDecision {
  const { words } = promise;
  const again = promise.status === 'broken';
  if (promise.what === 'wait') {
    const why = 'The wait is longer than the caller was told. The queue itself passes the call up.';
    return {
      events: [{ type: 'PromiseBroken', ...of(promise, moment), climb: null, again, words, why }],
      timers: [{ clear: WARN }],
    };
  }
  const climb = brokenClimb(promise, facts, moment);
  const why = again
    ? 'It is still owed, and nothing came of telling people before.'
    : 'The deadline passed, and nobody had kept it.';
  return {
    events: [{ type: 'PromiseBroken', ...of(promise, moment), climb, again, words, why }],
    timers: [
      { clear: WARN },
      { set: AGAIN, at: moment.at + lengthOf(climb) + BACKSTOP_MS, command: { type: 'TellAgain' } },
    ],
  };
}

/** Twice as long after each time: half an hour at first, a day at most. */
function pauseAfter(climbs: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, climbs - 1));
}
