import { z } from 'zod';
import { pageOf } from './shapes.ts';

/** Outgoing webhooks, over HTTP; they are signed as https://www.standardwebhooks.com says. Times are epoch ms. */

export const HookDelivery = z.object({
  id: z.string(),
  hookId: z.string(),
  /** `webhook-id` of every attempt and replay. */
  messageId: z.string(),
  type: z.string(),
  body: z.string(),
  /** `failed`: given up. */
  status: z.enum(['waiting', 'running', 'done', 'failed', 'withdrawn']),
  attempts: z.number(),
  askedAt: z.number(),
  nextAt: z.number().nullable(),
  /** What the last attempt came to, in words; null before the first. */
  result: z.string().nullable(),
});
export type HookDelivery = z.infer<typeof HookDelivery>;

export const Hook = z.object({
  id: z.string(),
  businessId: z.string(),
  url: z.string(),
  /** Empty: all of them. */
  events: z.array(z.string()),
  madeBy: z.string(),
  madeAt: z.number(),
  /** Why nothing is sent there any more; null while it is. */
  disabled: z.string().nullable(),
  /** What went wrong with the newest delivery that was tried, in words; null when it arrived. */
  trouble: z.string().nullable(),
  /** The newest delivery that was tried; null: none yet. */
  last: HookDelivery.nullable(),
  /** How many dead letters there are: given up, and not sent once more since. */
  undelivered: z.number(),
});
export type Hook = z.infer<typeof Hook>;

/** Something that can be listened to. */
export const HookEventName = z.object({ name: z.string(), says: z.string() });
export type HookEventName = z.infer<typeof HookEventName>;

/** `GET /api/hooks?business=` */
export const HookList = z.object({ rows: z.array(Hook), names: z.array(HookEventName) });
export type HookList = z.infer<typeof HookList>;

/** `PUT /api/hooks/:business/:id` */
export const ChangeHook = z.object({
  url: z.url({ protocol: /^https?$/, error: 'is not an http or https address' }).max(2_000),
  /** Left out: all of them. */
  events: z.array(z.string()).default([]),
});
/** `POST /api/hooks` */
export const AddHook = ChangeHook.extend({ businessId: z.string() });
/** The secret is shown this once; `POST /api/hooks/:business/:id/secret` makes another, the old one works for a day more. */
export const HookSecret = z.object({ id: z.string(), secret: z.string() });
export type HookSecret = z.infer<typeof HookSecret>;

/** `GET /api/hooks/:business/deliveries`, newest first; `failed=true`: only dead letters. */
export const DeliveriesAsked = z.object({
  hook: z.string().optional(),
  failed: z.enum(['true', 'false']).default('false'),
  cursor: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const HookDeliveries = pageOf(HookDelivery);
export type HookDeliveries = z.infer<typeof HookDeliveries>;
/** `POST /api/hooks/:business/replay`: sends one once more, done or not. */
export const ReplayHook = z.object({ deliveryId: z.string() });
/** `POST /api/hooks/:business/:id/replay`: `left` dead letters are still to be sent; ask again. */
export const HookReplayed = z.object({ sent: z.number(), left: z.number() });
export type HookReplayed = z.infer<typeof HookReplayed>;
