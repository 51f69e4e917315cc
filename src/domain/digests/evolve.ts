import { assertNever } from '../../kernel/assert-never.ts';
import type { DailyDigest, DigestEvent } from './digest.ts';

/** What the digest is after an event. */
export function evolveDigest(digest: DailyDigest, event: DigestEvent): DailyDigest {
  switch (event.type) {
    case 'DigestSet': {
      const sent = digest.status === 'set' ? digest.sent : 0;
      return { status: 'set', at: event.time, timezone: event.timezone, next: event.next, sent };
    }
    case 'DigestStopped':
      return { status: 'none' };
    case 'DigestSent':
      return digest.status === 'set' ? { ...digest, next: event.next, sent: digest.sent + 1 } : digest;
    default:
      return assertNever(event);
  }
}
