import { z } from 'zod';
import { pageOf } from './shapes.ts';

/** Outgoing webhooks, over HTTP; they are signed as https://www.standardwebhooks.com says. Times are epoch ms. */

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
});
export type Hook = z.infer<typeof Hook>;

/** `GET /api/hooks?business=`; `names`: what can be listened to. */
export const HookList = z.object({ rows: z.array(Hook), names: z.array(z.string()) });
export type HookList = z.infer<typeof HookList>;

/** `POST /api/hooks` */
export const AddHook = z.object({
  businessId: z.string(),
  url: z.url({ protocol: /^https?$/, error: 'is not an http or https address' }).max(2_000),
  /** Left out: all of them. */
  events: z.array(z.string()).default([]),
});
/** The secret is shown this once; `POST /api/hooks/:business/:id/secret` makes another, the old one works for a day more. */
export const HookSecret = z.object({ id: z.string(), secret: z.string() });
export type HookSecret = z.infer<typeof HookSecret>;

export const HookDelivery = z.object({
  id: z.string(),
  hookId: z.string(),
  /** `webhook-id` of every attempt and replay. */
  messageId: z.string(),
  type: z.string(),
  body: z.string(),
  /** `failed`: given up, a dead letter. */
  status: z.enum(['waiting', 'running', 'done', 'failed', 'withdrawn']),
  attempts: z.number(),
  askedAt: z.number(),
  nextAt: z.number().nullable(),
  result: z.string().nullable(),
});
/** `GET /api/hooks/:business/deliveries?failed=true&cursor=&limit=`, newest first. */
export const HookDeliveries = pageOf(HookDelivery);
export type HookDeliveries = z.infer<typeof HookDeliveries>;
/** `POST /api/hooks/:business/replay`: sends one once more, done or not. */
export const ReplayHook = z.object({ deliveryId: z.string() });
