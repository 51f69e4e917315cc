import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { busyHouse } from './busy-house.ts';
import { buildConsole, seriousFindings, sidewaysScroll } from './console-page.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

let browser: Browser;
let server: FakeServer;
let page: Page;

beforeAll(async () => {
  await buildConsole();
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeServer(busyHouse(Date.now()));
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB' });
  page = await context.newPage();
});
afterEach(async () => {
  await page.context().close();
  await server.close();
});

describe('signing in', () => {
  test('a demo person signs in with one click and lands where the link led', async () => {
    await page.goto(`${server.url}/recordings?pathway=hierarchical`);
    await page.getByRole('button', { name: /Ana Ferreira/ }).click();
    await page.getByRole('heading', { name: 'Recordings' }).waitFor();
    expect(page.url()).toContain('/recordings?pathway=hierarchical');
  });

  test('a demo person is named with role and businesses in words', async () => {
    await page.goto(server.url);
    const maria = page.getByRole('button', { name: /Maria Lind/ });
    expect(await maria.innerText()).toContain('Manager at Larkfield Shop, Willow Dental');
  });

  test('a wrong password is answered in the words of the server', async () => {
    await page.goto(server.url);
    await page.getByLabel('E-mail').fill('ana@deskbell.test');
    await page.getByLabel('Password', { exact: true }).fill('guess');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    expect(await page.getByRole('alert').innerText()).toContain('E-mail or password is wrong.');
  });

  test('a link that leads to another site is not followed', async () => {
    await page.goto(`${server.url}/sign-in?next=//elsewhere.test/desk`);
    await page.getByRole('button', { name: /Ana Ferreira/ }).click();
    await page.getByRole('navigation', { name: 'Screens' }).waitFor();
    expect(new URL(page.url()).origin).toBe(server.url);
  });

  test('signing out leads back to the sign-in page', async () => {
    await page.goto(server.url);
    await page.getByRole('button', { name: /Ana Ferreira/ }).click();
    await page.getByRole('button', { name: /theme, shortcuts, sign out/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail').waitFor();
    expect(server.asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/session' });
  });

  test('the page is accessible and fits a narrow phone', async () => {
    await page.goto(server.url);
    await page.getByRole('button', { name: /Maria Lind/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
  });
});
