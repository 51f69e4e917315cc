import type { Role } from '../contract/shapes.ts';

const EVERYONE = ['receptionist', 'expert', 'manager', 'admin'] as const;
const LEADING = ['manager', 'admin'] as const;

/** The one table of who may do what within a business. A person acts on a call only if they are part of it: that is the call's own rule. */
export const PERMISSIONS = {
  'board.see': EVERYONE,
  'presence.choose': EVERYONE,
  'softphone.use': EVERYONE,
  'offer.answer': EVERYONE,
  'call.see': EVERYONE,
  /** Hold, ask first, transfer, escalate, note, leave, end, pause the recording. */
  'call.handle': EVERYONE,
  /** Act on a call of others: drop a party, end it. */
  'call.supervise': LEADING,
  'recording.list': LEADING,
  'recording.play': LEADING,
  'flow.see': LEADING,
  'setup.see': EVERYONE,
  /** Be rung by a practice caller, on the emulator. */
  'setup.practise': EVERYONE,
  /** Check and connect the account of the telephone company, and make a test call. */
  'setup.connect': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;
