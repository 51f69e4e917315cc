import { randomBytes } from 'node:crypto';

export type SidPrefix = 'AC' | 'AP' | 'CA' | 'CF' | 'GT' | 'PN' | 'QU' | 'RE' | 'SM' | 'TR';

/** A new identifier as Twilio writes them: two letters and 32 lower-case hex digits. */
export function newSid(prefix: SidPrefix): string {
  return prefix + randomBytes(16).toString('hex');
}
