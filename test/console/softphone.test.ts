import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { buildConsole } from './console-page.ts';
import { leave, openSoundHouse, type SoundHouse } from './softphone-house.ts';
import { countRings, launchBrowserWithSound } from './softphone-line.ts';

/** The shop of the demo. */
const shop = '+442079460100';

let house: SoundHouse;
let browser: Browser;
let page: Page;
/** Addresses beyond the server and the emulator that the page asked for. */
let outside: string[];
let complaints: string[];
/** Sockets of signalling, newest last. */
let signals: { readonly page: WebSocketRoute; readonly server: WebSocketRoute }[];

beforeAll(async () => {
  await buildConsole();
  house = await openSoundHouse();
  browser = await launchBrowserWithSound();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});
afterEach(() => leave(page.context(), house.url));

/** Other browsers may run on this machine: what is promised is that it happens. */
const patienceMs = 60_000;

const button = (name: string, on: Page = page) => on.getByRole('button', { name, exact: true });

async function until(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  limitMs = patienceMs,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`Within ${limitMs} ms it never came true that ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Ana signs in at a new browser and opens her desk. */
async function anaComes(): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  outside = [];
  complaints = [];
  signals = [];
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== house.url) outside.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  await page.routeWebSocket(/\/signal$/, (socket) => {
    signals.push({ page: socket, server: socket.connectToServer() });
  });
  await context.addInitScript(countRings);
  await context.addInitScript(
    "const get = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices); window.mics = []; navigator.mediaDevices.getUserMedia = async (wish) => { if (window.noMic) throw new DOMException('gone', 'NotFoundError'); const stream = await get(wish); window.mics.push(...stream.getTracks()); return stream; };",
  );
  const { password, people } = (await (await fetch(`${house.url}/api/demo`)).json()) as {
    password: string;
    people: { email: string; role: string }[];
  };
  const signIn = await context.request.post(`${house.url}/api/session`, {
    headers: { origin: house.url },
    data: { email: people.find(({ role }) => role === 'receptionist')?.email, password },
  });
  expect(signIn.ok()).toBe(true);
  await page.goto(`${house.url}/desk`);
  await page.getByRole('group', { name: 'My state' }).waitFor();
}

/** … and takes her calls there, on the offer that a new browser makes her. */
async function takesCallsHere(): Promise<void> {
  await anaComes();
  await button('Take calls in this browser instead').or(button('Take calls in this tab')).click();
  await button('Take calls in this browser').click();
  await page.getByText('Calls ring in this browser.').waitFor();
  await page.getByRole('group', { name: 'My state' }).getByText('free', { exact: true }).waitFor();
}

interface Caller {
  heard(): Promise<string>;
  hangsUp(): Promise<void>;
}

/** Somebody rings the shop and chooses billing, which is Ana's. */
async function somebodyRings(from: string): Promise<Caller> {
  const { callSid } = (await house.emulator('POST', '/calls', { from, to: shop })) as { callSid: string };
  const heard = async (): Promise<string> => {
    const view = (await house.emulator('GET', `/calls/${callSid}`)) as {
      heard: { verb: string; text: string }[];
    };
    return view.heard.map(({ verb, text }) => `${verb}: ${text}`).join('\n');
  };
  await until('the caller hears the menu', async () => /press 2/.test(await heard()));
  await house.emulator('POST', `/calls/${callSid}/press`, { digits: '2' });
  return { heard, hangsUp: async () => void (await house.emulator('POST', `/calls/${callSid}/hangup`, {})) };
}

const ringing = (on: Page = page): Promise<number> => on.evaluate<number>('window.ringing');
const talking = async (caller: Caller): Promise<void> => {
  await page.getByRole('region', { name: 'Sound of this call' }).waitFor();
  await until('caller and Ana are in one room', async () => /^Conference:/m.test(await caller.heard()));
};
async function ends(): Promise<void> {
  await button('End call').click();
  await page.waitForTimeout(450);
  await button('End it for everyone').click();
  await button('Finish and become free').click();
  await page.getByText('You are free.').waitFor();
}

describe('with the voice library and the emulator', () => {
  test('Ana goes through the check, is rung, answers by keyboard, mutes, sends keys and hangs up', async () => {
    await takesCallsHere();
    const caller = await somebodyRings('+447700900123');
    await until('it rings', async () => (await ringing()) === 1);
    await page.getByText('Rings in this browser.').waitFor();
    await page.keyboard.press('Control+Shift+A');
    await talking(caller);
    expect(await ringing()).toBe(0);
    await page.getByText('The line is good.').waitFor();
    await page.keyboard.press('Alt+Shift+M');
    await page.getByText('You are muted: nobody hears you.').waitFor();
    await page.waitForTimeout(450);
    await page.keyboard.press('Alt+Shift+M');
    await button('Mute').waitFor();
    await button('Keypad').click();
    await page.keyboard.type('42#');
    await page.getByText('42#').waitFor();
    await ends();
    await page.getByRole('region', { name: 'Sound of this call' }).waitFor({ state: 'detached' });
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('a lost microphone makes Ana unreachable with the reason, and its return makes her free', async () => {
    await takesCallsHere();
    await page.evaluate(
      "window.noMic = true; for (const mic of window.mics) mic.dispatchEvent(new Event('ended'))",
    );
    const mine = page.getByRole('group', { name: 'My state' });
    await mine.getByText('microphone lost').waitFor();
    await page.getByRole('alert').getByText('This computer has no microphone.').waitFor();
    await page.evaluate('window.noMic = false');
    await button('Try again').click();
    await mine.getByText('free', { exact: true }).waitFor();
    expect(await page.getByText('Calls cannot ring here.').count()).toBe(0);
  });

  test('two tabs ring once; answered in one, the other is silent and says where the call is', async () => {
    await takesCallsHere();
    const other = await page.context().newPage();
    await other.goto(`${house.url}/desk`);
    await button('Ring in this tab too', other).click();
    await other.getByText('Calls ring in this browser.').waitFor();
    const caller = await somebodyRings('+447700900124');
    await until('one rings', async () => (await ringing()) + (await ringing(other)) === 1);
    await page.bringToFront();
    await button('Answer').click();
    await talking(caller);
    await until('both are silent', async () => (await ringing()) + (await ringing(other)) === 0);
    await other.getByText('You hear this call in another tab.').waitFor();
    await ends();
    expect(complaints).toEqual([]);
  });

  test('a caller who gives up silences the ring at once', async () => {
    await takesCallsHere();
    const caller = await somebodyRings('+447700900125');
    await until('it rings', async () => (await ringing()) === 1);
    await caller.hangsUp();
    // Nobody answers, so it would ring for twenty seconds.
    await until('it is silent', async () => (await ringing()) === 0, 10_000);
    await page.getByText('Nothing rings for you.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('signalling that breaks in a call is restored by itself, and the call goes on', async () => {
    await takesCallsHere();
    const caller = await somebodyRings('+447700900126');
    await page.getByRole('heading', { name: 'Brightwick', exact: true }).waitFor();
    await page.keyboard.press('Control+Shift+A');
    await talking(caller);
    const before = signals.length;
    const last = signals.at(-1);
    await Promise.all([last?.server.close(), last?.page.close()]);
    await page.getByText('The line is being restored; the sound goes on.').waitFor();
    await until('the line is back', () => signals.length > before);
    await page.getByText('The line is good.').waitFor();
    expect(await page.getByText('Calls cannot ring here.').count()).toBe(0);
    await ends();
  });
});
