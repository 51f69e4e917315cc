import { z } from 'zod';

/** Keys with which programs use the API, under `/api/keys`. Times are epoch milliseconds. */

export const ApiKeyRow = z.object({
  id: z.string(),
  businessId: z.string(),
  name: z.string(),
  /** How its secret begins; empty for keys made before this was kept. */
  prefix: z.string(),
  /** What it may do, in the words of the table of permissions: `case.see`. */
  scopes: z.array(z.string()),
  /** The name of who made it. */
  madeBy: z.string(),
  madeAt: z.number(),
  /** To within five minutes; null: never. */
  lastUsedAt: z.number().nullable(),
  expiresAt: z.number().nullable(),
  revokedAt: z.number().nullable(),
});
export type ApiKeyRow = z.infer<typeof ApiKeyRow>;

/** `POST /api/keys` */
export const MakeApiKey = z.object({
  businessId: z.string(),
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.string()).min(1),
  expiresAt: z.number().int().nullable().default(null),
});
export type MakeApiKey = z.infer<typeof MakeApiKey>;

/** The answer to making one; `secret` is never shown again. */
export const ApiKeyMade = ApiKeyRow.extend({ secret: z.string() });
export type ApiKeyMade = z.infer<typeof ApiKeyMade>;

/** A scope that a key can be given, and what it allows. */
export const GrantableScope = z.object({ scope: z.string(), says: z.string() });
export type GrantableScope = z.infer<typeof GrantableScope>;

/** `GET /api/keys` */
export const ApiKeyList = z.object({ rows: z.array(ApiKeyRow), grantable: z.array(GrantableScope) });
export type ApiKeyList = z.infer<typeof ApiKeyList>;
