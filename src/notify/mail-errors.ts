/**
 * The one table of what a failed mail means. `away`: the server cannot be had, nor could it for the next mail, and it
 * has certainly not taken this one; `lost`: the same, but it may have taken this one; `later`: it does not take this one now; `refused`: it never will.
 */
export type MailVerdict = 'away' | 'lost' | 'later' | 'refused';

/** Of failures before any mail can have gone out: codes of the system, and of the mail library in their place. */
const AWAY = new Set([
  'ECONNREFUSED',
  'EDNS',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
  'ETLS',
  'EAUTH',
  'ENOAUTH',
  'EOAUTH2',
]);

/**
 * Never throws; `reason` is part of a sentence. A mail counts when its last line has arrived, so what breaks before is
 * certainly not taken (RFC 5321, 4.1.1.4).
 * @param handedOver whether every byte of it may have left
 */
export function judgeMail(
  error: unknown,
  handedOver: boolean,
): { readonly verdict: MailVerdict; readonly reason: string } {
  const { codes, responseCode, message } = facts(error);
  const reason = message.replace(/\s+/g, ' ').slice(0, 300);
  if (codes.some((code) => AWAY.has(code))) return { verdict: 'away', reason };
  if (responseCode !== null) {
    // Greylisting and full mailboxes are of one mail; "service not available" (421) is of the server.
    if (responseCode === 421) return { verdict: 'away', reason };
    return { verdict: responseCode >= 500 ? 'refused' : 'later', reason };
  }
  if (codes.includes('EENVELOPE') || codes.includes('EMESSAGE')) return { verdict: 'refused', reason };
  return { verdict: handedOver ? 'lost' : 'away', reason };
}

function facts(error: unknown) {
  const read = (name: string): unknown =>
    typeof error === 'object' && error !== null ? (Reflect.get(error, name) as unknown) : undefined;
  const responseCode = read('responseCode');
  const codes = [read('code'), read('originalCode'), read('timeoutType'), read('type')];
  return {
    codes: codes.filter((code) => typeof code === 'string'),
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    message: error instanceof Error ? error.message : String(error),
  };
}
