import { z } from 'zod';

/** Being told in one's browser while no page of ours is open. */

/** `GET /api/push/key`: what the browser subscribes with (`applicationServerKey`, URL-safe base64). */
export const PushKey = z.object({ key: z.string() });
export type PushKey = z.infer<typeof PushKey>;

/** `POST /api/push/subscriptions` takes what `PushSubscription.toJSON()` gives. */
export const PushSubscriptionBody = z.object({
  endpoint: z.url({ protocol: /^https$/, error: 'is not an https address' }).max(2_000),
  keys: z.object({ p256dh: z.string().min(1).max(200), auth: z.string().min(1).max(100) }),
});
/** Where WEBHOOKS_TO_PRIVATE lets us reach this computer, a push service of one's own needs no certificate. */
export const PushSubscriptionNearby = PushSubscriptionBody.extend({
  endpoint: z.url({ protocol: /^https?$/, error: 'is not an http address' }).max(2_000),
});
export type PushSubscriptionBody = z.infer<typeof PushSubscriptionBody>;

/** `POST /api/push/unsubscribe`, and `POST /api/push/mine`, which says whether it is whoever asks that is told there. */
export const PushBrowser = z.object({ endpoint: z.string() });
export const PushMine = z.object({ mine: z.boolean() });
export type PushMine = z.infer<typeof PushMine>;

/** What the service worker is sent, as JSON. `tag`: a later message of the same tag takes the place of the earlier one. */
export const PushMessage = z.object({
  title: z.string(),
  body: z.string(),
  tag: z.string(),
  url: z.string(),
});
export type PushMessage = z.infer<typeof PushMessage>;
