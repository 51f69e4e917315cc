import { request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Clock } from '../kernel/clock.ts';
import { HOUR, SECOND } from '../kernel/duration.ts';
import { ownHostIn, PrivateAddress, publicLookup } from './addresses.ts';

/** What the other side answered. */
export interface Posted {
  readonly status: number;
  /** Its first words, on one line. */
  readonly text: string;
  /** How long it asks us to stay away (`Retry-After`), an hour at most; null: it did not say. Milliseconds. */
  readonly retryAfterMs: number | null;
}

const TIMEOUT = 15 * SECOND;
const MOST_READ = 1_000;

/**
 * One POST to a computer of somebody else; redirects are not followed.
 * @param toPrivate whether it may be this computer or one of a private network
 * @throws PrivateAddress when it may not be and is; Error when no answer came within 15 s
 */
export function post(
  url: URL,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string | Buffer },
  { toPrivate, clock }: { readonly toPrivate: boolean; readonly clock: Clock },
): Promise<Posted> {
  // Numbers are never looked up, so they are judged here.
  const own = toPrivate ? null : ownHostIn(url.href);
  if (own !== null) return Promise.reject(new PrivateAddress(own));
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...message.headers, 'content-length': String(Buffer.byteLength(message.body)) },
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
        resolve({
          status: response.statusCode ?? 0,
          text: text.slice(0, 200).replace(/\s+/g, ' ').trim(),
          retryAfterMs: waitAsked(response.headers['retry-after'], clock),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(message.body);
  });
}

/** `Retry-After` is seconds or a date. @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function waitAsked(header: string | undefined, clock: Clock): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * SECOND : Date.parse(header) - clock.now();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), HOUR);
}
