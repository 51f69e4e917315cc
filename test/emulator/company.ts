import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { EmulatorClock } from '../../src/emulator/clock.ts';
import { Faults } from '../../src/emulator/faults.ts';
import { Journal } from '../../src/emulator/journal.ts';
import type { WebhookEntry } from '../../src/emulator/journal.ts';
import type { Timeline } from '../../src/emulator/audio/timeline.ts';
import { createCompany } from '../../src/emulator/world/create-world.ts';
import type { WorldOptions } from '../../src/emulator/world/create-world.ts';
import type { Exchange } from '../../src/emulator/world/exchange.ts';
import type { HttpMethod } from '../../src/emulator/world/records.ts';
import type { World } from '../../src/emulator/world/world.ts';

export const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
export const authToken = 'a1b2c3d4'.repeat(4);
export const shopNumber = '+441632960001';
export const callerNumber = '+441632960777';

/** One request that the application received. */
export interface Received {
  readonly path: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly fields: Readonly<Record<string, string>>;
}

export type Answer =
  | string
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Buffer;
    }
  | 'never';

export type Page = Answer | ((request: Received) => Answer | Promise<Answer>);

/** A Twilio application for tests: pages by path, everything received remembered in order. */
export interface Application {
  readonly origin: string;
  readonly received: readonly Received[];
  page(path: string, page: Page): void;
  at(path: string): readonly Received[];
  close(): Promise<void>;
}

export async function startApplication(): Promise<Application> {
  const pages = new Map<string, Page>();
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    answer(request, response, pages, received).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    page: (path, page) => pages.set(path, page),
    at: (path) => received.filter((request) => request.path === path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  pages: ReadonlyMap<string, Page>,
  received: Received[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://application');
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  const seen: Received = {
    path: url.pathname,
    method: request.method ?? '',
    url: request.url ?? '',
    headers: request.headers,
    fields: Object.fromEntries([...url.searchParams, ...form]),
  };
  received.push(seen);
  const page = pages.get(url.pathname) ?? { status: 404, body: 'no such page' };
  const reply = typeof page === 'function' ? await page(seen) : page;
  if (reply === 'never') return;
  if (typeof reply === 'string') {
    response.writeHead(200, { 'Content-Type': 'text/xml' }).end(reply);
    return;
  }
  response
    .writeHead(reply.status ?? 200, reply.headers ?? { 'Content-Type': 'text/xml' })
    .end(reply.body ?? '');
}

/** The emulated company with one number, on a clock that is moved by hand. */
export interface Company {
  readonly world: World;
  /** The inside, for tests of live sound. */
  readonly exchange: Exchange;
  readonly clock: EmulatorClock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly app: Application;
  readonly timelines: readonly Timeline[];
  /** A caller rings the shop; its first document is at `/voice`. */
  ring(from?: string): string;
  heard(callSid: string): readonly string[];
  status(callSid: string): string | undefined;
  seconds(count: number): Promise<void>;
  /** The leg that rings at a number. */
  legTo(number: string): string;
  webhooks(): readonly WebhookEntry[];
  debuggerCodes(): readonly number[];
  close(): Promise<void>;
}

export async function startCompany(
  options: Partial<WorldOptions> & {
    readonly fallback?: boolean;
    readonly voiceMethod?: HttpMethod;
    readonly statusCallback?: boolean;
  } = {},
): Promise<Company> {
  const app = await startApplication();
  const clock = new EmulatorClock({
    mode: 'manual',
    startAt: Date.UTC(2026, 10, 23, 9),
    patienceMs: 400,
    quietMs: 4,
  });
  const journal = new Journal({ now: () => clock.now() });
  const faults = new Faults();
  const timelines: Timeline[] = [];
  const failures: unknown[] = [];
  const { world, exchange } = createCompany({
    accountSid,
    authToken,
    clock,
    journal,
    faults,
    callsPerSecond: 1_000,
    renderRecording: async (timeline) => {
      timelines.push(timeline);
      return Buffer.alloc(44);
    },
    logger: { warn: () => undefined, error: (details) => failures.push(details) },
    ...options,
  });
  world.numbers.create({
    phoneNumber: shopNumber,
    settings: {
      voiceUrl: `${app.origin}/voice`,
      voiceMethod: options.voiceMethod ?? 'POST',
      voiceFallbackUrl: options.fallback ? `${app.origin}/fallback` : '',
      statusCallback: options.statusCallback ? `${app.origin}/status` : '',
    },
  });
  return {
    world,
    exchange,
    clock,
    journal,
    faults,
    app,
    timelines,
    ring: (from = callerNumber) => world.handsets.ring({ from, to: shopNumber }).sid,
    heard: (callSid) => (world.calls.get(callSid)?.heard ?? []).map(({ verb, text }) => `${verb}: ${text}`),
    status: (callSid) => world.calls.get(callSid)?.status,
    seconds: (count) => clock.advance(count * 1_000),
    legTo: (number) => {
      const leg = world.calls.list().findLast((call) => call.to === number && call.direction !== 'inbound');
      if (!leg) throw new Error(`nothing rings at ${number}`);
      return leg.sid;
    },
    webhooks: () => journal.after(0).filter((entry) => entry.kind === 'webhook'),
    debuggerCodes: () => world.debugger?.list().map(({ code }) => code) ?? [],
    close: async () => {
      clock.stop();
      exchange.sound.stop();
      await app.close();
      if (failures.length > 0) throw new Error(`the emulator logged failures: ${inspect(failures)}`);
    },
  };
}
