import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
  type ECDH,
} from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PushMessage } from '../../src/contract/push.ts';

/** What the service answers: `takes` is 201; `later` is 429 with a `Retry-After` of two minutes. */
export type PushServiceMood = 'takes' | 'gone' | 'unknown' | 'too-large' | 'later' | 'fails' | 'hangs-up';
const STATUS = { takes: 201, gone: 410, unknown: 404, 'too-large': 413, later: 429, fails: 500 } as const;

/** One request that held what RFC 8030, 8291 and 8292 ask for. */
export interface Pushed {
  readonly browser: string;
  readonly message: PushMessage;
  readonly ttl: number;
  readonly urgency: string | undefined;
  readonly topic: string | undefined;
  /** Of the contact in the signed token. */
  readonly subject: string;
  readonly status: number;
}

interface Browser {
  readonly key: ECDH;
  readonly auth: Buffer;
  /** The only server that may send to it. */
  readonly serverKey: string;
}

const fromBase64 = (text: string) => Buffer.from(text, 'base64url');

/**
 * The maker of a browser, on this computer: it takes messages for browsers as RFC 8030 says, checks whose they are
 * (RFC 8292), opens them as only the browser can (RFC 8291), and remembers what was wrong. Close it.
 */
export class PushService {
  /** Everything that came and was right, whatever was answered. */
  readonly pushed: Pushed[] = [];
  /** What was wrong with the rest. */
  readonly faults: string[] = [];
  mood: PushServiceMood = 'takes';
  readonly #browsers = new Map<string, Browser>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const browser = (request.url ?? '').split('/').at(-1) ?? '';
        const { mood } = this;
        try {
          if (request.method !== 'POST') throw new Error(`${request.method} instead of POST`);
          const status = mood === 'hangs-up' ? 0 : STATUS[mood];
          this.pushed.push({ ...this.#read(browser, request.headers, Buffer.concat(parts)), status });
          if (mood === 'hangs-up') request.socket.destroy();
          else response.writeHead(status, mood === 'later' ? { 'retry-after': '120' } : {}).end();
        } catch (error) {
          this.faults.push(error instanceof Error ? error.message : String(error));
          response.writeHead(400).end();
        }
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async open(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** What `PushSubscription.toJSON()` gives in a browser of this name that subscribed with this key. */
  subscribe(browser: string, applicationServerKey: string) {
    const key = createECDH('prime256v1');
    const auth = randomBytes(16);
    const p256dh = key.generateKeys().toString('base64url');
    this.#browsers.set(browser, { key, auth, serverKey: applicationServerKey });
    return { endpoint: `${this.url}/push/${browser}`, keys: { p256dh, auth: auth.toString('base64url') } };
  }

  /** What this browser was given to show, oldest first. */
  shownBy(browser: string): readonly PushMessage[] {
    return this.pushed
      .filter((each) => each.browser === browser && each.status === STATUS.takes)
      .map(({ message }) => message);
  }

  #read(name: string, headers: IncomingHttpHeaders, body: Buffer): Omit<Pushed, 'status'> {
    const browser = this.#browsers.get(name);
    if (browser === undefined) throw new Error(`nobody subscribed as "${name}"`);
    const subject = checkToken(headers.authorization ?? '', this.url, browser.serverKey);
    if (headers['content-encoding'] !== 'aes128gcm') throw new Error('not sealed with aes128gcm');
    const ttl = Number(headers.ttl ?? NaN);
    if (!Number.isInteger(ttl)) throw new Error('no TTL');
    const topic = headers['topic']?.toString();
    if (topic !== undefined && !/^[\w-]{1,32}$/.test(topic)) throw new Error(`not a topic: ${topic}`);
    if (body.length > 4_096) throw new Error(`${body.length} bytes are more than a push service must take`);
    const opened: unknown = JSON.parse(open(body, browser).toString());
    const message = PushMessage.strict().parse(opened);
    return { browser: name, message, ttl, topic, subject, urgency: headers['urgency']?.toString() };
  }
}

/**
 * The contact in a token that this server's key signed for this service.
 * @see https://www.rfc-editor.org/rfc/rfc8292
 */
function checkToken(authorization: string, origin: string, serverKey: string): string {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  if (key !== serverKey) throw new Error('not from the server with which the browser subscribed');
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = fromBase64(key);
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const signed = Buffer.from(`${head}.${claims}`);
  const ofKey = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', signed, ofKey, fromBase64(signature))) throw new Error('the token is forged');
  const { alg } = JSON.parse(fromBase64(head).toString()) as { alg?: unknown };
  const { aud, exp, sub } = JSON.parse(fromBase64(claims).toString()) as Record<string, unknown>;
  if (alg !== 'ES256') throw new Error(`signed as ${String(alg)} and not as ES256`);
  if (aud !== origin) throw new Error(`the token is for ${String(aud)}`);
  const left = Number(exp) - Date.now() / 1_000;
  if (!(left > 0 && left <= 24 * 3_600)) throw new Error(`the token holds for ${left} s`);
  return String(sub);
}

/** What only this browser can read. @see https://www.rfc-editor.org/rfc/rfc8291#section-3.4 and RFC 8188 */
function open(body: Buffer, { key, auth }: Browser): Buffer {
  const salt = body.subarray(0, 16);
  const recordSize = body.readUInt32BE(16);
  const senderKey = body.subarray(21, 21 + body.readUInt8(20));
  const record = body.subarray(21 + senderKey.length);
  if (record.length > recordSize) throw new Error('more than one record');
  const derive = (from: Buffer, by: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', from, by, info, length));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), key.getPublicKey(), senderKey]);
  const shared = derive(key.computeSecret(senderKey), auth, info, 32);
  const sealKey = derive(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', sealKey, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('no last record');
  return padded.subarray(0, end);
}
