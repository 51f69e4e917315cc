import type { Business, Hours } from './business.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const NAMES = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/**
 * When the business is there, as one English sentence: `We are here Monday to Friday from 08:00 to 18:00.`
 * Empty when it has no hours, is always open, or speaks another language first.
 */
export function openingSentence(business: Pick<Business, 'hours' | 'languages'>): string {
  const hours = Object.values(business.hours)[0];
  if (hours === undefined || !(business.languages[0] ?? 'en').startsWith('en')) return '';
  const groups = groupDays(hours);
  if (groups.every(({ spans }) => spans === 'from 00:00 to 24:00')) return '';
  return `We are here ${groups.map(({ days, spans }) => `${days} ${spans}`).join(', and ')}.`;
}

function groupDays(hours: Hours): readonly { readonly days: string; readonly spans: string }[] {
  const groups: { first: number; last: number; spans: string }[] = [];
  for (const [index, day] of DAYS.entries()) {
    const spans = (hours.weekly[day] ?? []).map(([from, to]) => `from ${from} to ${to}`).join(' and ');
    const before = groups.at(-1);
    if (spans === '') continue;
    if (before !== undefined && before.last === index - 1 && before.spans === spans) before.last = index;
    else groups.push({ first: index, last: index, spans });
  }
  return groups.map(({ first, last, spans }) => ({ days: dayRange(first, last), spans }));
}

function dayRange(first: number, last: number): string {
  const name = (index: number) => NAMES[DAYS[index] ?? 'mon'];
  if (first === last) return name(first);
  return `${name(first)} ${last === first + 1 ? 'and' : 'to'} ${name(last)}`;
}
