import { request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Clock } from '../kernel/clock.ts';
import { SECOND } from '../kernel/duration.ts';
import { isPrivate, PrivateAddress, publicLookup } from './addresses.ts';
import { failed, type CarriedOut } from './outcome.ts';

/** One message to a program of somebody else, signed as Standard Webhooks says. */
export interface HookMessage {
  readonly url: string;
  readonly messageId: string;
  readonly body: string;
}

const TIMEOUT = 15 * SECOND;
const MOST_READ = 1_000;

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
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Deskbell',
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': parts.secrets
      .map((secret) => new Webhook(secret).sign(messageId, at, body))
      .join(' '),
  };
  try {
    const { status, text } = await post(new URL(url), headers, body, parts.toPrivate);
    if (status >= 200 && status < 300)
      return { outcome: 'done', result: { words: `taken (HTTP ${status})` } };
    if (status === 410) return failed('gone', 'the other side says that it is gone for good (HTTP 410)');
    const said = text === '' ? '' : `: ${text}`;
    const redirect = status >= 300 && status < 400 ? ', and redirects are not followed' : '';
    return { outcome: 'retry', reason: `answered HTTP ${status}${redirect}${said}` };
  } catch (error) {
    if (error instanceof PrivateAddress) return failed('refused', error.message);
    const reason = error instanceof Error ? error.message : String(error);
    // The other side tells two of one name apart from two messages.
    return { outcome: 'retry', reason };
  }
}

function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  toPrivate: boolean,
): Promise<{ readonly status: number; readonly text: string }> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!toPrivate && isIP(host) !== 0 && isPrivate(host)) return Promise.reject(new PrivateAddress(host));
  const options: RequestOptions = {
    method: 'POST',
    headers,
    signal: AbortSignal.timeout(TIMEOUT),
    // No connection is kept: the next one is judged anew.
    agent: false,
    ...(toPrivate ? {} : { lookup: publicLookup }),
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const sent = send(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        if (text.length < MOST_READ) text += part;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: text.slice(0, 200).replace(/\s+/g, ' ').trim() }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
