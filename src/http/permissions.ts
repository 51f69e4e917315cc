import type { Role } from '../contract/shapes.ts';

const EVERYONE = ['receptionist', 'expert', 'manager', 'admin'] as const;
const LEADING = ['manager', 'admin'] as const;

/** The one table of who may do what within a business. A person acts on a call only if they are part of it: that is the call's own rule. */
export const PERMISSIONS = {
  'board.see': EVERYONE,
  'presence.choose': EVERYONE,
  'offer.answer': EVERYONE,
  'call.see': EVERYONE,
  /** Hold, ask first, transfer, escalate, note, leave, end, pause the recording. */
  'call.handle': EVERYONE,
  /** Act on a call of others: drop a party, end it. */
  'call.supervise': LEADING,
  'recording.list': LEADING,
  'recording.play': LEADING,
  'flow.see': LEADING,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;
