import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import { root } from '../harness/program.ts';
import { expectLooksRight } from './expect-looks.ts';
import { consoleStage } from './stage.ts';

const stage = consoleStage();
const ONCALL = /assets\/on-call-screen-[\w-]+\.js/;

let read: string[];
beforeEach(() => {
  read = [];
});

/** Notes which files the page reads, and puts `onCall` before the one of the on-call screen. */
function watched(onCall: (route: Route) => Promise<void> = (route) => route.continue()) {
  return async (page: Page): Promise<void> => {
    page.on('request', (request) => read.push(request.url()));
    await page.route(ONCALL, onCall);
  };
}
/** The page asks for such a file; on a busy machine idleness may take its time. */
async function untilRead(file: RegExp): Promise<void> {
  for (let tries = 0; tries < 400 && !read.some((url) => file.test(url)); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(read).toContainEqual(expect.stringMatching(file));
}
const goTo = (screen: string) => stage.page.getByRole('link', { name: screen, exact: true }).click();
const failed = () => stage.page.getByRole('alert').filter({ hasText: 'This screen could not be read' });

describe('the console', () => {
  test('reads for the first page what that needs, in less than 200 kB', async () => {
    const folder = join(root, 'public/console');
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    const names = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, name]) => name ?? '');
    expect(names.filter((name) => name.endsWith('.js')).length).toBeGreaterThan(0);
    const sizes = await Promise.all(
      names.map(async (name) => gzipSync(await readFile(join(folder, name))).length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
  });

  test('reads the screens that a stranger cannot open not at all', async () => {
    await stage.opens({ readsAhead: true, path: '/sign-in', stranger: true, prepare: watched() });
    await stage.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    // The last of what follows a sign-in.
    await untilRead(/live-screen/);
    await stage.page.waitForLoadState('networkidle');
    expect(read.some((url) => /desk-screen/.test(url))).toBe(true);
    expect(read.filter((url) => /(on-call|rules|matrix|case|recording)s?-screen/.test(url))).toEqual([]);
  });

  test('reads the other screens ahead while nothing else is to do', async () => {
    await stage.opens({ readsAhead: true, path: '/desk', prepare: watched() });
    await untilRead(ONCALL);
    expect(await stage.page.getByRole('heading', { name: 'On call' }).count()).toBe(0);
    await goTo('On call');
    await stage.page.getByRole('heading', { name: 'On call' }).waitFor();
    expect(read.filter((url) => ONCALL.test(url))).toHaveLength(1);
  });

  test('keeps the screen that is there while the next one comes on a slow line, and says so', async () => {
    let arrives = (): void => undefined;
    const line = new Promise<void>((resolve) => (arrives = resolve));
    await stage.opens({
      readsAhead: true,
      path: '/desk',
      prepare: watched((route) => line.then(() => route.continue())),
    });
    await stage.page.getByText('You are free.').waitFor();
    await goTo('On call');
    await stage.page.getByText('The screen is on its way').waitFor();
    expect(await stage.page.getByText('You are free.').isVisible()).toBe(true);
    await expectLooksRight(stage, [{ theme: 'light', width: 1440 }]);
    arrives();
    await stage.page.getByRole('heading', { name: 'On call' }).waitFor();
    await stage.page.getByText('The screen is on its way').waitFor({ state: 'detached' });
  });

  test('says what to do when the file of a screen is gone after an update; the others still open', async () => {
    let gone = true;
    const sent = (route: Route): Promise<void> =>
      gone ? route.fulfill({ status: 404, body: 'gone' }) : route.continue();
    await stage.opens({ readsAhead: true, path: '/desk', prepare: watched(sent) });
    await stage.page.getByText('You are free.').waitFor();
    await goTo('On call');
    await failed().waitFor();
    await stage.page.getByRole('button', { name: 'Load the page again' }).waitFor();
    await goTo('Desk');
    await stage.page.getByText('You are free.').waitFor();
    await goTo('On call');
    await failed().waitFor();
    gone = false;
    await stage.page.getByRole('button', { name: 'Load the page again' }).click();
    await stage.page.getByRole('heading', { name: 'On call' }).waitFor();
    expect(await failed().count()).toBe(0);
  });

  test('tries a screen once more when the line was down', async () => {
    let down = true;
    const sent = (route: Route): Promise<void> => (down ? route.abort() : route.continue());
    await stage.opens({ readsAhead: true, path: '/on-call', prepare: watched(sent) });
    await failed().waitFor();
    const complaints = [...stage.complaints];
    expect(complaints.length).toBeGreaterThan(0);
    down = false;
    await stage.page.getByRole('button', { name: 'Try once more' }).click();
    await stage.page.getByRole('heading', { name: 'On call' }).waitFor();
  });
});
