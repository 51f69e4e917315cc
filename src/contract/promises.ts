import { z } from 'zod';
import { pageOf } from './shapes.ts';

/** What callers were told, and by when. Times are epoch milliseconds. */

/** `call-back`, `update`, `answer`: news by a time; `wait`: the wait that was announced; `action`: something will be done. */
export const PromiseKind = z.enum(['call-back', 'update', 'answer', 'wait', 'action']);
export type PromiseKind = z.infer<typeof PromiseKind>;

/** `broken`: the deadline passed, and it is still owed. `released`: nothing is owed any more. */
export const PromiseStatus = z.enum(['open', 'kept', 'broken', 'released']);
export type PromiseStatus = z.infer<typeof PromiseStatus>;

export const PromiseOwner = z.object({ kind: z.enum(['person', 'queue']), id: z.string(), name: z.string() });

export const PromiseRow = z.object({
  id: z.string(),
  businessId: z.string(),
  businessName: z.string(),
  caseId: z.string().nullable(),
  callId: z.string().nullable(),
  what: PromiseKind,
  /** As said to the caller. */
  words: z.string(),
  to: z.object({ number: z.string().nullable(), name: z.string().nullable() }),
  /** Who keeps it. */
  owner: PromiseOwner,
  queue: z.string().nullable(),
  madeAt: z.number(),
  /** Who made it, in words. */
  madeBy: z.string(),
  why: z.string(),
  dueAt: z.number(),
  /** When its owner is warned; null: not at all. */
  warnAt: z.number().nullable(),
  status: PromiseStatus,
  /** When its deadline passed unkept; stays when it is kept late or released afterwards. */
  brokenAt: z.number().nullable(),
  /** When it was kept or released. */
  settledAt: z.number().nullable(),
  /** Who kept or released it, in words. */
  settledBy: z.string().nullable(),
  /** How it was kept, or why it was released. */
  outcome: z.string().nullable(),
  /** Kept, but after the deadline. */
  late: z.boolean(),
  /** Broken: who said "I have it"; null while nobody has. */
  takenBy: z.string().nullable(),
});
export type PromiseRow = z.infer<typeof PromiseRow>;

/** `GET /api/promises?state=&person=&queue=&business=&case=&call=&from=&to=&cursor=&limit=`; `from`, `to`: of the deadline. */
export const PromisePage = pageOf(PromiseRow);
export type PromisePage = z.infer<typeof PromisePage>;

/** `GET /api/promises/{id}`: the row. `POST /api/promises`: from a call or a case; answers with the row. */
export const NewPromise = z
  .object({
    callId: z.string().optional(),
    caseId: z.string().optional(),
    what: PromiseKind.exclude(['wait']),
    words: z.string().trim().min(1).max(500),
    dueAt: z.number().int(),
    /** Left out: whoever makes it. */
    owner: z.object({ kind: z.enum(['person', 'queue']), id: z.string() }).optional(),
    /** Left out: a quarter of the time, at most 30 minutes. */
    warnBeforeMinutes: z
      .number()
      .int()
      .min(0)
      .max(7 * 24 * 60)
      .optional(),
  })
  .refine(({ callId, caseId }) => callId !== undefined || caseId !== undefined, {
    message: 'Say to which call or case this promise belongs.',
    path: ['callId'],
  });
export type NewPromise = z.infer<typeof NewPromise>;

/** `POST /api/promises/{id}/keep` */
export const KeepPromise = z.object({ how: z.string().trim().min(1).max(500) });

/** `POST /api/promises/{id}/release` */
export const ReleasePromise = z.object({ why: z.string().trim().min(1).max(500) });

/** How many of each; `open` has not been decided yet and `released` never will be, so neither counts in the share. */
export const PromiseCounts = z.object({
  /** All promises that fell due or will within the period. */
  n: z.number().int(),
  open: z.number().int(),
  kept: z.number().int(),
  late: z.number().int(),
  broken: z.number().int(),
  released: z.number().int(),
  /** Kept in time, of those kept, late or broken; null for fewer than five of them: too few to be a figure. */
  keptShare: z.number().nullable(),
});
export type PromiseCounts = z.infer<typeof PromiseCounts>;

const Line = PromiseCounts.extend({ id: z.string(), name: z.string() });
export type PromiseLedgerLine = z.infer<typeof Line>;

/** `GET /api/promises/ledger?business=&from=&to=`: promises that fell due in the period, by who owes them. */
export const PromiseLedger = z.object({
  from: z.number(),
  to: z.number(),
  all: PromiseCounts,
  people: z.array(Line),
  /** Ids are `<business>/<queue>`. */
  queues: z.array(Line),
  businesses: z.array(Line),
});
export type PromiseLedger = z.infer<typeof PromiseLedger>;
