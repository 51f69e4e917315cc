import { baseLanguage, type ByLanguage, houseLanguage, wordsIn } from '../../kernel/languages.ts';
import type { Business, Hours } from './business.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof DAYS)[number];

interface OpeningWords {
  readonly days: Readonly<Record<Day, string>>;
  readonly oneDay: (day: string) => string;
  readonly twoDays: (first: string, second: string) => string;
  readonly dayToDay: (first: string, last: string) => string;
  /** Times as `HH:MM`. */
  readonly fromTo: (from: string, to: string) => string;
  readonly and: string;
  readonly between: string;
  readonly weAreHere: (when: string) => string;
}

/** `08:00` → `8 h`, `24:00` → `minuit`. */
function heure(time: string): string {
  const [hour = '0', minute = '00'] = time.split(':');
  if (hour === '24') return 'minuit';
  return `${Number(hour)} h${minute === '00' ? '' : ` ${minute}`}`;
}

const WORDS: ByLanguage<OpeningWords> = {
  en: {
    days: {
      mon: 'Monday',
      tue: 'Tuesday',
      wed: 'Wednesday',
      thu: 'Thursday',
      fri: 'Friday',
      sat: 'Saturday',
      sun: 'Sunday',
    },
    oneDay: (day) => day,
    twoDays: (first, second) => `${first} and ${second}`,
    dayToDay: (first, last) => `${first} to ${last}`,
    fromTo: (from, to) => `from ${from} to ${to}`,
    and: ' and ',
    between: ', and ',
    weAreHere: (when) => `We are here ${when}.`,
  },
  fr: {
    days: {
      mon: 'lundi',
      tue: 'mardi',
      wed: 'mercredi',
      thu: 'jeudi',
      fri: 'vendredi',
      sat: 'samedi',
      sun: 'dimanche',
    },
    oneDay: (day) => `le ${day}`,
    twoDays: (first, second) => `le ${first} et le ${second}`,
    dayToDay: (first, last) => `du ${first} au ${last}`,
    fromTo: (from, to) => `de ${heure(from)} à ${heure(to)}`,
    and: ' et ',
    between: ', et ',
    weAreHere: (when) => `Nous sommes là ${when}.`,
  },
  cy: {
    days: {
      mon: 'Llun',
      tue: 'Mawrth',
      wed: 'Mercher',
      thu: 'Iau',
      fri: 'Gwener',
      sat: 'Sadwrn',
      sun: 'Sul',
    },
    oneDay: (day) => `ar ddydd ${day}`,
    twoDays: (first, second) => `ar ddydd ${first} a dydd ${second}`,
    dayToDay: (first, last) => `o ddydd ${first} i ddydd ${last}`,
    fromTo: (from, to) => `rhwng ${from} a ${to}`,
    and: ' a ',
    between: ', ac ',
    weAreHere: (when) => `Rydym yma ${when}.`,
  },
};

/**
 * When the business is there, as one sentence: `We are here Monday to Friday from 08:00 to 18:00.` Empty when it has no
 * hours, is always open, or the house does not speak the language (BCP 47).
 */
export function openingSentence(business: Pick<Business, 'hours'>, language: string): string {
  const hours = Object.values(business.hours)[0];
  if (hours === undefined || houseLanguage(language) !== baseLanguage(language)) return '';
  const words = wordsIn(WORDS, language);
  const groups = groupDays(hours);
  if (groups.every(({ spans }) => spans === '00:00-24:00')) return '';
  const said = groups.map(
    ({ first, last, spans }) => `${daysOf(first, last, words)} ${spansOf(spans, words)}`,
  );
  return words.weAreHere(said.join(words.between));
}

/** Days in a row with the same spans, written as `09:00-13:00 14:00-18:00`. */
function groupDays(hours: Hours): readonly { first: number; last: number; spans: string }[] {
  const groups: { first: number; last: number; spans: string }[] = [];
  for (const [index, day] of DAYS.entries()) {
    const spans = (hours.weekly[day] ?? []).map((span) => span.join('-')).join(' ');
    const before = groups.at(-1);
    if (spans === '') continue;
    if (before !== undefined && before.last === index - 1 && before.spans === spans) before.last = index;
    else groups.push({ first: index, last: index, spans });
  }
  return groups;
}

function daysOf(first: number, last: number, words: OpeningWords): string {
  const name = (index: number) => words.days[DAYS[index] ?? 'mon'];
  if (first === last) return words.oneDay(name(first));
  return last === first + 1
    ? words.twoDays(name(first), name(last))
    : words.dayToDay(name(first), name(last));
}

function spansOf(spans: string, words: OpeningWords): string {
  return spans
    .split(' ')
    .map((span) => {
      const [from = '', to = ''] = span.split('-');
      return words.fromTo(from, to);
    })
    .join(words.and);
}
