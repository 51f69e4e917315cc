import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { HOUR } from '../kernel/duration.ts';

/** What may be done by whoever holds an address or a code that we made, and by nobody else. */
export interface Links {
  /** Address of the page on which this notice is acknowledged; works for a week. */
  acknowledge(noticeId: string): string;
  /** Which notice the last part of such an address is for; `expired` and `forged` say why none. */
  readAcknowledge(token: string): { readonly noticeId: string } | 'expired' | 'forged';
  /** Four digits for this notice that are none of `taken`; the same for the same notice. */
  codeFor(noticeId: string, taken: ReadonlySet<string>): string;
  /** Address of a rota's calendar; another `feed` makes another. */
  calendar(rotaId: string, feed: number): string;
  isCalendar(rotaId: string, feed: number, token: string): boolean;
}

const WEEK = 7 * 24 * HOUR;
const CODES = 10_000;

/** @param secret of at least 32 characters, the same on every server */
export function createLinks(parts: {
  readonly secret: string;
  readonly publicUrl: string;
  readonly clock: Clock;
}): Links {
  const { secret, publicUrl, clock } = parts;
  // Each purpose signs with words of its own in front: what was made for one opens nothing else.
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', secret).update(`${purpose}\n${text}`).digest();
  const seal = (purpose: string, text: string) => sign(purpose, text).subarray(0, 16).toString('base64url');
  const fits = (purpose: string, text: string, token: string) => {
    const expected = Buffer.from(seal(purpose, text));
    const given = Buffer.from(token);
    return given.length === expected.length && timingSafeEqual(given, expected);
  };

  return {
    acknowledge(noticeId) {
      const until = Math.ceil((clock.now() + WEEK) / 1_000).toString(36);
      const named = Buffer.from(noticeId).toString('base64url');
      return `${publicUrl}/ack/${named}.${until}.${seal('acknowledge', `${noticeId}\n${until}`)}`;
    },
    readAcknowledge(token) {
      const [named, until, sealed, ...more] = token.split('.');
      if (named === undefined || until === undefined || sealed === undefined || more.length > 0)
        return 'forged';
      const noticeId = Buffer.from(named, 'base64url').toString();
      if (!fits('acknowledge', `${noticeId}\n${until}`, sealed)) return 'forged';
      return Number.parseInt(until, 36) * 1_000 < clock.now() ? 'expired' : { noticeId };
    },
    codeFor(noticeId, taken) {
      const start = sign('code', noticeId).readUInt32BE(0) % CODES;
      for (let step = 0; step < CODES; step += 1) {
        const code = String((start + step) % CODES).padStart(4, '0');
        if (!taken.has(code)) return code;
      }
      return String(start).padStart(4, '0');
    },
    calendar: (rotaId, feed) =>
      `${publicUrl}/calendar/${encodeURIComponent(rotaId)}/${seal('calendar', `${rotaId}\n${feed}`)}.ics`,
    isCalendar: (rotaId, feed, token) => fits('calendar', `${rotaId}\n${feed}`, token),
  };
}
