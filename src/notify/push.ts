import { createHash } from 'node:crypto';
import { Agent } from 'node:https';
import webPush from 'web-push';
import type { PushMessage } from '../contract/push.ts';
import { HOUR, SECOND } from '../kernel/duration.ts';
import { publicLookup } from './addresses.ts';
import type { CarriedOut } from './outcome.ts';

export interface PushTarget {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** Hands one message to the maker of a browser. @throws Error with `statusCode` when that refuses */
export type SendPush = (target: PushTarget, message: PushMessage) => Promise<void>;

export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

export function makeVapidKeys(): VapidKeys {
  return webPush.generateVAPIDKeys();
}

/** Older news than this is of no use on a screen. */
const TTL_SECONDS = HOUR / SECOND;

/** @param subject an address at which the makers of browsers may complain: `mailto:` or https */
export function createSendPush(keys: VapidKeys, subject: string): SendPush {
  // Endpoints come from browsers: none of them may lead into our own network.
  const agent = new Agent({ lookup: publicLookup });
  return async ({ endpoint, p256dh, auth }, message) => {
    await webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, JSON.stringify(message), {
      vapidDetails: { subject, ...keys },
      TTL: TTL_SECONDS,
      timeout: 10 * SECOND,
      urgency: 'high',
      topic: createHash('sha256').update(message.tag).digest('base64url').slice(0, 32),
      agent,
    });
  };
}

/**
 * Tells a person in all their browsers. Never throws. Browsers that are gone are told to `forget`; where one fails the
 * others have it already, and what comes twice takes the place of the first.
 */
export async function pushToAll(
  targets: readonly PushTarget[],
  message: PushMessage,
  send: SendPush,
  forget: (endpoint: string) => Promise<void>,
): Promise<CarriedOut> {
  let told = 0;
  const faults: string[] = [];
  for (const target of targets) {
    try {
      await send(target, message);
      told += 1;
    } catch (error) {
      const status: unknown =
        typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined;
      if (status === 404 || status === 410) await forget(target.endpoint);
      else faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  const [fault] = faults;
  if (fault !== undefined) return { outcome: 'retry', reason: `a browser could not be told: ${fault}` };
  return { outcome: 'done', result: { told } };
}
