import { z } from 'zod';

/** Why a customer is not content: five reasons that every business has, and those that it adds in its file. */

export const ReasonKey = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'use lower-case letters, digits and hyphens, such as "damaged-in-transit"',
  );

export const ReasonWords = z.strictObject({
  key: ReasonKey,
  /** As it is read on a button: `Damaged in transit`. */
  name: z.string().trim().min(1, 'write what the reason is called').max(40),
});
export type ReasonWords = z.infer<typeof ReasonWords>;

export const USUAL_REASONS = [
  { key: 'poor-product', name: 'Poor product or service' },
  { key: 'unsatisfactory-response', name: 'Unsatisfactory first response' },
  { key: 'long-wait', name: 'Long wait' },
  { key: 'miscommunication', name: 'Miscommunication' },
  { key: 'rigid-policy', name: 'Rigid policy' },
] as const satisfies readonly ReasonWords[];

/** Every reason that may be chosen for this business, the usual ones first. */
export function reasonsOf({ reasons }: { readonly reasons: readonly ReasonWords[] }): readonly ReasonWords[] {
  return [...USUAL_REASONS, ...reasons];
}

/** What a reason is called among these; null when it is not one of them. */
export function reasonName(key: string, reasons: readonly ReasonWords[]): string | null {
  return reasons.find((one) => one.key === key)?.name ?? null;
}
