import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { z } from 'zod';
import { startEmulator } from '../../../src/emulator/start-emulator.ts';
import type { RunningEmulator } from '../../../src/emulator/start-emulator.ts';

export const ACCOUNT_SID = `AC${'0123456789abcdef'.repeat(2)}`;
export const AUTH_TOKEN = 'f0e1d2c3b4a5968778695a4b3c2d1e0f';

const rungSchema = z.object({ callSid: z.string() });
const callSchema = z.object({
  status: z.string(),
  heard: z.array(z.object({ at: z.number(), verb: z.string(), text: z.string() })),
});
const handsetSchema = z.object({
  calls: z.array(z.object({ callSid: z.string(), status: z.string(), direction: z.string() })),
});

/** An emulator with its clock in our hands, and one application beside it. */
export interface TelephoneCompany {
  readonly emulator: RunningEmulator;
  /** `http://127.0.0.1:PORT` of the application. */
  readonly application: string;
  /** Emulated seconds go by, with everything that happens in them. */
  wait(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts both on free ports. `application` gets the emulator's address, where its REST requests go. */
export async function openTelephoneCompany(
  application: (emulatorUrl: string) => RequestListener,
): Promise<TelephoneCompany> {
  const emulator = await startEmulator({
    port: 0,
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    clock: 'manual',
    callsPerSecond: 100,
  });
  const server = createServer(application(emulator.url));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    emulator,
    application: addressOf(server),
    wait: (seconds) => emulator.clock.advance(seconds * 1000),
    async close() {
      await emulator.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The application has no TCP port.');
  return `http://127.0.0.1:${address.port}`;
}

/** A person at a telephone, who knows only the documented handset API. */
export class Handset {
  readonly #emulatorUrl: string;
  readonly number: string;
  #callSid = '';

  constructor(company: TelephoneCompany, number: string) {
    this.#emulatorUrl = company.emulator.url;
    this.number = number;
  }

  /** Sid of the call that this person is on. */
  get callSid(): string {
    return this.#callSid;
  }

  async rings(to: string): Promise<void> {
    this.#callSid = (await this.#ask(rungSchema, 'POST', '/calls', { from: this.number, to })).callSid;
  }

  /** Sids of the calls that ring here and wait for an answer. */
  async ringing(): Promise<string[]> {
    const { calls } = await this.#ask(handsetSchema, 'GET', `/handsets/${encodeURIComponent(this.number)}`);
    return calls
      .filter(({ status, direction }) => status === 'ringing' && direction !== 'inbound')
      .map(({ callSid }) => callSid);
  }

  /** @throws when nothing rings here */
  async answers(): Promise<void> {
    const [sid] = await this.ringing();
    if (!sid) throw new Error(`Nothing rings at ${this.number}.`);
    this.#callSid = sid;
    await this.#act('answer');
  }

  presses(digits: string): Promise<void> {
    return this.#act('press', { digits });
  }

  says(text: string): Promise<void> {
    return this.#act('speak', { text });
  }

  hangsUp(): Promise<void> {
    return this.#act('hangup');
  }

  /** Everything heard and done on the call, as `Verb: text`. */
  async heard(): Promise<string[]> {
    const { heard } = await this.#ask(callSchema, 'GET', `/calls/${this.#callSid}`);
    return heard.map(({ verb, text }) => `${verb}: ${text}`);
  }

  async status(): Promise<string> {
    return (await this.#ask(callSchema, 'GET', `/calls/${this.#callSid}`)).status;
  }

  async #act(action: string, body: object = {}): Promise<void> {
    await this.#ask(callSchema, 'POST', `/calls/${this.#callSid}/${action}`, body);
  }

  async #ask<Answer>(
    schema: z.ZodType<Answer>,
    method: string,
    path: string,
    body?: object,
  ): Promise<Answer> {
    const response = await fetch(`${this.#emulatorUrl}/emulator${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return schema.parse(JSON.parse(text));
  }
}
