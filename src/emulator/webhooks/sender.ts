import { randomUUID } from 'node:crypto';
import type { EmulatorClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { HttpMethod } from '../world/records.ts';
import {
  originOf,
  parseAddress,
  resolveAddress,
  signedForm,
  withoutCredentials,
  withQuery,
} from './address.ts';
import type { CookieJar } from './cookies.ts';
import { AttemptFailure, sendOnce } from './http-attempt.ts';
import type { AttemptReply } from './http-attempt.ts';
import { limitsFrom } from './overrides.ts';
import type { ConnectionLimits } from './overrides.ts';
import { signatureOf } from './signature.ts';
import type { Params } from './signature.ts';

export interface WebhookRequest {
  readonly url: string;
  readonly method: HttpMethod;
  readonly params: Params;
  /** For the journal: `voice`, `action`, `status`, `conference`, `recording`, `media` … */
  readonly purpose: string;
  readonly callSid: string | null;
  readonly cookies?: CookieJar;
  /** Idempotency token; a fresh one when missing. */
  readonly token?: string;
  readonly maxBytes?: number;
}

export interface WebhookReply {
  readonly status: number;
  readonly contentType: string | null;
  readonly cacheControl: string;
  readonly chunked: boolean;
  readonly body: Buffer;
  /** Where the answer came from after redirects, without fields that a GET added. */
  readonly url: string;
}

/** No answer could be had. `code` is Twilio's error code. */
export class WebhookFailure extends Error {
  readonly code: number;
  readonly url: string;

  constructor(code: number, url: string, message: string) {
    super(message);
    this.code = code;
    this.url = url;
  }
}

export interface SenderOptions {
  readonly authToken: string;
  readonly clock: EmulatorClock;
  readonly journal: Journal;
  /** Origins that are delivered elsewhere: signed as configured, sent to the origin on the right. */
  readonly originMap: Readonly<Record<string, string>>;
}

const maxRedirects = 10;
const twimlBytes = 256 * 1024;
const journalledText = 16_384;

/** Makes the telephone company's requests to the application. */
export class WebhookSender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Whether an address is one that this machine itself serves. */
  isLocal(url: string): boolean {
    const address = parseAddress(url);
    if (!address) return false;
    if (this.#options.originMap[originOf(address)] !== undefined) return true;
    return /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(address.host);
  }

  /** Sends, follows redirects, tries again where the address allows it. @throws WebhookFailure */
  send(request: WebhookRequest): Promise<WebhookReply> {
    return this.#options.clock.track(this.#follow(request));
  }

  async #follow(request: WebhookRequest): Promise<WebhookReply> {
    const token = request.token ?? randomUUID();
    let url = request.url;
    let method = request.method;
    let params = request.params;
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const reply = await this.#sendWithRetries({ ...request, url, method, params, token });
      const location = reply.headers.location;
      if (reply.status < 300 || reply.status > 399 || location === undefined) return presentReply(reply, url);
      const next = resolveAddress(url, location);
      if (next === null)
        throw new WebhookFailure(11100, url, `redirected to ${location}, which is no address`);
      // A redirect is followed with a bare GET: the fields are not sent again.
      url = next;
      method = 'GET';
      params = [];
    }
    throw new WebhookFailure(11215, request.url, `more than ${maxRedirects} redirects`);
  }

  async #sendWithRetries(request: WebhookRequest & { readonly token: string }): Promise<AttemptReply> {
    const address = parseAddress(request.url);
    if (!address)
      throw new WebhookFailure(11100, request.url, `${request.url} is not an http or https address`);
    const found = limitsFrom(address.fragment);
    if ('errorCode' in found) {
      throw new WebhookFailure(
        found.errorCode,
        request.url,
        `connection override #${address.fragment} is wrong`,
      );
    }
    const { limits } = found;
    const startedAt = this.#options.clock.now();
    for (let attempt = 1; ; attempt += 1) {
      const remaining = limits.totalMs - (this.#options.clock.now() - startedAt);
      const outcome = await this.#attempt(request, limits, Math.max(1, remaining), attempt);
      const mayRetry = attempt <= limits.retries && this.#options.clock.now() - startedAt < limits.totalMs;
      if (outcome instanceof AttemptFailure) {
        if (mayRetry && limits.retryOn.has(outcome.reason)) continue;
        throw new WebhookFailure(outcome.code, request.url, outcome.message);
      }
      const family = outcome.status >= 500 ? '5xx' : outcome.status >= 400 ? '4xx' : null;
      if (family && mayRetry && limits.retryOn.has(family)) continue;
      return outcome;
    }
  }

  async #attempt(
    request: WebhookRequest & { readonly token: string },
    limits: ConnectionLimits,
    totalMs: number,
    attempt: number,
  ): Promise<AttemptReply | AttemptFailure> {
    const { clock, originMap, authToken } = this.#options;
    const form = new URLSearchParams(
      request.params.map(([name, value]): [string, string] => [name, value]),
    ).toString();
    const isPost = request.method === 'POST';
    const address = parseAddress(isPost ? request.url : withQuery(request.url, form));
    if (!address) return new AttemptFailure(11100, 'ct', 'not an address');
    const host = `${address.host}${address.port === null ? '' : `:${address.port}`}`;
    const cookie = request.cookies?.headerFor(host);
    const sentAt = clock.now();
    const outcome = await sendOnce(clock, {
      deliverTo: originMap[originOf(address)] ?? originOf(address),
      path: address.path,
      method: request.method,
      headers: {
        Host: host,
        'User-Agent': 'TwilioProxy/1.1',
        Accept: '*/*',
        Connection: 'close',
        'X-Home-Region': 'us1',
        'I-Twilio-Idempotency-Token': request.token,
        'X-Twilio-Signature': signatureOf(authToken, signedForm(address), isPost ? request.params : []),
        ...(isPost && {
          'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'Content-Length': String(Buffer.byteLength(form)),
        }),
        ...(cookie && { Cookie: cookie }),
        ...(address.credentials !== null && {
          Authorization: `Basic ${Buffer.from(address.credentials).toString('base64')}`,
        }),
      },
      body: isPost ? form : '',
      connectMs: limits.connectMs,
      readMs: limits.readMs,
      totalMs,
      totalWasSet: limits.totalWasSet,
      maxBytes: request.maxBytes ?? twimlBytes,
    }).catch((error: unknown) => {
      if (error instanceof AttemptFailure) return error;
      throw error;
    });
    if (!(outcome instanceof AttemptFailure))
      request.cookies?.accept(host, outcome.headers['set-cookie'] ?? []);
    this.#journal(request, attempt, sentAt, outcome);
    return outcome;
  }

  #journal(
    request: WebhookRequest & { readonly token: string },
    attempt: number,
    sentAt: number,
    outcome: AttemptReply | AttemptFailure,
  ): void {
    const failed = outcome instanceof AttemptFailure;
    const contentType = failed ? null : (outcome.headers['content-type'] ?? null);
    const isText = contentType === null || /text|xml|json/i.test(contentType);
    this.#options.journal.append({
      kind: 'webhook',
      purpose: request.purpose,
      callSid: request.callSid,
      method: request.method,
      url: withoutCredentials(request.url),
      params: Object.fromEntries(request.params),
      token: request.token,
      attempt,
      sentAt,
      status: failed ? null : outcome.status,
      contentType,
      answer: failed
        ? outcome.message
        : isText
          ? outcome.body.subarray(0, journalledText).toString('utf8')
          : `(${outcome.body.length} bytes)`,
      errorCode: failed ? outcome.code : null,
    });
  }
}

function presentReply(reply: AttemptReply, url: string): WebhookReply {
  return {
    status: reply.status,
    contentType: reply.headers['content-type'] ?? null,
    cacheControl: reply.headers['cache-control'] ?? '',
    chunked: reply.headers['transfer-encoding'] === 'chunked',
    body: reply.body,
    url,
  };
}
