// Longer than 300 lines because one browser goes through one working day, in order.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import twilio from 'twilio';
import { decodeMuLaw } from '../../../src/emulator/audio/g711.ts';
import { humSpeech } from '../../../src/emulator/audio/hummed-speech.ts';
import { writeWav } from '../../../src/emulator/audio/wav.ts';
import type { MediaPeer } from '../../../src/emulator/sound/media-peer.ts';
import type { RunningEmulator } from '../../../src/emulator/start-emulator.ts';
import { startEmulator } from '../../../src/emulator/start-emulator.ts';
import type { Application } from '../../emulator/company.ts';
import { startApplication } from '../../emulator/company.ts';
import { findBrowser, launchBrowser } from '../../harness/browser.ts';
import { accessToken, accountSid, authToken, keySecret, keySid, PStreamClient } from './pstream-client.ts';
import type { Cable, Softphone } from './softphone-page.ts';
import { layCable, serveSoftphone } from './softphone-page.ts';

/** The SDK's own published bundle, unmodified, in a real browser whose microphone is a WAV file. */

const shop = '+442079460018';
/** What the microphone says again and again: words for a second, then nothing for a second. */
const roundMs = 2_000;
const wordsMs = 1_000;

interface Happening {
  readonly what: string;
  readonly [detail: string]: unknown;
}

describe.each(['werift'] as const)('the Voice SDK in Chromium, its sound by %s', (media) => {
  let folder: string;
  let application: Application;
  let emulator: RunningEmulator;
  let softphone: Softphone;
  let cable: Cable;
  let browser: Browser;
  let page: Page;
  let bob: PStreamClient;
  let bobsPeer: MediaPeer;
  let aliceSid = '';
  let bobsSid = '';
  let rest: ReturnType<typeof twilio>;
  const bobHeard: { readonly at: number; readonly level: number }[] = [];
  const requests: string[] = [];
  const pageErrors: string[] = [];
  const failures: unknown[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskbell-voice-sdk-'));
    const words = humSpeech('one two three four', '+447700900001', wordsMs);
    const round = new Int16Array((roundMs / 1000) * 8000);
    round.set(words.subarray(0, (wordsMs / 1000) * 8000));
    await writeFile(join(folder, 'microphone.wav'), writeWav(round));
    application = await startApplication();
    application.page(
      '/hello',
      '<Response><Say loop="5">Hello. This is a long sentence that one can hear.</Say><Pause length="60"/></Response>',
    );
    application.page('/bob', '<Response><Dial><Client>bob</Client></Dial></Response>');
    emulator = await startEmulator({
      port: 0,
      accountSid,
      authToken,
      apiKeys: { [keySid]: keySecret },
      media,
      callsPerSecond: 1_000,
      logger: { warn: () => undefined, error: (details, message) => failures.push(message, details) },
    });
    emulator.world.numbers.create({ phoneNumber: shop, settings: {} });
    rest = twilio(accountSid, authToken);
    rest.api.baseUrl = emulator.url;
    [softphone, cable] = await Promise.all([serveSoftphone(), layCable(emulator.port)]);
    await (await launchBrowser()).close();
    browser = await chromium.launch({
      executablePath: findBrowser(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--autoplay-policy=no-user-gesture-required',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${join(folder, 'microphone.wav')}`,
      ],
    });
    page = await browser.newPage();
    page.on('request', (request) => requests.push(request.url()));
    page.on('websocket', (socket) => requests.push(socket.url()));
    page.on('pageerror', (error) => pageErrors.push(error.message));
    await page.goto(softphone.url);
    bob = await PStreamClient.registered(emulator.url, accessToken('bob'));
  });

  afterAll(async () => {
    await browser.close();
    bob.close();
    await Promise.all([cable.close(), softphone.close()]);
    await emulator.close();
    await application.close();
    await rm(folder, { recursive: true });
    expect(failures).toEqual([]);
  });

  const run = (code: string): Promise<unknown> => page.evaluate(code);
  const happened = (): Promise<Happening[]> => page.evaluate('happened');
  const forget = (): Promise<unknown> => page.evaluate('happened.length = 0');
  const statusOf = (sid: string): string | undefined => emulator.world.calls.get(sid)?.status;

  async function happens(what: string, withinMs = 30_000): Promise<Happening> {
    const until = Date.now() + withinMs;
    for (;;) {
      const all = await happened();
      const found = all.find((happening) => happening.what === what);
      if (found) return found;
      if (Date.now() > until) throw new Error(`"${what}" did not happen; this did: ${JSON.stringify(all)}`);
      await pause(50);
    }
  }

  async function until(
    what: string,
    isSo: () => boolean | Promise<boolean>,
    withinMs = 30_000,
  ): Promise<number> {
    const startedAt = Date.now();
    while (!(await isSo())) {
      if (Date.now() - startedAt > withinMs)
        throw new Error(`It did not come about within ${withinMs} ms: ${what}`);
      await pause(50);
    }
    return Date.now() - startedAt;
  }

  /** The loudest that Alice hears within some time. */
  async function aliceHears(ms: number): Promise<number> {
    let loudest = 0;
    for (const end = Date.now() + ms; Date.now() < end; await pause(60)) {
      loudest = Math.max(loudest, Number(await run('listen()')));
    }
    return loudest;
  }

  const aliceHearsSomething = (): Promise<number> =>
    until('Alice hears something', async () => (await aliceHears(300)) > 0.02);

  /** The levels of what Bob hears of Alice in the next `ms`, a number for each 20 ms. */
  async function bobHears(ms: number): Promise<readonly number[]> {
    const from = Date.now();
    await pause(ms);
    return bobHeard.filter(({ at }) => at >= from).map(({ level }) => level);
  }

  const loudest = (levels: readonly number[]): number => Math.max(0, ...levels);

  test('registers with the emulator', async () => {
    await run(
      `start(${JSON.stringify(accessToken('alice', { applicationSid: applicationFor() }))}, '${cable.host}')`,
    );
    await happens('device registered');
    expect(emulator.world.clients.list()).toMatchObject([
      { identity: 'alice', registered: 1 },
      { identity: 'bob' },
    ]);
    expect(await run('device.identity')).toBe('alice');
  });

  test('is rung with custom parameters, accepts, and hears the prompt', async () => {
    const { sid } = await rest.calls.create({
      to: 'client:alice?reason=a%20bill%20%26%20more&queue=billing',
      from: shop,
      url: `${application.origin}/hello`,
    });
    aliceSid = sid;
    expect(await happens('incoming')).toMatchObject({
      from: shop,
      custom: { reason: 'a bill & more', queue: 'billing' },
    });
    expect(statusOf(sid)).toBe('ringing');
    await run('call.accept()');
    expect(await happens('accept')).toMatchObject({ sid });
    expect(statusOf(sid)).toBe('in-progress');
    await aliceHearsSomething();
  });

  test('is heard: what arrives has the rhythm of what its microphone says', async () => {
    await rest.calls(aliceSid).update({ url: `${application.origin}/bob` });
    const invite = await bob.gets('invite');
    bobsSid = invite.callsid;
    bobsPeer = await bob.accepts(invite);
    bobsPeer.onFrame((frame) => bobHeard.push({ at: Date.now(), level: levelOf(frame) }));
    await until('sound comes', () => bobHeard.length > 20);
    // A browser that gets no processor time sends late; what is promised is that it is heard, not how soon.
    let heard: readonly number[] = [];
    await until('the rhythm is heard', async () => rhythmOf((heard = await bobHears(4_000))) > 0.6, 60_000);
    expect(heard.length).toBeGreaterThan(150);
    expect(loudest(heard)).toBeGreaterThan(0.02);
  });

  test('is silent when muted, and is still there', async () => {
    await run('call.mute(true)');
    await pause(600);
    const muted = await bobHears(2_200);
    expect(muted.length).toBeGreaterThan(80);
    expect(loudest(muted)).toBeLessThan(0.005);
    await run('call.mute(false)');
    await pause(300);
    expect(loudest(await bobHears(2_200))).toBeGreaterThan(0.02);
  });

  test('presses keys', async () => {
    await run(`call.sendDigits('12w#*')`);
    const keys = (): readonly string[] =>
      (emulator.world.calls.get(aliceSid)?.heard ?? [])
        .filter(({ verb }) => verb === 'Key')
        .map(({ text }) => text);
    await until('all keys', () => keys().length >= 4);
    // One by one: they came as events in the sound (RFC 4733), where a message of the signalling has them all at once.
    expect(keys()).toEqual(['1', '2', '#', '*']);
  });

  test('sends a message, and learns that it arrived', async () => {
    await run(
      `call.sendMessage({ content: { a: 1 }, messageType: 'user-defined-message', contentType: 'application/json' })`,
    );
    expect(await happens('messageSent')).toMatchObject({ sid: aliceSid });
  });

  test('keeps its sound while the network of its signalling breaks, and comes back by itself', async () => {
    await forget();
    cable.cut();
    await happens('reconnecting');
    expect(loudest(await bobHears(2_200))).toBeGreaterThan(0.02);
    await happens('reconnected');
    await happens('device registered');
    expect(statusOf(aliceSid)).toBe('in-progress');
    expect(emulator.world.clients.list()).toMatchObject([
      { identity: 'alice', calls: [{ signalling: 'here' }] },
      {},
    ]);
  });

  test('sets its sound up anew when the way to it changes', async () => {
    await run('call._mediaHandler.iceRestart()');
    await until('it was asked', () => noted('client-sound-renewed'));
    bobHeard.length = 0;
    await until('sound comes again', async () => loudest(await bobHears(1_000)) > 0.02);
    expect(statusOf(aliceSid)).toBe('in-progress');
  });

  test('hangs up', async () => {
    await run('call.disconnect()');
    await until('it ended', () => statusOf(aliceSid) === 'completed');
    expect(await bob.gets('hangup')).toEqual({ callsid: bobsSid });
  });

  test('makes a call of its own and hears who answers; the other side hangs up', async () => {
    await forget();
    await run(`dial({ To: '+447700900123', reason: 'a call back' })`);
    await happens('ringing');
    const accepted = await happens('accept');
    expect(application.at('/own')[0]?.fields).toMatchObject({
      From: 'client:alice',
      To: '+447700900123',
      reason: 'a call back',
    });
    await aliceHearsSomething();
    await rest.calls(String(accepted['sid'])).update({ status: 'completed' });
    await happens('disconnect');
    expect((await happened()).map(({ what }) => what)).not.toContain('error');
  });

  test('is told that a number is busy', async () => {
    await forget();
    application.page('/own', '<Response><Reject reason="busy"/></Response>');
    await run(`dial({ To: '+447700900123' })`);
    expect(await happens('error')).toMatchObject({ code: 31005 });
    await happens('disconnect');
  });

  test('rejects a call, and misses one that the caller gives up', async () => {
    await forget();
    const first = await rest.calls.create({
      to: 'client:alice',
      from: shop,
      url: `${application.origin}/hello`,
    });
    await happens('incoming');
    await run('call.reject()');
    await until('busy', () => statusOf(first.sid) === 'busy');
    await forget();
    const second = await rest.calls.create({
      to: 'client:alice',
      from: shop,
      url: `${application.origin}/hello`,
    });
    await happens('incoming');
    await rest.calls(second.sid).update({ status: 'canceled' });
    expect(await happens('cancel')).toMatchObject({ sid: second.sid });
  });

  test('closed in the middle of a call is missed as gone, long before its silence or its return would be waited for', async () => {
    await forget();
    const { sid } = await rest.calls.create({
      to: 'client:alice',
      from: shop,
      url: `${application.origin}/hello`,
    });
    await happens('incoming');
    await run('call.accept()');
    await happens('accept');
    await aliceHearsSomething();
    await page.close();
    await until('it is missed', () => statusOf(sid) === 'completed', 30_000);
    expect(emulator.journal.after(0)).toContainEqual(
      expect.objectContaining({ name: 'client-lost', callSid: sid, why: 'browser-gone' }),
    );
  });

  test('asked nothing of any other machine, and no script failed', () => {
    expect(requests.length).toBeGreaterThan(2);
    expect(requests.filter((url) => !/^(https?|wss?):\/\/127\.0\.0\.1:|^(data|blob):/.test(url))).toEqual([]);
    expect(pageErrors).toEqual([]);
  });

  function applicationFor(): string {
    application.page(
      '/own',
      '<Response><Say loop="5">You are speaking with a machine for a while.</Say><Pause length="60"/></Response>',
    );
    return emulator.world.applications.create({ voiceUrl: `${application.origin}/own` }).sid;
  }

  function noted(name: string): boolean {
    return emulator.journal.after(0).some((entry) => entry.kind === 'event' && entry.name === name);
  }
});

/** Root mean square of one frame, 0 to 1. */
function levelOf(frame: Uint8Array): number {
  const samples = decodeMuLaw(frame);
  return Math.sqrt(samples.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / samples.length);
}

/** How well the levels follow the microphone's words and silences: their correlation at the best offset, at most 1. */
function rhythmOf(levels: readonly number[]): number {
  const round = roundMs / 20;
  const pattern = Array.from({ length: round }, (_, frame) => (frame < wordsMs / 20 ? 1 : 0));
  const heard = levels.map((level) => Math.min(level, 0.05));
  return Math.max(
    ...pattern.map((_, offset) =>
      correlation(
        heard,
        heard.map((_level, at) => pattern[(at + offset) % round] ?? 0),
      ),
    ),
  );
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanOne, meanOther] = [mean(one), mean(other)];
  let [together, squaresOne, squaresOther] = [0, 0, 0];
  for (const [at, value] of one.entries()) {
    const [a, b] = [value - meanOne, (other[at] ?? 0) - meanOther];
    together += a * b;
    squaresOne += a * a;
    squaresOther += b * b;
  }
  return together / Math.sqrt(squaresOne * squaresOther);
}
