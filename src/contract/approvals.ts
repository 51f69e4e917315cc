import { z } from 'zod';
import { pageOf } from './shapes.ts';

/** Permission asked of someone with authority. Amounts are integers in the smallest unit of the currency. */

export const ApprovalKind = z.enum(['refund', 'credit', 'replacement', 'exception']);
export type ApprovalKind = z.infer<typeof ApprovalKind>;

/**
 * `asked`: the people with authority are being told; `granted`, `denied`: decided; `voided`: the amount was changed, and
 * another request took its place; `lapsed`: nobody decided in time; `withdrawn`: not needed any more.
 */
export const ApprovalStatus = z.enum(['asked', 'granted', 'denied', 'voided', 'lapsed', 'withdrawn']);
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;

const Amount = { amountMinor: z.number().int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) };
const PersonName = z.object({ personId: z.string(), name: z.string() });

export const ApprovalRow = z.object({
  id: z.string(),
  businessId: z.string(),
  businessName: z.string(),
  caseId: z.string().nullable(),
  callId: z.string().nullable(),
  kind: ApprovalKind,
  ...Amount,
  /** The amount in words: `£80.00`; null for an exception that costs nothing. */
  amount: z.string().nullable(),
  reason: z.string(),
  asker: PersonName,
  askedAt: z.number(),
  status: ApprovalStatus,
  /** When the request lapses if nobody decides: the asker's countdown; null when it is over. */
  expiresAt: z.number().nullable(),
  /** The ladder of authority, from the first rung. */
  ladder: z.array(z.object({ name: z.string(), people: z.array(PersonName) })),
  /** Who has been told, on which rung, oldest first. */
  told: z.array(z.object({ at: z.number(), rung: z.string(), names: z.array(z.string()) })),
  /** Has looked at it and will decide; null while nobody has. */
  seenBy: PersonName.nullable(),
  decidedAt: z.number().nullable(),
  decidedBy: z.string().nullable(),
  note: z.string().nullable(),
  /** Why it ended as it did, or why it must be asked. */
  why: z.string(),
  /** The request that took its place after a change of the amount, and the one whose place it took. */
  replacedBy: z.string().nullable(),
  replaces: z.string().nullable(),
  /** Whether whoever looks may decide it now; null with `decide` not allowed says why in `mayNot`. */
  mayDecide: z.boolean(),
  mayNot: z.string().nullable(),
  /** Whether whoever looks can be brought into the call. */
  mayJoin: z.boolean(),
});
export type ApprovalRow = z.infer<typeof ApprovalRow>;

/** `GET /api/approvals?state=&business=&case=&call=&mine=asked|decide&cursor=&limit=`, newest first. */
export const ApprovalPage = pageOf(ApprovalRow);
export type ApprovalPage = z.infer<typeof ApprovalPage>;

/** `POST /api/approvals`; answers with the row, which may be granted at once. */
export const NewApproval = z
  .object({
    callId: z.string().optional(),
    caseId: z.string().optional(),
    kind: ApprovalKind,
    ...Amount,
    reason: z.string().trim().min(1).max(500),
  })
  .refine(({ callId, caseId }) => callId !== undefined || caseId !== undefined, {
    message: 'Say to which call or case this request belongs.',
    path: ['callId'],
  });
export type NewApproval = z.infer<typeof NewApproval>;

/** `POST /api/approvals/{id}/decide`; `asOf`: the amount that was on the screen. */
export const DecideApproval = z.object({
  approve: z.boolean(),
  note: z.string().trim().max(500).optional(),
  asOf: z.object(Amount),
});

/** `POST /api/approvals/{id}/amount`: voids this request and asks anew; answers with the new row. */
export const ChangeAmount = z.object(Amount);

/** `POST /api/approvals/{id}/withdraw` */
export const WithdrawApproval = z.object({ why: z.string().trim().max(500).optional() });

/** `POST /api/approvals/{id}/join`: the asker's call rings whoever asks this; no body. */

/** `GET /api/approvals/limits?business=`: what whoever asks may give without asking. */
export const MyLimits = z.object({
  currency: z.string(),
  limits: z.array(
    z.object({
      kind: ApprovalKind,
      currency: z.string().nullable(),
      /** Null: any amount. 0: nothing without asking. */
      upToMinor: z.number().int().nullable(),
      words: z.string(),
    }),
  ),
});
export type MyLimits = z.infer<typeof MyLimits>;
