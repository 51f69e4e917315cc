import type { By, Party } from '../../kernel/by.ts';
import { wordsOfBy, wordsOfOwner } from '../../kernel/by.ts';
import { HOUR, MINUTE } from '../../kernel/duration.ts';
import type { MadePromise, PromiseKind } from './promise.ts';

/** What people read about promises. */

const KINDS: Readonly<Record<PromiseKind, string>> = {
  'call-back': 'a call-back',
  update: 'an update',
  answer: 'an answer',
  wait: 'a wait',
  action: 'an action',
};

export function kindOf(what: PromiseKind): string {
  return KINDS[what];
}

export function wordsOfParty({ name, number }: Party): string {
  return name ?? number ?? 'a caller who withheld their number';
}

/** A length of time as people say it: `20 minutes`, `1 hour 5 minutes`. */
export function spokenLength(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  if (ms < MINUTE) return 'less than a minute';
  const hours = Math.floor((minutes * MINUTE) / HOUR);
  const rest = minutes - hours * 60;
  const parts = [
    ...(hours === 0 ? [] : [hours === 1 ? '1 hour' : `${hours} hours`]),
    ...(rest === 0 ? [] : [rest === 1 ? '1 minute' : `${rest} minutes`]),
  ];
  return parts.join(' ');
}

export function nearSubject(promise: MadePromise, at: number): string {
  return `Due in ${spokenLength(promise.dueAt - at)}: ${kindOf(promise.what)} for ${wordsOfParty(promise.to)}`;
}

export function nearText(promise: MadePromise, at: number): string {
  return `${wordsOfParty(promise.to)} was told: "${promise.words}" It is due in ${spokenLength(promise.dueAt - at)} and is with ${wordsOfOwner(promise.owner)}. Keep it, or say why it is not needed any more.`;
}

export function brokenSubject(promise: MadePromise): string {
  return `Broken promise: ${kindOf(promise.what)} for ${wordsOfParty(promise.to)}`;
}

export function brokenText(promise: MadePromise, at: number): string {
  const since = at === promise.dueAt ? 'now' : `${spokenLength(at - promise.dueAt)} ago`;
  return `${wordsOfParty(promise.to)} was told: "${promise.words}" It was due ${since}, is with ${wordsOfOwner(promise.owner)}, and has not been kept. It is still owed.`;
}

export function keptWords(promise: MadePromise, by: By, how: string, late: boolean): string {
  return `${late ? 'Kept late' : 'Kept'}: ${kindOf(promise.what)} for ${wordsOfParty(promise.to)}. ${wordsOfBy(by)}: ${how}`;
}
