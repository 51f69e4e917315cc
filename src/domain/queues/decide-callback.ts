import { nothing, type Decision, type Moment } from '../../kernel/decision.ts';
import type { Instruction, LegInput } from '../../telephony/line.ts';
import { nextAllowed } from '../callbacks/quiet-hours.ts';
import { type RefusedNumber, refusedWords } from '../callbacks/refused-numbers.ts';
import { readOut } from '../callbacks/spoken-number.ts';
import { promiseInTurn } from '../callbacks/words.ts';
import { phrasesIn } from '../flows/phrases.ts';
import { estimateWait } from './estimate.ts';
import { askForKey, askForNumber, sayGoodbye, waitingLoop } from './loop.ts';
import type {
  Asking,
  Kept,
  KeptEntry,
  QueueCommand,
  QueueEffect,
  QueueEvent,
  QueueFacts,
  WaitingEntry,
} from './queue-entry.ts';
import { waitingWords } from './words.ts';

/** A caller who would rather be rung back: what they are asked, and the place that is kept for them. */

type QueueDecision = Decision<QueueEvent, QueueEffect, Instruction>;
type Command<T extends QueueCommand['type']> = Extract<QueueCommand, { type: T }>;

const TRIES_FOR_NUMBER = 2;

export const TARGET = 'wait-target';
export const OVERFLOW = 'overflow';
export const FETCH = 'fetch';

/** The caller pressed the key for a call-back. */
export function offerCallback(entry: WaitingEntry, facts: QueueFacts, moment: Moment): QueueDecision {
  const { ringBack } = entry;
  if (facts.callback !== null && facts.callback.open !== null)
    return talkOn(waitingWords(entry.language).alreadyRungBack, entry, moment);
  if ('refused' in ringBack) return talkOn(noCallback(ringBack.refused, entry), entry, moment);
  const { number, spoken } = ringBack;
  return confirm({ what: 'confirm', number, spoken, numberFrom: 'calling' }, entry, moment);
}

/** What the caller answered to a question about the call-back. */
export function answerCallback(
  asking: Asking,
  { keys }: LegInput,
  entry: WaitingEntry,
  facts: QueueFacts,
  moment: Moment,
): QueueDecision {
  const { staysInLine } = waitingWords(entry.language);
  const keyInNumber = phrasesIn(entry.language).ringBackNumber;
  if (asking.what === 'confirm') {
    if (keys === '1') return wantCallback(asking, entry, facts, moment);
    if (keys === '2') return askNumber(keyInNumber, 1, entry, moment);
    return talkOn(staysInLine, entry, moment);
  }
  const keyed = facts.callback?.keyed ?? null;
  if (keys === undefined || keyed === null) return talkOn(staysInLine, entry, moment);
  if ('number' in keyed) {
    const { number, spoken } = keyed;
    return confirm({ what: 'confirm', number, spoken, numberFrom: 'keyed' }, entry, moment);
  }
  return asking.tries < TRIES_FOR_NUMBER
    ? askNumber(
        `${refusedWords(keyed.refused, entry.language)} ${keyInNumber}`,
        asking.tries + 1,
        entry,
        moment,
      )
    : talkOn(noCallback(keyed.refused, entry), entry, moment);
}

function confirm(
  asking: Extract<Asking, { what: 'confirm' }>,
  entry: WaitingEntry,
  moment: Moment,
): QueueDecision {
  const next = turned(entry);
  const digits = readOut(asking.spoken, entry.language);
  return {
    events: [talkedOver(asking, entry, moment)],
    says: askForKey(next, waitingWords(entry.language).confirmNumber(digits), moment),
  };
}

function askNumber(words: string, tries: number, entry: WaitingEntry, moment: Moment): QueueDecision {
  const next = turned(entry);
  return {
    events: [talkedOver({ what: 'number', tries }, entry, moment)],
    says: askForNumber(next, words, moment),
  };
}

function noCallback(reason: RefusedNumber, { language }: WaitingEntry): string {
  return `${refusedWords(reason, language)} ${waitingWords(language).keepsPlace}`;
}

/** Back to the music, with these words. */
function talkOn(words: string, entry: WaitingEntry, moment: Moment): QueueDecision {
  return { events: [talkedOver(null, entry, moment)], says: waitingLoop(turned(entry), words, moment) };
}

function wantCallback(
  asking: Extract<Asking, { what: 'confirm' }>,
  entry: WaitingEntry,
  facts: QueueFacts,
  moment: Moment,
): QueueDecision {
  const { at, id } = moment;
  const { callback } = facts;
  if (callback === null || callback.open !== null)
    return talkOn(waitingWords(entry.language).alreadyRungBack, entry, moment);
  const { joinedAt, rank, topic, language, story } = entry;
  const { withinMinutes, timezone, zones, hours } = callback;
  const range = estimateWait(facts.recentWaits);
  const allowed = (from: number) => nextAllowed(from, zones, hours);
  const promise = promiseInTurn({ at, joinedAt, range, withinMinutes, timezone, allowed, language });
  const kept: Kept = {
    callbackId: `${id}.cb`,
    number: asking.number,
    askedAt: at,
    promisedBy: promise.by,
  };
  return {
    events: [
      {
        type: 'CallbackWanted',
        ...base(entry, moment),
        callbackId: kept.callbackId,
        kept,
        numberFrom: asking.numberFrom,
        words: promise.words,
        ...{ joinedAt, rank, topic, language, story },
      },
    ],
    timers: [{ clear: TARGET }, { clear: FETCH }],
    says: sayGoodbye(entry, waitingWords(language).ringBackGoodbye(promise.words)),
  };
}

/** What may happen to a place while nobody is on the line. */
export function keptPlace(command: QueueCommand, entry: KeptEntry, moment: Moment): QueueDecision {
  const { kept } = entry;
  const of = base(entry, moment);
  const { callbackId } = kept;
  switch (command.type) {
    case 'KeepPlace': {
      const { status: _status, kept: _kept, ...details } = entry;
      const { callId } = command;
      const next = { ...details, callId, story: [...command.story] };
      return {
        events: [{ type: 'PlaceKept', ...of, callId, kept: command.kept, entry: next }],
      };
    }
    case 'TakePlace':
      return {
        events: [{ type: 'PlaceTaken', ...of, callbackId, waitedMs: moment.at - entry.joinedAt }],
        timers: [{ clear: OVERFLOW }],
      };
    case 'GiveUpPlace':
      return {
        events: [{ type: 'PlaceGivenUp', ...of, callbackId, why: command.why, nobody: false }],
        timers: [{ clear: OVERFLOW }],
      };
    case 'GiveBack':
      return {
        events: [{ type: 'PlaceGivenUp', ...of, callbackId, why: command.reason, nobody: true }],
        timers: [{ clear: OVERFLOW }],
      };
    case 'OverflowDue':
      if (entry.overflow === null || entry.overflowing) return nothing;
      return { events: [{ type: 'QueueOverflowed', ...of, into: entry.overflow.queue }] };
    default:
      // The caller's own leg is only hearing the goodbye, and nobody is let down by a wait target.
      return nothing;
  }
}

/** A place for a customer who never stood in this line, or who is tried again. */
export function newPlace(command: Command<'KeepPlace'>, facts: QueueFacts, moment: Moment): QueueDecision {
  const { queue } = facts;
  if (queue === null) return nothing;
  const { at, id } = moment;
  const { callId, businessId, only, joinedAt, rank, topic, language, story, kept } = command;
  const overflow =
    queue.overflow === null
      ? null
      : { at: at + queue.overflow.afterSeconds * 1_000, queue: queue.overflow.queue };
  const entry: Omit<WaitingEntry, 'status'> = {
    ...{ callId, callerSid: '', businessId, queue: queue.key, queueName: queue.name },
    only: only === null ? null : [...only],
    strategy: queue.strategy,
    skills: only === null ? [...queue.skills] : [],
    ringSeconds: queue.ringSeconds,
    waitTargetSeconds: queue.waitTargetSeconds,
    newsEverySeconds: queue.newsEverySeconds,
    overflow,
    overflowing: false,
    ...{ joinedAt, rank, ahead: null, topic, language, story: [...story] },
    ...{ waitingKeys: {}, turn: 1, lastNewsAt: at, breachedAt: null, managerAsked: false },
    ...{ pendingWords: null, givingBack: null, asking: null },
    ringBack: { refused: 'unavailable' },
  };
  const place = { ...entry, status: 'waiting' as const };
  return {
    events: [{ type: 'PlaceKept', ...base(place, { at, id }), kept, entry }],
    timers: overflow === null ? [] : [{ set: OVERFLOW, at: overflow.at, command: { type: 'OverflowDue' } }],
  };
}

function turned(entry: WaitingEntry): WaitingEntry {
  return { ...entry, turn: entry.turn + 1 };
}

function talkedOver(asking: Asking | null, entry: WaitingEntry, moment: Moment): QueueEvent {
  return { type: 'CallbackTalkedOver', ...base(entry, moment), turn: entry.turn + 1, asking };
}

function base(entry: Pick<WaitingEntry, 'callId' | 'businessId' | 'queue'>, { at, id }: Moment) {
  return { entryId: id, callId: entry.callId, businessId: entry.businessId, queue: entry.queue, at };
}
