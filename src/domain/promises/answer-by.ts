import { DateTime } from 'luxon';
import { HOUR, MINUTE } from '../../kernel/duration.ts';

/** When something that was said to a caller falls due: `today`, `by five today`, `within two hours`, `by tomorrow noon`. */

const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** When a business day that was only named ends. */
const END_OF_BUSINESS = 18;
/** Said later than this before that, `today` can only mean until midnight. */
const TOO_CLOSE_MS = 30 * MINUTE;

/**
 * The deadline, epoch ms, of words said at `at` where the wall clock is that of `zone`. Always later than `at`; words
 * that name no time mean today.
 */
export function deadlineOf(words: string, at: number, zone: string): number {
  const text = ` ${words.toLowerCase().replace(/[.,!]/g, '')} `;
  return lengthIn(text, at) ?? timeOfDayIn(text, at, zone);
}

/** `within half an hour`, `in 20 minutes`, `within two days`. */
function lengthIn(text: string, at: number): number | null {
  if (/ half an hour /.test(text)) return at + 30 * MINUTE;
  const found = / (?:within|in) (the|an?|\d+|[a-z]+) (minute|hour|day)s? /.exec(text);
  if (found === null) return null;
  const [, count = '', unit = ''] = found;
  const number = /^(the|an?)$/.test(count) ? 1 : numberOf(count);
  if (number === null || number === 0) return null;
  return at + number * (unit === 'minute' ? MINUTE : unit === 'hour' ? HOUR : 24 * HOUR);
}

function numberOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const index = NUMBERS.indexOf(text);
  return index < 0 ? null : index;
}

function timeOfDayIn(text: string, at: number, zone: string): number {
  const now = DateTime.fromMillis(at, { zone });
  const tomorrow = / tomorrow /.test(text);
  const day = (tomorrow ? now.plus({ days: 1 }) : now).startOf('day');
  const time = clockTimeIn(text);
  if (time !== null) {
    const due = day.set(time).toMillis();
    return due > at ? due : day.endOf('day').toMillis();
  }
  const business = day.set({ hour: END_OF_BUSINESS }).toMillis();
  return business - at >= TOO_CLOSE_MS ? business : day.endOf('day').toMillis();
}

/** `noon`, `by five`, `by 5 pm`, `by 14:30`. A bare hour before eight is in the afternoon. */
function clockTimeIn(text: string): { readonly hour: number; readonly minute: number } | null {
  if (/ (noon|midday) /.test(text)) return { hour: 12, minute: 0 };
  const found = / by (\d{1,2}|[a-z]+)(?::(\d\d))? ?(am|pm)?/.exec(text);
  const hour = found === null ? null : numberOf(found[1] ?? '');
  if (found === null || hour === null || hour > 23) return null;
  const [, , minutes, half] = found;
  const minute = Number(minutes ?? 0);
  if (minute > 59) return null;
  if (half === 'pm') return { hour: hour < 12 ? hour + 12 : hour, minute };
  if (half === 'am') return { hour: hour % 12, minute };
  return { hour: minutes === undefined && hour < 8 ? hour + 12 : hour, minute };
}
