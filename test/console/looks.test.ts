import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { busyHouse, callDetail, offerForAna, type House } from './busy-house.ts';
import { buildConsole, openConsole, seriousFindings, sidewaysScroll } from './console-page.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

let browser: Browser;
let server: FakeServer;
let page: Page;

beforeAll(async () => {
  await buildConsole();
  browser = await launchBrowser();
  server = await startFakeServer(busyHouse(Date.now()));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

afterEach(() => page.context().close());

interface Screen {
  readonly name: string;
  readonly path: string;
  readonly house?: (house: House) => void;
  readonly ready: (page: Page) => Promise<unknown>;
}

function anaTalks(house: House): void {
  const ana = house.live.people.find((person) => person.id === 'ana');
  if (ana) Object.assign(ana, { presence: 'on-a-call', callId: 'call-1' });
}

const screens: readonly Screen[] = [
  { name: 'Live', path: '/live', ready: (page) => page.getByRole('heading', { name: 'People' }).waitFor() },
  {
    name: 'Live with a call',
    path: '/live?call=call-1',
    ready: (page) => page.getByText('Story so far').waitFor(),
  },
  {
    name: 'Wall board',
    path: '/live?wall=1',
    ready: (page) => page.getByRole('heading', { name: 'People' }).waitFor(),
  },
  { name: 'Desk, idle', path: '/desk', ready: (page) => page.getByText('You are free.').waitFor() },
  {
    name: 'Desk, ringing',
    path: '/desk',
    house: (house) => house.live.offers.push(offerForAna(Date.now())),
    ready: (page) => page.getByText('Script of Larkfield Shop').waitFor(),
  },
  {
    name: 'Desk, asking a colleague',
    path: '/desk',
    house: (house) => {
      anaTalks(house);
      house.calls.set('call-1', {
        ...callDetail('call-1', Date.now()),
        place: 'held',
        consult: {
          offerId: 'offer-2',
          personId: 'dev',
          name: 'Dev Patel',
          status: 'talking',
          since: Date.now(),
        },
        recording: { state: 'paused', since: Date.now(), policy: 'all' },
      });
    },
    ready: (page) => page.getByText('Talking with Dev Patel').waitFor(),
  },
  {
    name: 'Desk, escalating',
    path: '/desk',
    house: anaTalks,
    ready: async (page) => {
      await page.getByRole('button', { name: 'Escalate' }).click();
      await page.getByRole('option', { name: /Refunds/ }).waitFor();
    },
  },
  {
    name: 'a call that rings beside another screen',
    path: '/recordings',
    house: (house) => house.live.offers.push(offerForAna(Date.now())),
    ready: (page) => page.getByRole('button', { name: 'To the desk' }).waitFor(),
  },
  { name: 'Recordings', path: '/recordings', ready: (page) => page.getByText('6 recordings').waitFor() },
  {
    name: 'a recording',
    path: '/recordings/rec-1',
    ready: (page) => page.getByRole('button', { name: 'Play' }).waitFor(),
  },
  {
    name: 'the command palette',
    path: '/live',
    ready: async (page) => {
      await page.getByRole('heading', { name: 'People' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('option', { name: /Wall board/ }).waitFor();
    },
  },
  {
    name: 'the shortcut list',
    path: '/live',
    ready: async (page) => {
      await page.getByRole('heading', { name: 'People' }).waitFor();
      await page.keyboard.press('?');
      await page.getByText('Hold the caller, or take them back').waitFor();
    },
  },
];

const looks = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 360 },
] as const;

describe.each(looks)('in $theme at $width px', ({ theme, width }) => {
  test.each(screens)(
    '$name is accessible, fits, and breaks no content policy',
    async ({ path, house, ready }) => {
      Object.assign(server.house, busyHouse(Date.now()));
      house?.(server.house);
      const opened = await openConsole(browser, server.url, {
        path,
        theme,
        width,
        height: 800,
      });
      page = opened.page;
      await ready(page);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      expect(opened.complaints).toEqual([]);
    },
  );
});

describe('motion', () => {
  test('stands still for those who asked for it', async () => {
    Object.assign(server.house, busyHouse(Date.now()));
    ({ page } = await openConsole(browser, server.url, { path: '/live' }));
    const animations = (): Promise<number> => page.evaluate<number>('document.getAnimations().length');
    await page.getByRole('heading', { name: 'People' }).waitFor();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await animations()).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await animations()).toBe(0);
  });
});
