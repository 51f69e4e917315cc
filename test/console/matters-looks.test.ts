import { afterAll, afterEach, beforeAll, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { busyHouse, type House } from './busy-house.ts';
import { buildConsole, openConsole } from './console-page.ts';
import { expectLooksRight } from './expect-looks.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';
import { busyMatters } from './matters-house.ts';

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

const seen = (words: string | RegExp) => (page: Page) => page.getByText(words).first().waitFor();

function anaTalks(house: House): void {
  const ana = house.live.people.find((person) => person.id === 'ana');
  if (ana) Object.assign(ana, { presence: 'on-a-call', callId: 'call-1' });
}

function anaLeads(house: House): void {
  const [shop] = house.me.memberships;
  if (shop) shop.role = 'manager';
}

const screens: readonly Screen[] = [
  { name: 'Cases', path: '/cases', ready: seen('2026-0012') },
  {
    name: 'Cases as a board',
    path: '/cases',
    ready: async (page) => {
      await page.getByText('Board').click();
      await page.getByRole('heading', { name: /L4/ }).waitFor();
    },
  },
  {
    name: 'a case being resolved',
    path: '/cases/case-1',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Resolve', exact: true }).click();
      await page.getByLabel('Root cause').waitFor();
    },
  },
  {
    name: 'a case whose topic and tags are edited',
    path: '/cases/case-1',
    house: (house) => {
      const [other] = house.matters.callbacks;
      if (other) house.matters.callbacks.push({ ...other, id: 'cb-2', caseId: 'case-1' });
    },
    ready: async (page) => {
      await page.getByRole('region', { name: 'Call-backs' }).waitFor();
      await page.getByRole('button', { name: 'Edit topic, reason and tags' }).click();
      await page.getByRole('combobox', { name: 'Tags' }).waitFor();
    },
  },
  { name: 'Promises', path: '/promises', ready: seen('broken, still owed') },
  { name: 'Call-backs', path: '/promises?view=call-backs', ready: seen('second in line') },
  { name: 'the ledger', path: '/promises?view=ledger', ready: seen('too few to say') },
  { name: 'Approvals', path: '/approvals', ready: seen(/left to decide/) },
  { name: 'Messages', path: '/messages', ready: seen('Ruth Adeyemi') },
  { name: 'a message', path: '/messages/m-1', ready: seen('What happened to it') },
  { name: 'On call', path: '/on-call', ready: seen('Maria is at a fair') },
  {
    name: 'the matrix',
    path: '/matrix?business=shop',
    house: anaLeads,
    ready: async (page) => {
      await page.getByRole('button', { name: /Level 3, who is told/ }).click();
      await page.getByText('Add a step').waitFor();
      await page
        .getByText(/duty manager is told/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'the desk with a promise being made',
    path: '/desk',
    house: anaTalks,
    ready: async (page) => {
      await page.getByRole('button', { name: 'Promise something' }).click();
      await page.getByRole('button', { name: 'In 30 min' }).waitFor();
    },
  },
];

test.each(screens)(
  '$name is accessible, fits, and breaks no content policy, light and wide as well as dark and narrow',
  async ({ path, house, ready }) => {
    Object.assign(server.house, { ...busyHouse(Date.now()), matters: busyMatters(Date.now()) });
    house?.(server.house);
    const opened = await openConsole(browser, server.url, { path });
    page = opened.page;
    await ready(page);
    await expectLooksRight(opened, [
      { theme: 'light', width: 1440 },
      { theme: 'dark', width: 360 },
    ]);
  },
);
