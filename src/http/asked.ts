import { z } from 'zod';

/** Of an address that names one thing. */
export const ById = z.object({ id: z.string() });

/** What every list of matters is asked with: where the page before ended, and how many rows at most. */
export const PageAsked = {
  cursor: z
    .string()
    .regex(/^\d{1,16}~.+$/, 'this is not a cursor of an earlier page')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};

/** For `business` of a route: whose the thing is that the address names. Null: there is no such thing. */
export function businessOfNamed(find: (id: string) => Promise<{ readonly businessId: string } | null>) {
  return async ({ params }: { readonly params: { readonly id: string } }): Promise<string | null> =>
    (await find(params.id))?.businessId ?? null;
}

/** Of the businesses that whoever asks may see, those that were asked for: one, or all when none was named. */
export function businessesAsked(businessIds: readonly string[], named: string | undefined): string[] {
  return businessIds.filter((id) => named === undefined || id === named);
}
