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
  'template.edit': LEADING,
  /** Where programs are told of what happens, and what did not arrive there. */
  'hook.manage': ['admin'],
  /** Be told in one's browser while no page is open. */
  'push.use': EVERYONE,
  /** Make and take back the keys with which programs use the API. */
  'key.manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** What belongs to a person at a desk: no program does it in their place. */
const PERSONAL = [
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
  // Whoever edits a matrix answers for it.
  'matrix.edit',
] as const satisfies readonly Permission[];

/** The scopes that a program's key can be given, each with what it allows. */
export const SCOPE_WORDS: Readonly<Record<Exclude<Permission, (typeof PERSONAL)[number]>, string>> = {
  'board.see': 'See the live board: queues, waiting callers, people',
  'call.see': 'See calls and what happened in them',
  'call.supervise': 'Drop a party of a call, or end it',
  'recording.list': 'Find recordings',
  'recording.play': 'Play recordings and read their transcripts',
  'flow.see': 'See flows',
  'case.see': 'See cases',
  'case.handle': 'Open cases and do all that is done to one',
  'matrix.see': 'See the escalation matrix',
  'promise.see': 'See promises and their ledger',
  'promise.make': 'Make promises, and say that they were kept or are not owed any more',
  'approval.see': 'See requests for approval',
  'rule.see': 'See the if/then rules',
  'rule.edit': 'Edit the if/then rules',
  'callback.see': 'See call-backs',
  'callback.handle': 'Promise call-backs, move them, take them back',
  'message.see': 'See messages',
  'message.take': 'Take messages for somebody',
  'ladder.see': 'See who is told in turn',
  'notice.see': 'See who was told what, and whether people can be reached',
  'rota.see': 'See rotas and who is on call',
  'rota.edit': 'Edit rotas, cover and swaps',
  'template.see': 'See the words of e-mails and text messages',
  'template.edit': 'Edit the words of e-mails and text messages',
  'hook.manage': 'Add and remove webhooks, see and repeat what was sent there',
};

export const GRANTABLE = Object.keys(SCOPE_WORDS) as readonly (keyof typeof SCOPE_WORDS)[];

export function isGrantable(scope: string): scope is Permission {
  return scope in SCOPE_WORDS;
}
