import { DateTime } from 'luxon';
import { MINUTE, SECOND } from '../../kernel/duration.ts';
import type { WaitRange } from '../queues/estimate.ts';
import { spokenMoment } from '../flows/phrases.ts';
import type { CallbackOutcome, TryOutcome } from './callback.ts';

/** What customers hear of a call-back, and what people read. */

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
  /** The first allowed moment from a moment on, epoch ms. */
  readonly allowed: (at: number) => number;
}): Promised {
  const { at, joinedAt, range, timezone, allowed } = asked;
  const limit = at + asked.withinMinutes * MINUTE;
  const end = range === null ? limit : Math.max(joinedAt + range.toSeconds * SECOND, at + 5 * MINUTE);
  const begins = allowed(at);
  if (begins > at) {
    const by = begins + asked.withinMinutes * MINUTE;
    return {
      words: `We ring you back ${spokenMoment(begins, at, timezone, 'en-GB')} or soon after, in your turn`,
      by,
    };
  }
  const by = allowed(end);
  if (by > end) {
    return {
      words: `We ring you back in your turn, ${spokenMoment(by, at, timezone, 'en-GB')} at the latest`,
      by,
    };
  }
  const to = Math.ceil((end - at) / (5 * MINUTE)) * 5;
  const from =
    range === null ? 0 : Math.floor((joinedAt + range.fromSeconds * SECOND - at) / (5 * MINUTE)) * 5;
  const when =
    range === null
      ? `within ${to} minutes`
      : from > 0 && from < to
        ? `about ${from} to ${to} minutes from now`
        : `within about ${to} minutes`;
  return { words: `We ring you back in your turn, ${when}`, by: at + to * MINUTE };
}

/** What is promised for an agreed time. */
export function promiseAt(dueAt: number, at: number, timezone: string): Promised {
  return { words: `We ring you back ${spokenMoment(dueAt, at, timezone, 'en-GB')}`, by: dueAt };
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

/** The first words of our call to a customer, before anybody speaks. */
export function greetingWords(business: string, person: string, notice: string | null): string {
  const recorded = notice === null ? '' : ` ${notice}`;
  return `This is ${business}, returning your call.${recorded} ${person} is on the line.`;
}

/** Left on a customer's voicemail. */
export function voicemailWords(about: {
  readonly business: string;
  readonly person: string;
  readonly name: string | null;
  readonly number: string;
  /** When we try again, as spoken; null: not again. */
  readonly again: string | null;
}): string {
  const hello = about.name === null ? 'Hello.' : `Hello ${about.name}.`;
  const next = about.again === null ? 'We do not ring again.' : `We try again ${about.again}.`;
  return `${hello} This is ${about.person} of ${about.business}, returning your call. ${next} You can reach us at any time on ${spokenNumber(about.number)}. Goodbye.`;
}

/** `+4420…` digit by digit; a number in its country's own form stays in it. */
export function spokenNumber(number: string): string {
  const plain = number.replace(/^\+44/, '0').replace(/^\+/, '');
  const digits = [...plain.replace(/\D/g, '')].join(' ');
  return /^\+(?!44)/.test(number) ? `plus ${digits}` : digits;
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
  return `To be rung back on ${spokenNumber(number)}${keyed}.`;
}
