import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { buildConsole } from './console-page.ts';
import { expectLooksRight } from './expect-looks.ts';
import { leave, openSoundHouse, type SoundHouse } from './softphone-house.ts';
import { launchBrowserWithSound } from './softphone-line.ts';

/** The product as a newcomer starts it: nothing here is made up but the microphone. */
let house: SoundHouse;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  await buildConsole();
  house = await openSoundHouse();
  browser = await launchBrowserWithSound();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});
afterEach(() => leave(context, house.url));

/** Somebody of the demo signs in at a new browser and opens a screen. */
async function comes(email: string, path = '/setup'): Promise<void> {
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write', 'microphone'],
  });
  page = await context.newPage();
  // Other browsers may run on this machine: what is promised is that it happens.
  page.setDefaultTimeout(60_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const { password } = (await (await fetch(`${house.url}/api/demo`)).json()) as { password: string };
  const signIn = await context.request.post(`${house.url}/api/session`, {
    headers: { origin: house.url },
    data: { email, password },
  });
  expect(signIn.ok()).toBe(true);
  await page.goto(house.url + path);
}

const ana = 'ana@deskbell.example';
const alex = 'alex@deskbell.example';
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const step = (name: string) => page.getByRole('region', { name });
const Handset = z.object({ calls: z.array(z.object({ callSid: z.string(), status: z.string() })) });

async function ringingAt(number: string): Promise<string> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { calls } = Handset.parse(await house.emulator('GET', `/handsets/${encodeURIComponent(number)}`));
    const leg = calls.find(({ status }) => status === 'ringing');
    if (leg) return leg.callSid;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${number} never rang. The server has said:\n${house.said()}`);
}

describe('trying it out', () => {
  test('from the empty desk to a caller whom one hears, in a few clicks', async () => {
    await comes(ana, '/desk');
    await page.getByRole('link', { name: 'Let a practice caller ring you' }).click();
    await button('Check your sound').click();
    await button('Take calls in this browser').click();
    await page.getByText('Calls ring in this browser, and you will hear and be heard.').waitFor();

    await button('Let a caller ring me').click();
    const way = page.getByRole('list', { name: "The caller's way" });
    await way.locator('[aria-current="step"]', { hasText: 'In the menu' }).waitFor();
    const dock = page.getByRole('region', { name: 'Ringing for me' });
    await dock.getByText('Practice caller ·').waitFor();
    await page.getByText('It rings for you. Press Answer.').waitFor();
    await dock.getByRole('button', { name: 'Answer' }).click();
    await page.getByRole('region', { name: 'Sound of this call' }).waitFor();

    await page.goto(`${house.url}/setup`);
    await page.getByText('“Hello, is that ').waitFor();
    await button('Send the caller away').click();
    await page.getByText('The caller has said goodbye and hung up.').waitFor();
    await step('Try it now').getByText('done ·').waitFor();
    expect(complaints).toEqual([]);
  });

  test('says why nobody can ring, to somebody who serves no queue', async () => {
    await comes(alex);
    await page.getByText('Callers ring for those who serve a queue, and you serve none.').first().waitFor();
    expect(await button('Let a caller ring me').isDisabled()).toBe(true);
  });
});

describe('connecting', () => {
  test('is shown to admins only, who find the screen in the rail', async () => {
    await comes(ana);
    await step('Try it now').waitFor();
    await page.getByText('Connecting a real telephone line is for admins of a business.').waitFor();
    expect(await step('Connect Twilio').count()).toBe(0);
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Set-up' }).count()).toBe(0);
    await leave(context, house.url);
    await comes(alex, '/live');
    await page.getByRole('navigation').getByRole('link', { name: 'Set-up' }).click();
    await step('Connect Twilio').waitFor();
  });

  test('gives the lines for .env to copy, asks for no secret, and runs the checks', async () => {
    await comes(alex);
    expect(await step('Connect Twilio').getByRole('textbox').count()).toBe(0);
    await button('Copy the line for DATA_DIR').click();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe('DATA_DIR=./data-live');
    await button('Run the checks').click();
    const checks = step('Connect Twilio');
    for (const title of [
      'The account',
      'Your numbers',
      'The way to this server',
      'Countries that may be rung',
    ])
      await checks.getByRole('heading', { name: title }).waitFor();
    await checks.getByText(/not checked, this is the emulator/).waitFor();
    expect(await checks.getByRole('img', { name: 'wrong' }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('ends with a test call whose key comes back', async () => {
    await comes(alex);
    const test = step('Test call');
    await test.getByLabel('Telephone to ring').selectOption('+447700900161');
    await test.getByRole('button', { name: 'Ring it' }).click();
    const sid = await ringingAt('+447700900161');
    await test.getByText('It rings. Pick it up.').waitFor();
    await house.emulator('POST', `/calls/${sid}/answer`, {});
    await test.getByText('Picked up. Press 1 when you are asked to.').waitFor();
    await house.emulator('POST', `/calls/${sid}/press`, { digits: '1' });
    await test.getByText(/^It works:/).waitFor();
    await test.getByText('done ·').waitFor();
  });

  test('can be gone through with the keyboard, and a skipped step stays skipped until it is opened again', async () => {
    await comes(alex);
    await step('Test call').waitFor();
    await page.locator('#screen').focus();
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    const tabTo = async (name: string): Promise<void> => {
      for (let tries = 0; (await focused()) !== name; tries += 1) {
        if (tries > 40) throw new Error(`The key Tab never came to "${name}".`);
        await page.keyboard.press('Tab');
      }
    };
    await tabTo('Skip Try it now');
    await page.keyboard.press('Enter');
    await step('Try it now').getByText('skipped ·').waitFor();
    await page.reload();
    await step('Try it now').getByText('skipped ·').waitFor();
    await page.locator('#screen').focus();
    await tabTo('Open again');
    await page.keyboard.press('Enter');
    await step('Try it now').getByRole('heading', { name: '2. A caller' }).waitFor();
    await tabTo('Run the checks');
    await page.keyboard.press('Enter');
    await step('Connect Twilio').getByRole('heading', { name: 'The account' }).waitFor();
  });
});

test('light and dark, wide and narrow, the screen is accessible and breaks no content policy', async () => {
  await comes(alex);
  await button('Run the checks').click();
  await step('Connect Twilio').getByRole('heading', { name: 'The account' }).waitFor();
  await expectLooksRight({ page, complaints });
});
