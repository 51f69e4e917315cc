import { z } from 'zod';
import { pageOf } from './shapes.ts';

/** Customers whom we ring back. Times are epoch milliseconds. */

/**
 * `scheduled`: nobody is looked for before `nextAt`; `in-line`: it has its place in the queue and a person is looked for;
 * `ringing`: a person said yes and the customer is being rung; `talking`: the customer has picked up;
 * `done`: settled; `given-up`: every try was used.
 */
export const CallbackStatus = z.enum(['scheduled', 'in-line', 'ringing', 'talking', 'done', 'given-up']);
export type CallbackStatus = z.infer<typeof CallbackStatus>;

/** What came of one try. `interrupted`: the person left before the customer could answer. */
export const CallbackTryOutcome = z.enum([
  'talked',
  'no-answer',
  'busy',
  'voicemail',
  'failed',
  'interrupted',
]);
export type CallbackTryOutcome = z.infer<typeof CallbackTryOutcome>;

/** What came of it in the end. `rang-in`: the customer rang us first and took their old place. */
export const CallbackOutcome = z.enum([
  'talked',
  'rang-in',
  'voicemail',
  'no-answer',
  'busy',
  'failed',
  'refused-number',
  'cancelled',
]);
export type CallbackOutcome = z.infer<typeof CallbackOutcome>;

export const CallbackTry = z.object({
  n: z.number().int(),
  /** The call that it made. */
  callId: z.string(),
  personId: z.string(),
  personName: z.string(),
  at: z.number(),
  endedAt: z.number().nullable(),
  /** Null while it is under way. */
  outcome: CallbackTryOutcome.nullable(),
  why: z.string().nullable(),
});
export type CallbackTry = z.infer<typeof CallbackTry>;

export const CallbackRow = z.object({
  id: z.string(),
  businessId: z.string(),
  businessName: z.string(),
  /** The call in which it was asked for; null when it was made at the desk without one. */
  callId: z.string().nullable(),
  caseId: z.string().nullable(),
  number: z.string(),
  /** `calling`: the number that they rang from; `keyed`: digits that a caller entered; `desk`: written down by a person. */
  numberFrom: z.enum(['calling', 'keyed', 'desk']),
  name: z.string().nullable(),
  topic: z.string().nullable(),
  queue: z.string(),
  queueName: z.string(),
  /** Who was asked to ring; null: whoever of the queue is free. */
  person: z.object({ personId: z.string(), name: z.string() }).nullable(),
  language: z.string(),
  story: z.array(z.string()),
  /** The promise, as said to the customer. */
  words: z.string(),
  askedAt: z.number(),
  /** Who asked for it, in words. */
  askedBy: z.string(),
  /** The agreed time; null: in their turn. */
  dueAt: z.number().nullable(),
  /** By when it was promised. */
  promisedBy: z.number(),
  status: CallbackStatus,
  /** When a person is looked for next; null unless scheduled. */
  nextAt: z.number().nullable(),
  /** The queue entry that holds its place; null unless in line. */
  entryId: z.string().nullable(),
  /** Who has it now. */
  with: z.object({ personId: z.string(), name: z.string() }).nullable(),
  tries: z.array(CallbackTry),
  /** Tries that count, of `mostTries`. */
  triesUsed: z.number().int(),
  mostTries: z.number().int(),
  outcome: CallbackOutcome.nullable(),
  endedAt: z.number().nullable(),
  /** Why it stands as it stands, in plain words. */
  why: z.string(),
});
export type CallbackRow = z.infer<typeof CallbackRow>;

/** `GET /api/callbacks?state=open|ended|all&business=&number=&case=&cursor=&limit=`: open ones soonest promised first, ended ones newest first. */
export const CallbackPage = pageOf(CallbackRow);
export type CallbackPage = z.infer<typeof CallbackPage>;

/** `GET /api/callbacks/{id}`: the row. `POST /api/callbacks`: answers with the row. */
export const NewCallback = z.object({
  businessId: z.string(),
  /** In E.164, or as it is dialled in the business's country. */
  number: z.string().trim().min(3).max(30),
  name: z.string().trim().min(1).max(100).optional(),
  topic: z.string().trim().min(1).max(100).optional(),
  /** Left out: the business's first queue. */
  queue: z.string().optional(),
  /** Who rings; left out: whoever of the queue is free. */
  personId: z.string().optional(),
  /** Left out: in turn, from now. */
  dueAt: z.number().int().optional(),
  /** What the customer was told; left out: said by the house from the time. */
  words: z.string().trim().min(1).max(300).optional(),
  note: z.string().trim().min(1).max(500).optional(),
  language: z.string().optional(),
  callId: z.string().optional(),
  caseId: z.string().optional(),
});
export type NewCallback = z.infer<typeof NewCallback>;

/** `POST /api/callbacks/{id}/cancel`: the customer does not want it any more, or it is not needed. */
export const CancelCallback = z.object({ why: z.string().trim().min(1).max(300) });

/** `POST /api/callbacks/{id}/reschedule` */
export const RescheduleCallback = z.object({
  dueAt: z.number().int(),
  words: z.string().trim().min(1).max(300).optional(),
});

/**
 * `POST /api/callbacks/{id}/outcome`. `voicemail`: while the customer's voicemail is on the line, a message is spoken to it and
 * the line closed. `talked`: they were spoken to in another way, so nobody needs to ring.
 */
export const SettleCallback = z.object({
  outcome: z.enum(['voicemail', 'talked']),
  note: z.string().trim().min(1).max(300).optional(),
});

/** What the board and the offer say of a call-back, beside a waiting caller's own fields. */
export const CallbackMark = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string().nullable(),
  numberFrom: z.enum(['calling', 'keyed', 'desk']),
  askedAt: z.number(),
  dueAt: z.number().nullable(),
  promisedBy: z.number(),
  /** The call in which it was asked for; null: in none. */
  askedIn: z.string().nullable(),
  /** `Call-back: +44… asked at 10:04`, in the business's time. */
  words: z.string(),
});
export type CallbackMark = z.infer<typeof CallbackMark>;
