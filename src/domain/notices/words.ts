import type { BegunNotice } from './notice.ts';

/** What a telephone call says of a notice. A request for permission is decided by key; everything else is taken. */

type Told = Pick<BegunNotice, 'businessName' | 'subject' | 'acknowledge' | 'about'>;

export function spokenWords(notice: Told): string {
  const { businessName, subject } = notice;
  return `Deskbell for ${businessName}: ${sentence(subject)} ${keysOf(notice)}`;
}

function keysOf({ about, acknowledge }: Told): string {
  if (about.noun === 'approvals') return 'Press 1 to approve, 2 to refuse it.';
  return acknowledge ? 'Press 1 to take it, 2 if you cannot.' : 'Press 1 to confirm that you have heard it.';
}

export function takenWords({ about, acknowledge }: Told): string {
  if (about.noun === 'approvals') return 'Thank you. Your decision is noted.';
  return acknowledge ? 'Thank you. It is yours.' : 'Thank you.';
}

export function refusedWords({ about }: Told): string {
  return about.noun === 'approvals' ? 'Your decision is noted.' : 'Noted. Somebody else is told.';
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
