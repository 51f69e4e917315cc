import { z } from 'zod';

/** What people of a business may give without asking. */

export const ApprovalKind = z.enum(['refund', 'credit', 'replacement', 'exception']);
export type ApprovalKind = z.infer<typeof ApprovalKind>;

/** ISO 4217, such as GBP. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'write the currency as three letters, such as GBP');

/**
 * Up to this amount a role, or one person, decides alone. Without any limit of a kind, receptionists and experts ask for
 * everything, and managers and admins may decide any amount.
 */
export const Limit = z
  .strictObject({
    role: z.enum(['receptionist', 'expert', 'manager', 'admin']).optional(),
    /** For one person, whatever their role allows. */
    person: z.string().optional(),
    kind: ApprovalKind,
    /** In the smallest unit of the currency: 5000 is £50.00. */
    amountMinor: z.number().int().min(0),
    currency: Currency,
  })
  .refine(({ role, person }) => (role === undefined) !== (person === undefined), {
    message: 'name either a role or a person',
  });
export type Limit = z.infer<typeof Limit>;

/** How long people with authority are given. */
export const ApprovalPolicy = z.strictObject({
  /** Each person on the ladder, before the next one is told, while a caller is on the line. Seconds. */
  patienceSeconds: z.number().int().min(10).max(3_600).default(60),
  /** Whoever looks at it, to decide, while a caller is on the line. Seconds. */
  decideSeconds: z.number().int().min(10).max(3_600).default(120),
  /** The same when nobody holds: then people are written to, and no telephone rings. Minutes. */
  calmMinutes: z.number().int().min(1).max(1_440).default(30),
});
