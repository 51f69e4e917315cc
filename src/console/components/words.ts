import type { OfferRow, PersonRow } from '../../contract/live.ts';
import type { Caller, Pathway, Role, Told } from '../../contract/shapes.ts';

/** A length of time as `0:47`, or `1:02:05` from an hour on. Never below zero. @param ms milliseconds */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const rest = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** The same for a voice: `1 minute 5 seconds`. */
export function spokenSpan(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const parts = [counted(minutes, 'minute'), counted(seconds % 60, 'second')].filter(
    (part) => !part.startsWith('0 '),
  );
  return parts.join(' ') || '0 seconds';
}

/** `1 call`, `3 calls`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `+44 20 7946 0012`, grouped so that it can be read out; `withheld` when there is none. */
export function phoneNumber(number: string | null): string {
  if (number === null) return 'withheld';
  const british = /^\+44(20|7\d{3}|1\d{3}|[389]\d{2})(\d+)$/.exec(number);
  if (british?.[1] && british[2]) return `+44 ${british[1]} ${inGroups(british[2])}`;
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  if (american) return `+1 ${american[1]} ${american[2]} ${american[3]}`;
  return number.replace(
    /^(\+\d{2})(\d+)$/,
    (_, country: string, rest: string) => `${country} ${inGroups(rest)}`,
  );
}

const inGroups = (digits: string): string =>
  digits.length > 6 ? `${digits.slice(0, digits.length - 4)} ${digits.slice(-4)}` : digits;

/** For screens that visitors can see: `+44 … 12`. */
export function maskedNumber(number: string | null): string {
  return number === null ? 'withheld' : `${number.slice(0, 3)} … ${number.slice(-2)}`;
}

/** The caller's name, or else their number. */
export function callerWords(caller: Caller): string {
  return caller.name ?? (caller.number === null ? 'Number withheld' : phoneNumber(caller.number));
}

/** `3rd call today`; null for the first. */
export function repeatWords(caller: Caller): string | null {
  if (caller.callsToday < 1) return null;
  const nth = caller.callsToday + 1;
  const ending = nth % 100 > 10 && nth % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][nth % 10] ?? 'th');
  return `${nth}${ending} call today`;
}

export function outcomeWords(outcome: Told['outcome']): string {
  switch (outcome) {
    case 'ringing':
      return 'ringing now';
    case 'reached':
      return 'reached';
    case 'no-answer':
      return 'no answer';
    case 'refused':
      return 'passed it on';
    case 'failed':
      return 'could not be rung';
    case 'withdrawn':
      return 'called off';
    default:
      return outcome satisfies never;
  }
}

export function pathwayWords(pathway: Pathway): string {
  switch (pathway) {
    case 'functional':
      return 'Expert';
    case 'hierarchical':
      return 'Manager';
    case 'automatic':
      return 'Automatic';
    default:
      return pathway satisfies never;
  }
}

/** What kind of ring this is, in a few words. */
export function purposeWords(purpose: OfferRow['purpose']): string {
  switch (purpose) {
    case 'queue':
      return 'Waiting caller';
    case 'flow':
      return 'Asked for you';
    case 'transfer':
      return 'Transferred to you';
    case 'consult':
      return 'A colleague asks first';
    case 'functional':
      return 'Escalated: you know this';
    case 'hierarchical':
      return 'Escalated: you may decide';
    case 'automatic':
      return 'Escalated: waited too long';
    case 'callback':
      return 'Call-back: a yes rings the customer';
    default:
      return purpose satisfies never;
  }
}

export function roleWords(role: Role): string {
  return role === 'admin' ? 'Administrator' : role.charAt(0).toUpperCase() + role.slice(1);
}

export function presenceWords(presence: PersonRow['presence']): string {
  switch (presence) {
    case 'on-a-call':
      return 'talking';
    case 'wrap-up':
      return 'wrap-up';
    case 'free':
    case 'ringing':
    case 'away':
    case 'unreachable':
    case 'offline':
      return presence;
    default:
      return presence satisfies never;
  }
}
