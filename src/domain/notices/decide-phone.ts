import { nothing, refuse, type Moment, type Refusal, type TimerChange } from '../../kernel/decision.ts';
import { MINUTE, SECOND } from '../../kernel/duration.ts';
import { ringOf, saidToStaff, type Instruction, type LegEnding } from '../../telephony/line.ts';
import { isOpen, noticeBase, RING_TIMER, type NoticeDecision, type NoticeEffect } from './decision.ts';
import type { BegunNotice, NoticeCommand, NoticeEvent, NoticeFacts, OpenNotice } from './notice.ts';
import { refusedWords, spokenWords, takenWords } from './words.ts';

/**
 * A notice that is read out on the telephone. Picking up is not reaching: a voicemail picks up too, so that only the
 * key 1 counts.
 */

type Command<T extends NoticeCommand['type']> = Extract<NoticeCommand, { type: T }>;

/** Shorter than most voicemails wait; a voicemail that picks up all the same hears the question and presses nothing. */
const RING_SECONDS = 25;
/** A call of which nothing is heard for this long is given up. */
const NO_NEWS = MINUTE;
const TIMES_ASKED = 3;
const SECONDS_FOR_KEY = 5;

export function ringId(noticeId: string): string {
  return ringOf('notices', noticeId, 1);
}

export function ringEffect(to: string, from: string, { id }: Moment): NoticeEffect {
  const answered = { noun: 'notices', id, turn: 1 };
  return { kind: 'line.ring', id: ringId(id), callId: id, to, from, ringSeconds: RING_SECONDS, answered };
}

export function watchRing({ at }: Moment): TimerChange {
  const command: NoticeCommand = { type: 'GiveUpRing' };
  return { set: RING_TIMER, at: at + RING_SECONDS * SECOND + NO_NEWS, command };
}

/** The ring is called off, or ended if it was under way. */
export function stopRing({ id }: Moment): Pick<NoticeDecision, 'effects' | 'withdraws'> {
  const ring = ringId(id);
  return {
    withdraws: [ring],
    effects: [{ kind: 'line.end', id: `${ring}/end`, callId: id, leg: { ring } }],
  };
}

export function takeTurn(
  { turn, input }: Command<'TakeTurn'>,
  notice: BegunNotice,
  facts: NoticeFacts,
  moment: Moment,
): NoticeDecision | Refusal {
  if (notice.way !== 'phone' || turn !== notice.turn)
    return refuse('old-step', 'This step was used already.');
  if (!isOpen(notice))
    return { events: [], says: goodbye(facts.over ?? 'It has been taken care of.', notice) };
  const of = noticeBase(notice, moment);
  const turned: NoticeEvent = { type: 'NoticeTurned', ...of, turn: turn + 1, asked: notice.asked + 1 };
  const clear = [{ clear: RING_TIMER }];
  if (notice.asked > 0 && input.keys === '1') {
    return {
      events: [turned, { type: 'NoticeAcknowledged', ...of, how: 'key', asOf: null }],
      timers: clear,
      says: goodbye(facts.over ?? takenWords(notice), notice),
    };
  }
  if (notice.asked > 0 && input.keys === '2') {
    return {
      events: [turned, { type: 'NoticeRefused', ...of, how: 'key', reason: 'they pressed 2' }],
      timers: clear,
      says: goodbye(refusedWords(notice), notice),
    };
  }
  if (notice.asked >= TIMES_ASKED) {
    return {
      events: [turned, failed(notice, NO_KEY, moment)],
      timers: clear,
      says: { do: 'hang-up', utterances: [] },
    };
  }
  const pickedUp: NoticeEvent = { type: 'NoticePickedUp', ...of, result: `${notice.address} picked up` };
  const command: NoticeCommand = { type: 'GiveUpRing' };
  return {
    events: notice.asked === 0 ? [pickedUp, turned] : [turned],
    timers: [{ set: RING_TIMER, at: moment.at + NO_NEWS, command }],
    says: ask(notice, moment),
  };
}

const NO_KEY = 'the telephone was picked up and no key was pressed, as a voicemail does';

function ask(notice: OpenNotice, { id }: Moment): Instruction {
  const { language } = notice;
  return {
    do: 'listen',
    utterances: [saidToStaff(spokenWords(notice), language)],
    keys: { max: 1, finishOn: '' },
    speech: null,
    timeoutSeconds: SECONDS_FOR_KEY,
    then: { noun: 'notices', id, turn: notice.turn + 1 },
  };
}

function goodbye(text: string, { language }: BegunNotice): Instruction {
  return { do: 'hang-up', utterances: [saidToStaff(`${text} Goodbye.`, language)] };
}

const ENDED: Readonly<Record<LegEnding, string>> = {
  completed: 'the telephone was picked up and hung up without a key',
  busy: 'the telephone was busy, or the call was turned away',
  'no-answer': 'nobody answered the telephone',
  failed: 'the telephone could not be reached',
  canceled: 'the call was called off',
};

export function legEnded({ how }: Command<'LegEnded'>, notice: BegunNotice, moment: Moment): NoticeDecision {
  if (!isOpen(notice) || notice.way !== 'phone') return nothing;
  const reason = how === 'completed' && notice.asked >= TIMES_ASKED ? NO_KEY : ENDED[how];
  return { events: [failed(notice, reason, moment)], timers: [{ clear: RING_TIMER }] };
}

export function giveUpRing(notice: BegunNotice, moment: Moment): NoticeDecision {
  if (!isOpen(notice) || notice.way !== 'phone') return nothing;
  return {
    events: [failed(notice, 'nothing more was heard of the call', moment)],
    ...stopRing(moment),
  };
}

function failed(notice: BegunNotice, reason: string, moment: Moment): NoticeEvent {
  return { type: 'NoticeFailed', ...noticeBase(notice, moment), reason, final: true };
}
