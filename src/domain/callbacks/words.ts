import { DateTime } from 'luxon';
import { MINUTE, SECOND } from '../../kernel/duration.ts';
import type { WaitRange } from '../queues/estimate.ts';
import { spokenMoment } from '../businesses/spoken-time.ts';
import { said, type Utterance } from '../../telephony/line.ts';
import { type Chosen, spokenLanguage } from '../../kernel/languages.ts';
import { ringBackWords } from './caller-words.ts';
import { spokenNumber } from './spoken-number.ts';
import type { CallbackOutcome, TryOutcome } from './callback.ts';

/** What customers hear of a call-back, in their language, and what people read, in English. */

export interface Promised {
  /** As said to the customer. */
  readonly words: string;
  /** By when it falls due, epoch ms. */
  readonly by: number;
}

/**
 * What a waiting caller is promised: what is left of the usual wait, rounded up to five minutes; without evidence, the
 * business's own limit. What falls into their night is promised for the morning.
 */
export function promiseInTurn(asked: {
  readonly at: number;
  readonly joinedAt: number;
  readonly range: WaitRange | null;
  readonly withinMinutes: number;
  readonly timezone: string;
  readonly language: string;
  /** The first allowed moment from a moment on, epoch ms. */
  readonly allowed: (at: number) => number;
}): Promised {
  const { at, joinedAt, range, timezone, language, allowed } = asked;
  const words = ringBackWords(language);
  const limit = at + asked.withinMinutes * MINUTE;
  const end = range === null ? limit : Math.max(joinedAt + range.toSeconds * SECOND, at + 5 * MINUTE);
  const begins = allowed(at);
  if (begins > at) {
    const by = begins + asked.withinMinutes * MINUTE;
    return { words: words.around(spokenMoment(begins, at, timezone, language)), by };
  }
  const by = allowed(end);
  if (by > end) return { words: words.before(spokenMoment(by, at, timezone, language)), by };
  const to = Math.ceil((end - at) / (5 * MINUTE)) * 5;
  const from =
    range === null ? 0 : Math.floor((joinedAt + range.fromSeconds * SECOND - at) / (5 * MINUTE)) * 5;
  const when =
    range === null
      ? words.within(to)
      : from > 0 && from < to
        ? words.between(from, to)
        : words.withinAbout(to);
  return { words: when, by: at + to * MINUTE };
}

/** What is promised for an agreed time. */
export function promiseAt(dueAt: number, at: number, timezone: string, language: string): Promised {
  return { words: ringBackWords(language).at(spokenMoment(dueAt, at, timezone, language)), by: dueAt };
}

/** `Call-back: +44… asked at 10:04`, with what was agreed. */
export function markWords(
  of: {
    readonly number: string;
    readonly askedAt: number;
    readonly dueAt: number | null;
    readonly numberFrom: string;
  },
  timezone: string,
): string {
  const time = (at: number) => DateTime.fromMillis(at, { zone: timezone }).toFormat('HH:mm');
  const due = of.dueAt === null ? '' : `, due ${time(of.dueAt)}`;
  const keyed = of.numberFrom === 'keyed' ? '; the caller keyed this number in' : '';
  return `Call-back: ${of.number} asked at ${time(of.askedAt)}${due}${keyed}`;
}

/** The first words of our call to a customer, before anybody speaks; `notice`: as the business wrote it. */
export function greetingWords(
  business: string,
  person: string,
  notice: Chosen<string> | null,
  language: string,
): readonly Utterance[] {
  const words = ringBackWords(language);
  const greeting = words.greeting(business);
  const onTheLine = words.onTheLine(person);
  if (notice === null) return [said(`${greeting} ${onTheLine}`, language)];
  // In one breath, unless another voice has to read the notice.
  return notice.language === spokenLanguage(language)
    ? [said(`${greeting} ${notice.text} ${onTheLine}`, language)]
    : [said(greeting, language), { kind: 'say', ...notice }, said(onTheLine, language)];
}

/** Left on a customer's voicemail. */
export function voicemailWords(about: {
  readonly business: string;
  readonly person: string;
  readonly name: string | null;
  readonly number: string;
  readonly language: string;
  /** When we try again, as spoken; null: not again. */
  readonly again: string | null;
}): string {
  const words = ringBackWords(about.language);
  return [
    words.hello(about.name),
    words.thisIs(about.person, about.business),
    about.again === null ? words.notAgain : words.again(about.again),
    words.reachUs(spokenNumber(about.number, about.language)),
  ].join(' ');
}

export const TRY_WORDS: Readonly<Record<TryOutcome, string>> = {
  talked: 'they talked',
  'no-answer': 'nobody answered',
  busy: 'the line was busy',
  voicemail: 'a message was left on their voicemail',
  failed: 'the line could not reach them',
  interrupted: 'the call was broken off before they could answer',
};

export const OUTCOME_WORDS: Readonly<Record<CallbackOutcome, string>> = {
  talked: 'The customer was spoken to.',
  'rang-in': 'The customer rang us first and took their place.',
  voicemail: 'A message was left on their voicemail.',
  'no-answer': 'Nobody answered.',
  busy: 'Their line was busy.',
  failed: 'The line could not reach them.',
  'refused-number': 'This number may not be dialled.',
  cancelled: 'It was cancelled.',
};

/** The last line of the story: whoever is rung hears it before they say yes. */
export function storyLine(number: string, from: 'calling' | 'keyed' | 'desk'): string {
  const keyed = from === 'keyed' ? ', a number that the caller keyed in' : '';
  return `To be rung back on ${spokenNumber(number, 'en')}${keyed}.`;
}
