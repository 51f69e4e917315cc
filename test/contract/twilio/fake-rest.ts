import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LineRequest } from '../../../src/telephony/line.ts';
import { createCarryOut } from '../../../src/telephony/twilio/carry-out.ts';
import type { CarryOut } from '../../../src/telephony/twilio/carry-out.ts';
import type { CarriedOut } from '../../../src/telephony/twilio/outcome.ts';
import { lazyClient } from '../../../src/telephony/twilio/rest-client.ts';
import { createRoomDirectory } from '../../../src/telephony/twilio/room-directory.ts';
import { createUrls } from '../../../src/telephony/twilio/urls.ts';

const accountSid = `AC${'a'.repeat(32)}`;
const base = `/2010-04-01/Accounts/${accountSid}`;
export const now = Date.parse('2026-11-22T12:00:00Z');
export const leg = `CA${'1'.repeat(32)}`;
export const otherLeg = `CA${'2'.repeat(32)}`;
export const step = { noun: 'offers', id: 'o1', turn: 1 };

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}
export type Answer =
  { readonly status: number; readonly body?: unknown; readonly raw?: Buffer } | 'hang up' | 'say nothing';

export const twilioError = (status: number, code: number): Answer => ({
  status,
  body: { code, message: 'no', status },
});
export const callBody = (sid: string, status = 'queued', created = now) => ({
  sid,
  status,
  direction: 'outbound-api',
  date_created: new Date(created).toUTCString(),
});

/** A stand-in for Twilio's REST interface that answers as each test says, for answers that the emulator never gives. */
export class FakeRest {
  answer: (asked: Asked) => Answer = () => twilioError(404, 20404);
  forbidden: string | null = null;
  readonly asked: Asked[] = [];
  /** Attempt → leg. */
  readonly legs = new Map<string, string>();
  readonly taken = new Set<string>();
  dataDir = '';
  #server: Server | null = null;
  #carryOut: CarryOut | null = null;

  async start(): Promise<void> {
    this.dataDir = await mkdtemp(path.join(tmpdir(), 'deskbell-carry-out-'));
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += String(chunk)));
      request.on('end', () => {
        const url = new URL(request.url ?? '', 'http://localhost');
        const one: Asked = {
          method: request.method ?? '',
          path: url.pathname.replace(base, ''),
          query: url.searchParams,
          form: new URLSearchParams(body),
        };
        this.asked.push(one);
        const answered = this.answer(one);
        if (answered === 'hang up') request.socket.destroy();
        else if (answered !== 'say nothing') {
          response.writeHead(answered.status, { 'content-type': 'application/json' });
          response.end(answered.raw ?? (answered.body === undefined ? '' : JSON.stringify(answered.body)));
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    this.#server = server;
    this.#carryOut = this.#connected((server.address() as AddressInfo).port);
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise<void>((resolve) => this.#server?.close(() => resolve()));
    await rm(this.dataDir, { recursive: true, force: true });
  }

  ask(
    effect: LineRequest,
    more: { readonly attempt?: number; readonly reconcile?: boolean } = {},
  ): Promise<CarriedOut> {
    if (!this.#carryOut) throw new Error('Start it first');
    return this.#carryOut({ effect, attempt: 1, reconcile: false, ...more });
  }

  /** Requests that rang somebody. */
  get made(): readonly Asked[] {
    return this.asked.filter(({ method, path: at }) => method === 'POST' && at === '/Calls.json');
  }

  /** Which legs were ended, and how. */
  get ended(): readonly (readonly [string, string | null])[] {
    return this.asked
      .filter(({ form }) => form.has('Status'))
      .map(({ path: at, form }) => [at.slice(7, 41), form.get('Status')] as const);
  }

  #connected(port: number): CarryOut {
    const account = { accountSid, authToken: '0'.repeat(32), apiBaseUrl: `http://127.0.0.1:${port}` };
    const { legs, taken } = this;
    return createCarryOut({
      account,
      client: lazyClient(account, 500),
      urls: createUrls('https://calls.example.com'),
      clock: { now: () => now },
      rooms: createRoomDirectory(),
      rings: {
        claimLeg: (attempt, sid) => {
          if (!legs.has(attempt)) legs.set(attempt, sid);
          return Promise.resolve(legs.get(attempt) ?? sid);
        },
        legOf: (attempt) => Promise.resolve(legs.get(attempt) ?? null),
        attemptOf: (sid) => Promise.resolve([...legs].find(([, owned]) => owned === sid)?.[0] ?? null),
      },
      startedAt: () => Promise.resolve(now - 1_000),
      stepTaken: (of, sid) => Promise.resolve(taken.has(`${of.id}/${sid}`)),
      forbids: () => this.forbidden,
      pause: () => Promise.resolve(),
      dataDir: this.dataDir,
    });
  }
}
