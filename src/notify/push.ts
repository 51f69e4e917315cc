import { createHash } from 'node:crypto';
import webPush from 'web-push';
import type { PushMessage } from '../contract/push.ts';
import type { Clock } from '../kernel/clock.ts';
import { HOUR, SECOND } from '../kernel/duration.ts';
import { PrivateAddress } from './addresses.ts';
import { failed, type CarriedOut } from './outcome.ts';
import { post } from './post.ts';

/** One browser that wants to be told: where its maker takes messages for it, and what they are sealed with. */
export interface PushTarget {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/**
 * Hands one message to the maker of a browser. Never throws. `gone`: this browser can be forgotten.
 * What is sent again after an answer was lost takes the place of the first, on the way (`Topic`) and on the screen (`tag`).
 */
export type SendPush = (target: PushTarget, message: PushMessage) => Promise<CarriedOut>;

export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

export function makeVapidKeys(): VapidKeys {
  return webPush.generateVAPIDKeys();
}

/** Older news than this is of no use on a screen. */
const TTL_SECONDS = HOUR / SECOND;
/** Of title and body each; a screen shows fewer, and makers of browsers take 4 KB. Characters. */
const MOST_SHOWN = 300;

/** @param parts.subject an address at which the makers of browsers may complain: `mailto:` or https */
export function createSendPush(parts: {
  readonly keys: VapidKeys;
  readonly subject: string;
  readonly clock: Clock;
  /** Endpoints come from browsers: none of them may lead into our own network, unless this says so. */
  readonly toPrivate: boolean;
}): SendPush {
  return async (target, message) => {
    const sealed = seal(target, message, parts);
    if (sealed === null) return failed('refused', 'what it subscribed with cannot be read');
    const { url, ...rest } = sealed;
    const maker = `its push service (${url.host})`;
    try {
      const { status, retryAfterMs } = await post(url, rest, parts);
      if (status >= 200 && status < 300)
        return { outcome: 'done', result: { words: `taken by the push service of a browser (${url.host})` } };
      const answered = `${maker} answered HTTP ${status}`;
      if (status === 404 || status === 410)
        return failed('gone', `${maker} says that it is gone (HTTP ${status}), and it was removed`);
      if (status !== 429 && status < 500) return failed('refused', answered);
      return {
        outcome: 'retry',
        reason: answered,
        ...(retryAfterMs === null ? {} : { afterMs: retryAfterMs }),
      };
    } catch (error) {
      if (error instanceof PrivateAddress) return failed('refused', error.message);
      const reason = error instanceof Error ? error.message : String(error);
      return { outcome: 'retry', reason: `${maker} cannot be had: ${reason}` };
    }
  };
}

/** The message as only this browser can read it; null when what the browser gave is no key. */
function seal(
  { endpoint, p256dh, auth }: PushTarget,
  message: PushMessage,
  { keys, subject }: { readonly keys: VapidKeys; readonly subject: string },
): { readonly url: URL; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer } | null {
  const { title, body, tag, url } = message;
  const short = { title: title.slice(0, MOST_SHOWN), body: body.slice(0, MOST_SHOWN), tag, url };
  try {
    const sealed = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(short),
      {
        vapidDetails: { subject, ...keys },
        TTL: TTL_SECONDS,
        urgency: 'high',
        topic: createHash('sha256').update(tag).digest('base64url').slice(0, 32),
      },
    );
    return { url: new URL(endpoint), headers: sealed.headers, body: sealed.body };
  } catch {
    // The package throws for keys of a wrong length, which no browser gives.
    return null;
  }
}
