import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import { spokenName } from '../../kernel/languages.ts';
import type { Instruction } from '../../telephony/line.ts';
import {
  answerCallback,
  FETCH,
  keptPlace,
  newPlace,
  offerCallback,
  OVERFLOW,
  TARGET,
} from './decide-callback.ts';
import { estimateWait } from './estimate.ts';
import { followCase } from './follow-case.ts';
import { loopStep, waitingLoop } from './loop.ts';
import type {
  JoinedEntry,
  QueueCommand,
  QueueEffect,
  QueueEntry,
  QueueEvent,
  QueueFacts,
  WaitingEntry,
} from './queue-entry.ts';
import { joiningWords, newsWords, waitingWords } from './words.ts';

const FETCH_AGAIN_MS = 2 * SECOND;
/** Someone who comes back from a person who could not help is served before everyone who only waits. */
const RETURNING_CREDIT_MS = 3_600 * SECOND;

const NO_RING_BACK = { refused: 'unavailable' } as const;

type QueueDecision = Decision<QueueEvent, QueueEffect, Instruction>;
type Command<T extends QueueCommand['type']> = Extract<QueueCommand, { type: T }>;

/** The rules of waiting: order, news, wait target, and the ways out. */
export function decideQueue(
  command: QueueCommand,
  entry: QueueEntry,
  facts: QueueFacts,
  moment: Moment,
): QueueDecision | Refusal {
  if (command.type === 'JoinQueue') return entry.status === 'none' ? join(command, facts, moment) : nothing;
  if (command.type === 'KeepPlace' && entry.status === 'none') return newPlace(command, facts, moment);
  if (entry.status === 'none') return refuse('entry-unknown', 'This caller is not in the queue.');
  if (command.type === 'TakeTurn' && command.turn !== entry.turn)
    return refuse('old-step', 'This step was used already.');
  if (entry.status === 'kept-place') return keptPlace(command, entry, moment);
  if (entry.status !== 'waiting') return noLongerWaiting(command, entry, moment);
  const of = eventBase(entry, moment);
  switch (command.type) {
    case 'TakeTurn':
      return takeTurn(command, entry, facts, moment);
    case 'WaitTargetPassed':
      if (entry.breachedAt !== null) return nothing;
      return {
        events: [
          {
            type: 'WaitBreached',
            ...of,
            waitedSeconds: Math.round((moment.at - entry.joinedAt) / SECOND),
            story: entry.story,
            topic: entry.topic,
            language: entry.language,
          },
        ],
      };
    case 'OverflowDue':
      if (entry.overflow === null || entry.overflowing) return nothing;
      return { events: [{ type: 'QueueOverflowed', ...of, into: entry.overflow.queue }] };
    case 'TellWaiting':
      return {
        events: [{ type: 'WordsWaiting', ...of, words: both(entry.pendingWords, command.words) }],
      };
    case 'ServeCaller':
      return ends({ type: 'CallerServed', ...of, waitedMs: moment.at - entry.joinedAt });
    case 'GiveBack':
      return entry.givingBack === null ? giveBack(command.reason, entry, moment) : nothing;
    case 'CallerGone':
      return ends({ type: 'CallerAbandoned', ...of, waitedMs: moment.at - entry.joinedAt });
    case 'KeepPlace':
    case 'TakePlace':
    case 'GiveUpPlace':
      return nothing;
    case 'RaisePriority': {
      const { seconds, why } = command;
      return {
        events: [{ type: 'PriorityRaised', ...of, seconds, rank: entry.rank - seconds * SECOND, why }],
      };
    }
    case 'FollowCase':
      return followCase(command, entry, facts, moment);
    case 'FetchAgain':
      return isFetched(entry)
        ? nothing
        : { events: [], effects: [fetchCaller(entry, `fetch-${moment.at}`, moment)] };
    case 'EffectSettled':
      // A leg that has gone tells its own end.
      if (command.outcome === 'done' || command.why === 'gone' || isFetched(entry)) return nothing;
      return {
        events: [],
        timers: [{ set: FETCH, at: moment.at + FETCH_AGAIN_MS, command: { type: 'FetchAgain' } }],
      };
    default:
      return assertNever(command);
  }
}

function both(first: string | null, second: string): string {
  return first === null ? second : `${first} ${second}`;
}

function noLongerWaiting(command: QueueCommand, entry: JoinedEntry, { id }: Moment): QueueDecision {
  if (command.type !== 'TakeTurn') return nothing;
  // The caller was fetched while this turn was under way: the move overtakes this pause.
  return {
    events: [],
    says: {
      do: 'speak',
      utterances: [{ kind: 'pause', seconds: 1 }],
      then: loopStep(entry, id),
    },
  };
}

function ends(event: QueueEvent): QueueDecision {
  return { events: [event], timers: [{ clear: TARGET }, { clear: OVERFLOW }, { clear: FETCH }] };
}

/** Whether the leg is where it should be: in the loop, which counts its turns, and not to be called out of it. */
function isFetched(entry: WaitingEntry): boolean {
  return entry.turn > 1 && entry.givingBack === null;
}

function fetchCaller(
  entry: Pick<WaitingEntry, 'callId' | 'callerSid' | 'turn' | 'language'>,
  what: string,
  { id }: Moment,
): QueueEffect {
  const step = loopStep(entry, id);
  return { kind: 'line.move', id: `${id}.${what}`, callId: entry.callId, sid: entry.callerSid, step };
}

function queueSaid(entry: WaitingEntry): string {
  return entry.queueSaid ?? entry.queueName;
}

function eventBase(entry: WaitingEntry, { at, id }: Moment) {
  return { entryId: id, callId: entry.callId, businessId: entry.businessId, queue: entry.queue, at };
}

function join(command: Command<'JoinQueue'>, facts: QueueFacts, moment: Moment): QueueDecision | Refusal {
  const { queue } = facts;
  if (queue === null) return refuse('queue-unknown', `There is no queue "${command.queue}".`);
  const { at } = moment;
  const creditMs = queue.creditSeconds * SECOND + (command.returning === null ? 0 : RETURNING_CREDIT_MS);
  const ringSeconds = command.ringSeconds ?? queue.ringSeconds;
  // Who was to be rung back and rings first has the place that was kept.
  const open = command.only === null && command.returning === null ? (facts.callback?.open ?? null) : null;
  const reclaimed = open?.queue === queue.key ? open : null;
  const waiting: Omit<WaitingEntry, 'status'> = {
    callId: command.callId,
    callerSid: command.callerSid,
    businessId: command.businessId,
    queue: command.only === null ? queue.key : null,
    queueName: queue.name,
    ...(queue.spoken === undefined ? {} : { queueSaid: spokenName(queue, command.language) }),
    only: command.only === null ? null : [...command.only],
    strategy: queue.strategy,
    skills: command.only === null ? [...queue.skills] : [],
    ringSeconds,
    waitTargetSeconds: queue.waitTargetSeconds,
    newsEverySeconds: queue.newsEverySeconds,
    overflow:
      queue.overflow === null
        ? null
        : { at: at + queue.overflow.afterSeconds * SECOND, queue: queue.overflow.queue },
    overflowing: false,
    joinedAt: at,
    rank: reclaimed?.rank ?? (command.returning?.since ?? at) - creditMs,
    ahead: null,
    topic: command.topic,
    language: command.language,
    waitingKeys: { ...command.waitingKeys },
    story: [...command.story],
    turn: 1,
    lastNewsAt: at,
    breachedAt: null,
    managerAsked: false,
    pendingWords: null,
    givingBack: null,
    ringBack: facts.callback?.ringBack ?? NO_RING_BACK,
    asking: null,
  };
  const entry: WaitingEntry = { status: 'waiting', ...waiting };
  const of = eventBase(entry, moment);
  // Who comes back was told so, and who wants particular people waits in no line.
  const toldOfWait = entry.only === null && command.returning === null;
  const range = estimateWait(facts.recentWaits);
  const say = waitingWords(entry.language);
  const joining =
    entry.only === null ? joiningWords(queueSaid(entry), range, entry.language) : say.ringingSomebody;
  const back = reclaimed === null ? null : say.placeAgain;
  const words = [command.words, back, command.returning === null ? joining : null]
    .filter((text) => text !== null)
    .join(' ');
  const events: QueueEvent[] = [
    {
      type: 'CallerJoinedQueue',
      ...of,
      entry: waiting,
      callerSid: command.callerSid,
      topic: command.topic,
      returning: command.returning !== null,
      lost: command.lost,
      ...(reclaimed === null ? {} : { reclaims: reclaimed.callbackId }),
    },
    ...(toldOfWait ? [{ type: 'WaitAnnounced' as const, ...of, told: range }] : []),
  ];
  const timers = [
    {
      set: TARGET,
      at: at + queue.waitTargetSeconds * SECOND,
      command: { type: 'WaitTargetPassed' },
    },
  ];
  if (entry.overflow !== null)
    timers.push({ set: OVERFLOW, at: entry.overflow.at, command: { type: 'OverflowDue' } });
  if (command.entrance === 'asking') return { events, timers, says: waitingLoop(entry, words, moment) };
  return {
    events: words === '' ? events : [...events, { type: 'WordsWaiting', ...of, words }],
    timers,
    effects: [fetchCaller(entry, 'fetch', moment)],
  };
}

/** Only a caller's own turn can go on in the flow, so the leg is called away from its music to take one. */
function giveBack(reason: string, entry: WaitingEntry, moment: Moment): QueueDecision {
  return {
    events: [{ type: 'GivingBack', ...eventBase(entry, moment), reason }],
    effects: [fetchCaller(entry, 'give-back', moment)],
  };
}

function takeTurn(
  command: Command<'TakeTurn'>,
  entry: WaitingEntry,
  facts: QueueFacts,
  moment: Moment,
): QueueDecision {
  const of = eventBase(entry, moment);
  const turned: QueueEvent = { type: 'WaitTurned', ...of, turn: entry.turn + 1, news: false };
  const next = { ...entry, turn: entry.turn + 1 };
  const say = waitingWords(entry.language);
  if (entry.givingBack !== null) {
    return ends({ type: 'CallerLeftQueue', ...of, outcome: { kind: 'nobody' }, words: say.nobodyReached });
  }
  if (entry.asking !== null) return answerCallback(entry.asking, command.input, entry, facts, moment);
  const key = command.input.keys;
  if (key === '0') {
    return ends({ type: 'CallerLeftQueue', ...of, outcome: { kind: 'key', key: '0' }, words: null });
  }
  const does = key === undefined ? undefined : entry.waitingKeys[key];
  if (does === 'step' && key !== undefined) {
    return ends({ type: 'CallerLeftQueue', ...of, outcome: { kind: 'key', key }, words: null });
  }
  if (does === 'callback') return offerCallback(entry, facts, moment);
  if (does === 'manager') {
    if (entry.managerAsked)
      return { events: [turned], says: waitingLoop(next, say.managerAskedAlready, moment) };
    const { story, topic, language, joinedAt } = entry;
    return {
      events: [
        turned,
        { type: 'ManagerAskedWhileWaiting', ...of, story, topic, language, waitingSince: joinedAt },
      ],
      says: waitingLoop(next, say.managerRinging, moment),
    };
  }
  if (entry.pendingWords !== null) {
    return { events: [{ ...turned, news: true }], says: waitingLoop(next, entry.pendingWords, moment) };
  }
  if (key !== undefined) return { events: [turned], says: waitingLoop(next, say.noSuchKey, moment) };
  if (moment.at - entry.lastNewsAt < entry.newsEverySeconds * SECOND) {
    return { events: [turned], says: waitingLoop(next, '', moment) };
  }
  if (entry.only !== null)
    return { events: [{ ...turned, news: true }], says: waitingLoop(next, say.stillRinging, moment) };
  const range = estimateWait(facts.recentWaits);
  const waited = Math.round((moment.at - entry.joinedAt) / SECOND);
  return {
    events: [
      { ...turned, news: true },
      { type: 'WaitAnnounced', ...of, told: range },
    ],
    says: waitingLoop(next, newsWords(queueSaid(entry), range, waited, entry.language), moment),
  };
}
