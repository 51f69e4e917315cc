import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import type { RunningEmulator } from '../../src/emulator/start-emulator.ts';
import { seriousFindings } from '../harness/accessibility.ts';
import { launchBrowser } from '../harness/browser.ts';

const ACCOUNT_SID = `AC${'0123456789abcdef'.repeat(2)}`;
const AUTH_TOKEN = 'f0e1d2c3b4a5968778695a4b3c2d1e0f';
const SHOP = '+442079460100';
const ADA = '+447700900041';

/** A browser on a busy machine is slow, and no promise here is about speed. */
jest.setTimeout(120_000);

let browser: Browser;
let emulator: RunningEmulator;
let emulatorIsGone: boolean;
let shop: Server;
let page: Page;
let complaints: string[];

/** A shop's telephone: 1 rings Ada, 2 listens and repeats. */
function twimlOf(path: string, fields: URLSearchParams): string {
  if (path === '/said')
    return `<Say>You said ${fields.get('SpeechResult')?.replace(/</g, '&lt;')}</Say><Pause length="60"/>`;
  if (path === '/key' && fields.get('Digits') === '1')
    return `<Dial>${ADA}</Dial><Say>She is away.</Say><Pause length="60"/>`;
  if (path === '/key') return '<Gather input="speech" timeout="60" speechTimeout="1" action="/said"/>';
  return '<Gather numDigits="1" timeout="60" action="/key"><Say>Welcome to the shop.</Say></Gather>';
}

beforeAll(async () => {
  browser = await launchBrowser();
  page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(emulator.url)) complaints.push(`asked the network for ${request.url()}`);
  });
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  shop = createServer((request, response) => {
    const body: Buffer[] = [];
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('end', () => {
      const fields = new URLSearchParams(Buffer.concat(body).toString());
      response.setHeader('content-type', 'text/xml');
      response.end(`<Response>${twimlOf(request.url ?? '', fields)}</Response>`);
    });
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await browser.close();
  shop.closeAllConnections();
  await new Promise((resolve) => shop.close(resolve));
});

beforeEach(async () => {
  emulator = await startEmulator({ port: 0, accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN });
  const address = shop.address();
  if (address === null || typeof address === 'string') throw new Error('The shop has no TCP port.');
  emulator.world.numbers.create({
    phoneNumber: SHOP,
    settings: { friendlyName: 'Corner Shop', voiceUrl: `http://127.0.0.1:${address.port}/voice` },
  });
  emulator.world.handsets.name(ADA, 'Ada Kamau');
  emulatorIsGone = false;
  complaints = [];
});
afterEach(async () => {
  // The page is kept, for opening one costs more than most tests; nothing of a test stays on it.
  await page.unrouteAll();
  await page.goto('about:blank');
  if (!emulatorIsGone) await emulator.close();
  expect(complaints).toEqual([]);
});

async function openPage(): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(emulator.url);
  await phone('Caller').waitFor();
}

function phone(name: string): Locator {
  return page.getByRole('article', { name });
}

function button(name: string, of: Locator): Locator {
  return of.getByRole('button', { name, exact: true });
}

/** Waits until the captions of a phone show this. */
async function hears(name: string, text: string): Promise<void> {
  await phone(name).getByRole('log').getByText(text).waitFor();
}

async function callerRingsTheShop(): Promise<void> {
  await button('Call', phone('Caller')).click();
  await hears('Caller', 'Welcome to the shop.');
}

describe('the handsets page', () => {
  test('rings a business from the list, and shows what the caller hears, presses and says in order', async () => {
    await openPage();
    expect(await phone('Caller').getByRole('combobox').first().textContent()).toContain('Corner Shop');
    await callerRingsTheShop();
    await button('2', phone('Caller')).click();
    await hears('Caller', 'Pressed');
    await phone('Caller').getByPlaceholder('Say something').fill('<b>bold</b> words');
    await button('Say', phone('Caller')).click();
    await hears('Caller', 'You said <b>bold</b> words');
    const lines = await phone('Caller').getByRole('log').locator('p').allTextContents();
    const order = ['Welcome to the shop.', 'Pressed2', 'Said<b>bold</b> words', 'You said <b>bold</b> words'];
    expect(lines.filter((line) => order.includes(line))).toEqual(order);
    await button('Hang up', phone('Caller')).click();
    await button('Call', phone('Caller')).waitFor();
    expect(emulator.world.calls.list().map((call) => call.status)).toEqual(['completed']);
  });

  test('shows a phone that rings, lets it be answered, and lets the two talk', async () => {
    await openPage();
    await callerRingsTheShop();
    await button('1', phone('Caller')).click();
    await page.getByRole('link', { name: 'Ada Kamau rings' }).waitFor();
    await phone('Ada Kamau').getByText('◐ Ringing').waitFor();
    await button('Answer', phone('Ada Kamau')).click();
    await phone('Ada Kamau').getByText('■ On a call').waitFor();
    await phone('Ada Kamau').getByPlaceholder('Say something').fill('Ada speaking.');
    await page.keyboard.press('Enter');
    await hears('Caller', 'Ada speaking.');
    await page.getByText('No phone rings.').waitFor();
    await button('Hang up', phone('Ada Kamau')).click();
    await hears('Caller', 'She is away.');
  });

  test('a phone that rings can be rejected', async () => {
    await openPage();
    await callerRingsTheShop();
    await button('1', phone('Caller')).click();
    await button('Reject', phone('Ada Kamau')).click();
    await hears('Caller', 'She is away.');
    await phone('Ada Kamau').getByText('● Free').waitFor();
  });

  test('works by keyboard alone', async () => {
    await openPage();
    await button('Call', phone('Caller')).focus();
    await page.keyboard.press('Enter');
    await hears('Caller', 'Welcome to the shop.');
    await button('5', phone('Caller')).focus();
    await page.keyboard.press('2');
    await hears('Caller', 'Pressed');
    await phone('Caller').getByPlaceholder('Say something').focus();
    await page.keyboard.type('hello');
    await page.keyboard.press('Enter');
    await hears('Caller', 'You said hello');
    expect(await phone('Caller').getByPlaceholder('Say something').inputValue()).toBe('');
  });

  test('keys pressed before a call make the number that is rung', async () => {
    await openPage();
    const other = phone('Caller').getByPlaceholder('Or type a number');
    await button('0', phone('Caller')).click();
    await button('0', phone('Caller')).click();
    expect(await other.inputValue()).toBe('00');
    await other.fill('00 44 20 7946 0199');
    await button('Call', phone('Caller')).click();
    await phone('Caller').getByRole('alert').getByText('+442079460199').waitFor();
  });

  test('adds a phone for any number, which can ring at once', async () => {
    await openPage();
    await page.getByLabel('Number', { exact: true }).fill('+44 7700 900055');
    await page.getByLabel('Name', { exact: true }).fill('Second caller');
    await button('Add', page.locator('form')).click();
    await button('Call', phone('Second caller')).click();
    await hears('Second caller', 'Welcome to the shop.');
    expect(emulator.world.handsets.directory()).toContainEqual(
      expect.objectContaining({ number: '+447700900055', name: 'Second caller' }),
    );
  });

  test('refuses a number without a country code in plain words', async () => {
    await openPage();
    await page.getByLabel('Number', { exact: true }).fill('07700 900055');
    await button('Add', page.locator('form')).click();
    await page.getByText('Write the number with its country code').waitFor();
    expect(emulator.world.handsets.directory()).not.toContainEqual(
      expect.objectContaining({ number: '07700900055' }),
    );
  });

  test('opens the line of a call: the webhook, and the TwiML that came back', async () => {
    await openPage();
    await callerRingsTheShop();
    await phone('Caller').getByText('The line', { exact: true }).click();
    await phone('Caller').getByText('<Say>Welcome to the shop.</Say>').waitFor();
    await phone('Caller').getByText('→ voice · POST').waitFor();
  });

  test('makes a phone unreachable', async () => {
    await openPage();
    await phone('Ada Kamau').getByLabel('When somebody rings Ada Kamau').selectOption('unreachable');
    await phone('Ada Kamau').getByText('✕ Unreachable').waitFor();
    await callerRingsTheShop();
    await button('1', phone('Caller')).click();
    await hears('Caller', 'She is away.');
  });

  test('goes on without the event stream', async () => {
    await page.route('**/emulator/events', (route) => route.abort());
    await openPage();
    await page.getByText('● Live, slowly').waitFor();
    await callerRingsTheShop();
    await phone('Caller').getByText('■ On a call').waitFor();
  });

  test('says so when the emulator is gone', async () => {
    await openPage();
    await emulator.close();
    emulatorIsGone = true;
    await page.getByText('✕ No emulator').waitFor();
    await button('Call', phone('Caller')).click();
    await page.getByText('The emulator does not answer. Is it still running?').waitFor();
  });

  test('has no serious accessibility fault and fits: light and dark, wide and narrow', async () => {
    await openPage();
    await callerRingsTheShop();
    await button('1', phone('Caller')).click();
    await button('Answer', phone('Ada Kamau')).waitFor();
    await phone('Caller').getByText('The line', { exact: true }).click();
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const grave = await seriousFindings(page);
        const fits = await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');
        expect({ colorScheme, width, grave, fits }).toEqual({ colorScheme, width, grave: [], fits: true });
      }
    }
  });
});
