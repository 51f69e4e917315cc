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
  'case.see': EVERYONE,
  /** Open a case and do all that is done to one. */
  'case.handle': EVERYONE,
  'matrix.see': EVERYONE,
  'matrix.edit': LEADING,
  'promise.see': EVERYONE,
  /** Promise something to a caller, keep it, or say why it is not owed any more. */
  'promise.make': EVERYONE,
  'approval.see': EVERYONE,
  'approval.ask': EVERYONE,
  /** Whether they may give this very amount is their limit's affair. */
  'approval.decide': EVERYONE,
  'rule.see': LEADING,
  'rule.edit': LEADING,
  'callback.see': EVERYONE,
  /** Promise to ring a customer back, move it, take it back, say what came of it. */
  'callback.handle': EVERYONE,
  'message.see': EVERYONE,
  'message.take': EVERYONE,
  /** Say "I have it", and what came of it. */
  'message.handle': EVERYONE,
  /** Who is told in turn, and who was told what. */
  'ladder.see': EVERYONE,
  /** Say "I have it". */
  'ladder.acknowledge': EVERYONE,
  'notice.see': EVERYONE,
  /** What is on one's own desk list. */
  'notice.answer': EVERYONE,
  /** Test whether somebody can be reached; others than oneself only by managers and admins. */
  'reach.test': EVERYONE,
  'rota.see': EVERYONE,
  'rota.edit': LEADING,
  'template.see': LEADING,
  /** Where programs are told of what happens, and what did not arrive there. */
  'hook.manage': ['admin'],
  /** Be told in one's browser while no page is open. */
  'push.use': EVERYONE,
  /** Make and take back the keys with which programs use the API. */
  'key.manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** What belongs to a person at a desk: no program does it in their place. */
const PERSONAL: readonly Permission[] = [
  'presence.choose',
  'softphone.use',
  'offer.answer',
  'call.handle',
  'approval.ask',
  'approval.decide',
  'message.handle',
  'ladder.acknowledge',
  'notice.answer',
  'reach.test',
  'push.use',
  'setup.see',
  'setup.practise',
  'setup.connect',
  'key.manage',
];

/** The scopes that a program's key can be given. */
export const GRANTABLE: readonly Permission[] = (Object.keys(PERMISSIONS) as Permission[]).filter(
  (permission) => !PERSONAL.includes(permission),
);

export function isGrantable(scope: string): scope is Permission {
  return (GRANTABLE as readonly string[]).includes(scope);
}
