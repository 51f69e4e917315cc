import { wordsOfOwner } from '../../kernel/by.ts';
import { MINUTE } from '../../kernel/duration.ts';
import { reasonName, USUAL_REASONS } from '../businesses/reasons-words.ts';
import type { ClockName, KnownCase } from './case.ts';

/** How a case is told of: to the people on a ladder, and in its timeline. */

const SEVERITY_WORDS = { 1: 'most severe', 2: 'severe', 3: 'ordinary', 4: 'minor' } as const;

export const CLOCK_WORDS: Readonly<Record<ClockName, string>> = {
  firstContact: 'first contact',
  nextUpdate: 'next update',
  resolve: 'resolution',
};

export function customerWords({ customer }: Pick<KnownCase, 'customer'>): string {
  return customer.name ?? customer.number ?? 'a customer without a number';
}

/** What the reason is called; cases of before names were kept have one of the usual ones. Null: it has none. */
export function reasonWords({
  reason,
  reasonName: kept,
}: Pick<KnownCase, 'reason' | 'reasonName'>): string | null {
  return reason === null ? null : (kept ?? reasonName(reason, USUAL_REASONS) ?? reason);
}

/** One line: `Case BRI-1042, severity 1: The parcel came broken`. */
export function subjectOf(state: KnownCase): string {
  const about = state.summary === '' ? (state.topic ?? 'no topic yet') : firstLine(state.summary);
  return `Case ${state.number}, severity ${state.severity.value}: ${about}`;
}

/** What whoever takes it must know without asking again. */
export function textOf(state: KnownCase, why: string): string {
  const { severity, summary, owner, notes } = state;
  const reason = reasonWords(state);
  const last = notes.at(-1);
  return [
    why,
    `Customer: ${customerWords(state)}.`,
    ...(summary === '' ? [] : [summary]),
    ...(reason === null ? [] : [`Reason: ${reason}.`]),
    `Severity ${severity.value} (${SEVERITY_WORDS[severity.value]}): ${severity.why}`,
    `Until now with ${wordsOfOwner(owner)}.`,
    ...(last === undefined ? [] : [`Last note: ${last.text}`]),
  ].join('\n');
}

/** `2 h`, `1 h 30 min`, `45 min`, `3 d`. */
export function lengthWords(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes >= 2 * 24 * 60 && minutes % (24 * 60) === 0) return `${minutes / (24 * 60)} d`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
