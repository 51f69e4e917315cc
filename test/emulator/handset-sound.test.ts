import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Pcm } from '../../src/emulator/audio/pcm.ts';
import { soundOf } from '../../src/emulator/audio/render.ts';
import { writeWav } from '../../src/emulator/audio/wav.ts';
import { likeness } from '../../src/emulator/sound/sounds-for-tests.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import type { RunningEmulator } from '../../src/emulator/start-emulator.ts';
import type { Application } from './company.ts';
import { accountSid, authToken, startApplication } from './company.ts';
import { launchBrowser, microphoneThatPlays } from '../harness/browser.ts';
import { heardInPage, heardSoFar, listenInPage } from './page-ears.ts';

const SHOP = '+442079460100';
const ADA = '+447700900041';
const SPOKEN = 'Good morning, the parcel that I ordered has not come.';
const TYPED = 'I am sorry to hear that, let me look for it at once.';

/** A browser on a busy machine is slow, and no promise here is about speed. */
jest.setTimeout(120_000);

let browser: Browser;
let emulator: RunningEmulator;
let shop: Application;
let page: Page;
let folder: string;
let source: Pcm;
let strangers: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handset-sound-'));
  source = await soundOf({ kind: 'speech', text: SPOKEN, voice: 'a caller' });
  await writeFile(join(folder, 'caller.wav'), writeWav(source));
  browser = await launchBrowser(microphoneThatPlays(join(folder, 'caller.wav')));
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  shop = await startApplication();
  strangers = [];
});
afterEach(async () => {
  await page.close();
  await emulator.close();
  await shop.close();
  expect(strangers).toEqual([]);
});

/** The emulator with a shop and Ada, and the handsets page in a browser. */
async function openHandsets(): Promise<void> {
  emulator = await startEmulator({ port: 0, accountSid, authToken, callsPerSecond: 1_000, media: 'werift' });
  emulator.world.numbers.create({
    phoneNumber: SHOP,
    settings: { friendlyName: 'Corner Shop', voiceUrl: `${shop.origin}/voice` },
  });
  emulator.world.handsets.name(ADA, 'Ada Kamau');
  page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  page.on('request', (request) => {
    if (!request.url().startsWith(emulator.url)) strangers.push(request.url());
  });
  page.on('pageerror', (error) => strangers.push(error.message));
  await listenInPage(page);
}

function phone(name: string): Locator {
  return page.getByRole('article', { name });
}

function button(name: string, of: Locator): Locator {
  return of.getByRole('button', { name, exact: true });
}

/** The caller's phone has its sound on and rings the shop; answers with the call's sid. */
async function callerRingsWithSound(): Promise<string> {
  await page.goto(emulator.url);
  await button('Sound', phone('Caller')).click();
  await button('Call', phone('Caller')).click();
  await phone('Caller').locator('.sound-row[data-state=open]').waitFor();
  const call = emulator.world.calls.list().find(({ direction }) => direction === 'inbound');
  if (!call) throw new Error('nobody rang');
  return call.sid;
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * How alike to this sound is what the page hears when it is made; made again while a busy machine tears it.
 * @returns more than 0.5
 */
async function heardAs(sound: Pcm, make: () => void): Promise<number> {
  for (;;) {
    const from = await heardSoFar(page);
    make();
    await seconds(7);
    const alike = likeness(sound, await heardInPage(page, from));
    if (alike > 0.5) return alike;
  }
}

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1_000));

describe('a handset with sound', () => {
  test('is heard by the recording, hears typed words spoken, and keeps its captions', async () => {
    await openHandsets();
    shop.page('/voice', `<Response><Dial record="record-from-answer-dual">${ADA}</Dial></Response>`);
    const sid = await callerRingsWithSound();
    const ada = await until(() => emulator.world.calls.list().find(({ to }) => to === ADA));
    await until(() => (ada.status === 'ringing' ? ada : undefined));
    emulator.world.handsets.answer(ada.sid);
    const spoken = (await soundOf({ kind: 'speech', text: TYPED, voice: ADA })).subarray(0, 12_000);
    await seconds(1);
    const alike = await heardAs(spoken, () => emulator.world.handsets.speak(ada.sid, TYPED));
    expect(alike).toBeGreaterThan(0.5);
    await phone('Caller').getByRole('log').getByText(TYPED).first().waitFor();
    emulator.world.handsets.hangUp(sid);
    const recording = await until(() =>
      emulator.world.recordings.list().find(({ status }) => status === 'completed'),
    );
    const [near, far] = channels(await emulator.world.recordings.media(recording.sid, 2));
    const said = source.subarray(0, 12_000);
    expect(likeness(said, near)).toBeGreaterThan(0.5);
    // Each on its own side, and no echo of the one in the other.
    expect(likeness(said, far)).toBeLessThan(0.35);
    expect(likeness(spoken, far)).toBeGreaterThan(0.9);
  });

  test('sends keys with the sound, each once, and mutes', async () => {
    await openHandsets();
    shop.page('/voice', '<Response><Gather numDigits="3" timeout="60" action="/keys"/></Response>');
    shop.page('/keys', '<Response><Pause length="60"/></Response>');
    await callerRingsWithSound();
    for (const key of ['4', '7', '7']) await button(key, phone('Caller')).click();
    const [asked] = await until(() => (shop.at('/keys').length > 0 ? shop.at('/keys') : undefined));
    expect(asked?.fields['Digits']).toBe('477');
    await button('Mute', phone('Caller')).click();
    expect(await button('✕ Muted', phone('Caller')).getAttribute('aria-pressed')).toBe('true');
  });

  test('without a microphone says what to do, and still listens and presses keys', async () => {
    await openHandsets();
    await page.addInitScript(`
      navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); };
    `);
    const words = 'Welcome to the shop. Press one for parcels, or two for people.';
    shop.page(
      '/voice',
      `<Response><Gather numDigits="1" timeout="60" action="/keys"><Say loop="20">${words}</Say></Gather></Response>`,
    );
    shop.page('/keys', '<Response><Pause length="60"/></Response>');
    await callerRingsWithSound();
    await phone('Caller').getByText('The microphone is not allowed, so you only listen.').waitFor();
    const prompt = (await soundOf({ kind: 'speech', text: words, voice: 'prompt' })).subarray(0, 12_000);
    expect(await heardAs(prompt, () => undefined)).toBeGreaterThan(0.5);
    await button('1', phone('Caller')).click();
    await until(() => shop.at('/keys')[0]);
  });

  test('remembers its switch, and goes on as text when it is switched off', async () => {
    await openHandsets();
    shop.page('/voice', '<Response><Say>Hello.</Say><Pause length="60"/></Response>');
    const sid = await callerRingsWithSound();
    await button('♪ Sound on', phone('Caller')).click();
    await phone('Caller').locator('.sound-row[data-state=closed]').waitFor();
    expect(emulator.world.calls.get(sid)?.status).toBe('in-progress');
    await button('Sound', phone('Caller')).click();
    await phone('Caller').locator('.sound-row[data-state=open]').waitFor();
    await page.reload();
    await phone('Caller').locator('.sound-row[data-state=open]').waitFor();
  });
});

/** The two channels of a WAV, each by itself. */
function channels(wav: Buffer): readonly [Pcm, Pcm] {
  const frames = (wav.length - 44) / 4;
  const both = [new Int16Array(frames), new Int16Array(frames)] as const;
  both.forEach((channel, side) => {
    for (let i = 0; i < frames; i++) channel[i] = wav.readInt16LE(44 + i * 4 + side * 2);
  });
  return both;
}
