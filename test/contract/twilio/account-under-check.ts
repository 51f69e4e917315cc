import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { SetupCheck } from '../../../src/contract/setup.ts';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/start-emulator.ts';
import { createHere, type Here } from '../../../src/setup/here.ts';
import { createAccountDesk, type AccountDeskParts } from '../../../src/telephony/twilio/account-checks.ts';
import { createUrls } from '../../../src/telephony/twilio/urls.ts';

export const accountSid = `AC${'a'.repeat(32)}`;
export const authToken = '0123456789abcdef0123456789abcdef';
export const apiKey = { sid: `SK${'b'.repeat(32)}`, secret: 'the-secret-of-the-key' };
export const shop = '+442079460100';
export const second = '+442079460200';

/** An account at the emulator in which everything is as it should be, and a server at PUBLIC_URL, until a test breaks one of them. */
export class AccountUnderCheck {
  readonly emulator: RunningEmulator;
  readonly publicUrl: string;
  readonly dataDir: string;
  /** What stands at PUBLIC_URL; null: this server. */
  stranger: { readonly status: number; readonly body: object; readonly location?: string } | null = null;
  readonly #server: Server;
  readonly #here: Here;
  readonly #warnings: object[] = [];

  private constructor(emulator: RunningEmulator, server: Server, dataDir: string) {
    this.emulator = emulator;
    this.dataDir = dataDir;
    this.publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#server = server;
    this.#here = createHere({ now: () => emulator.clock.now() });
    server.on('request', (request, response) => {
      if (request.method === 'POST')
        return void response
          .writeHead(200, { 'content-type': 'text/xml' })
          .end('<Response><Say>Hello.</Say><Pause length="60"/></Response>');
      const answer = this.#here.answer(request.url?.split('/').at(-1) ?? '');
      const { status, body, location } = this.stranger ?? {
        status: answer === null ? 404 : 200,
        body: answer === null ? { code: 'not-asked-here' } : { answer },
      };
      response
        .writeHead(status, { 'content-type': 'application/json', ...(location && { location }) })
        .end(JSON.stringify(body));
    });
    for (const phoneNumber of [shop, second])
      emulator.world.numbers.create({
        phoneNumber,
        settings: { friendlyName: 'A shop', ...this.#ours(), smsUrl: createUrls(this.publicUrl).text },
      });
  }

  static async open(): Promise<AccountUnderCheck> {
    const emulator = await startEmulator({
      port: 0,
      accountSid,
      authToken,
      apiKeys: { [apiKey.sid]: apiKey.secret },
      clock: 'manual',
      callsPerSecond: 100,
    });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    return new AccountUnderCheck(emulator, server, await mkdtemp(join(tmpdir(), 'deskbell-checks-')));
  }

  async close(): Promise<void> {
    await this.emulator.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await rm(this.dataDir, { recursive: true });
  }

  /** Makes a TwiML application. */
  application(voiceUrl = createUrls(this.publicUrl).voice): string {
    const settings = { ...this.#ours(), friendlyName: 'Deskbell softphone', voiceUrl };
    return this.emulator.world.applications.create(settings).sid;
  }

  /** With key and application, unless it is said otherwise. */
  desk(
    more: Partial<AccountDeskParts> = {},
    account: Partial<AccountDeskParts['account']> = { twimlAppSid: this.application() },
  ) {
    return createAccountDesk({
      account: { accountSid, authToken, apiBaseUrl: this.emulator.url, apiKey, ...account },
      publicUrl: this.publicUrl,
      dataDir: this.dataDir,
      clock: { now: () => this.emulator.clock.now() },
      logger: { warn: (fields) => void this.#warnings.push(fields) },
      businesses: () =>
        Promise.resolve([
          { name: 'Shop', numbers: [shop], countries: ['GB'] },
          { name: 'Practice', numbers: [second], countries: ['GB', 'FR'] },
        ]),
      askHere: () => this.#here.ask(),
      emulated: false,
      ...more,
    });
  }

  /** Runs the checks; whatever they say, no secret and no stack is in it. */
  async checked(
    ...given: Parameters<AccountUnderCheck['desk']>
  ): Promise<Record<SetupCheck['id'], SetupCheck>> {
    const checks = await this.desk(...given).check();
    const said = JSON.stringify([checks, this.#warnings]);
    expect(said).not.toContain(authToken);
    expect(said).not.toContain(apiKey.secret);
    expect(said).not.toMatch(/\\n\s+at |node_modules/);
    return Object.fromEntries(checks.map((check) => [check.id, check])) as Record<
      SetupCheck['id'],
      SetupCheck
    >;
  }

  /** A call comes in and leaves a recording. */
  async records(): Promise<void> {
    const { world, clock } = this.emulator;
    const call = world.handsets.ring({ from: '+447400123456', to: shop });
    await clock.advance(3_000);
    world.recordings.start(call.sid, { channels: 2, track: 'both', callback: null });
    await clock.advance(2_000);
    world.handsets.hangUp(call.sid);
    await clock.advance(2_000);
  }

  #ours() {
    const { voice, fallback, status } = createUrls(this.publicUrl);
    return {
      voiceUrl: voice,
      voiceMethod: 'POST',
      voiceFallbackUrl: fallback,
      voiceFallbackMethod: 'POST',
      statusCallback: status,
      statusCallbackMethod: 'POST',
    } as const;
  }
}

export const verdicts = (checks: Readonly<Record<string, SetupCheck>>) =>
  Object.fromEntries(Object.entries(checks).map(([id, { verdict }]) => [id, verdict]));
