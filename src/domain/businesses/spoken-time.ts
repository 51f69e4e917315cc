import { DateTime } from 'luxon';
import { type ByLanguage, spokenLanguage, wordsIn } from '../../kernel/languages.ts';

/** Moments as callers hear them, in their language. */

/** Words around what the calendar gives: the day, the time of day, and both together. */
interface MomentWords {
  readonly today: string;
  readonly tomorrow: string;
  /** Within a week. */
  readonly weekday: (at: DateTime) => string;
  readonly date: (at: DateTime) => string;
  readonly time: (at: DateTime) => string;
  readonly both: (day: string, time: string) => string;
}

const minutesOf = (at: DateTime): string => (at.minute === 0 ? '' : at.toFormat('mm'));
/** `8:30`, `12`. */
const onTheDial = (at: DateTime): string => `${at.hour % 12 || 12}${minutesOf(at) && `:${minutesOf(at)}`}`;

const WORDS: ByLanguage<MomentWords> = {
  en: {
    today: 'today',
    tomorrow: 'tomorrow',
    weekday: (at) => `on ${at.toFormat('cccc')}`,
    date: (at) => `on ${at.toFormat('d LLLL')}`,
    time: (at) => `${onTheDial(at)} ${at.hour < 12 ? 'am' : 'pm'}`,
    both: (day, time) => `${day} at ${time}`,
  },
  fr: {
    today: 'aujourd’hui',
    tomorrow: 'demain',
    weekday: (at) => at.toFormat('cccc'),
    date: (at) => `le ${at.day === 1 ? '1er' : at.day} ${at.toFormat('LLLL')}`,
    time: (at) => `${at.hour} h${minutesOf(at) && ` ${minutesOf(at)}`}`,
    both: (day, time) => `${day} à ${time}`,
  },
  cy: {
    today: 'heddiw',
    tomorrow: 'yfory',
    weekday: (at) => `ddydd ${CY_DAYS[at.weekday - 1]}`,
    date: (at) => `ar ${at.day} ${CY_MONTHS[at.month - 1]}`,
    time: (at) => `${onTheDial(at)} ${at.hour < 12 ? 'y bore' : at.hour < 18 ? 'y prynhawn' : 'yr hwyr'}`,
    both: (day, time) => `${day} am ${time}`,
  },
};

/** After a preposition or as the time of something, a Welsh day is `ddydd`, so the calendar's own names do not fit. */
const CY_DAYS = ['Llun', 'Mawrth', 'Mercher', 'Iau', 'Gwener', 'Sadwrn', 'Sul'] as const;
const CY_MONTHS = [
  ...['Ionawr', 'Chwefror', 'Mawrth', 'Ebrill', 'Mai', 'Mehefin', 'Gorffennaf', 'Awst', 'Medi', 'Hydref'],
  ...['Tachwedd', 'Rhagfyr'],
] as const;

/**
 * A moment (epoch ms) as a caller wants to hear it now: `tomorrow at 8:30 am`, `on Monday at 9 am`, `on 2 January at 9 am`.
 * The last minute of a day is only the day: nobody means one minute to midnight.
 */
export function spokenMoment(atMs: number, nowMs: number, zone: string, language: string): string {
  const at = DateTime.fromMillis(atMs, { zone, locale: spokenLanguage(language) });
  const days = Math.round(
    at.startOf('day').diff(DateTime.fromMillis(nowMs, { zone }).startOf('day'), 'days').days,
  );
  const words = wordsIn(WORDS, language);
  const day =
    days === 0 ? words.today : days === 1 ? words.tomorrow : days < 7 ? words.weekday(at) : words.date(at);
  return at.hour === 23 && at.minute === 59 ? day : words.both(day, words.time(at));
}
