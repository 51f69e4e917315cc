import { Webhook } from 'standardwebhooks';
import type { Clock } from '../kernel/clock.ts';
import { PrivateAddress } from './addresses.ts';
import { failed, type CarriedOut } from './outcome.ts';
import { post } from './post.ts';

/** One message to a program of somebody else, signed as Standard Webhooks says. */
export interface HookMessage {
  readonly url: string;
  readonly messageId: string;
  readonly body: string;
}

/** Sends one message. Never throws. What is not a 2xx is tried again, except 410: there is nobody any more. */
export async function sendWebhook(
  message: HookMessage,
  parts: { readonly secrets: readonly string[]; readonly clock: Clock; readonly toPrivate: boolean },
): Promise<CarriedOut> {
  const { url, messageId, body } = message;
  if (parts.secrets.length === 0) return failed('refused', 'the webhook was removed');
  if (!URL.canParse(url)) return failed('refused', 'the address cannot be read');
  const at = new Date(parts.clock.now());
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Deskbell',
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': parts.secrets
      .map((secret) => new Webhook(secret).sign(messageId, at, body))
      .join(' '),
  };
  try {
    const { status, text, retryAfterMs } = await post(new URL(url), { headers, body }, parts);
    if (status >= 200 && status < 300)
      return { outcome: 'done', result: { words: `taken (HTTP ${status})` } };
    if (status === 410) return failed('gone', 'the other side says that it is gone for good (HTTP 410)');
    const said = text === '' ? '' : `: ${text}`;
    const redirect = status >= 300 && status < 400 ? ', and redirects are not followed' : '';
    const wait = retryAfterMs === null ? {} : { afterMs: retryAfterMs };
    return { outcome: 'retry', reason: `answered HTTP ${status}${redirect}${said}`, ...wait };
  } catch (error) {
    if (error instanceof PrivateAddress) return failed('refused', error.message);
    const reason = error instanceof Error ? error.message : String(error);
    // The other side tells two of one name apart from two messages.
    return { outcome: 'retry', reason };
  }
}
