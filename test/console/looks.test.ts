import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { callDetail, offerForAna, type House } from './busy-house.ts';
import { expectAsked } from './expect-asked.ts';
import { expectLooksRight } from './expect-looks.ts';
import { consoleStage } from './stage.ts';

const stage = consoleStage();

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

describe('light and wide, dark and narrow, accessible and within the content policy is', () => {
  test.each(screens)('$name', async ({ path, house, ready }) => {
    house?.(stage.server.house);
    await stage.opens({ path });
    await ready(stage.page);
    await expectLooksRight(stage, [
      { theme: 'light', width: 1440 },
      { theme: 'dark', width: 360 },
    ]);
  });
});

const wide = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
] as const;
const narrow = [
  { theme: 'light', width: 360 },
  { theme: 'dark', width: 360 },
] as const;

describe('while it is open, accessible and within the content policy is', () => {
  test.each([
    { name: 'the account menu', button: /theme, shortcuts, sign out/, item: 'Sign out', on: wide },
    {
      name: 'the account menu on a phone',
      button: /theme, shortcuts, sign out/,
      item: 'Sign out',
      on: narrow,
    },
    { name: 'the menu of my state', button: 'Choose a state and a reason', item: 'Available', on: wide },
    { name: 'the menu of other screens on a phone', button: 'More', item: 'Promises', on: narrow },
  ])('$name, and the keyboard goes through it', async ({ button, item, on }) => {
    const { page } = await opened('/live', on[0].width);
    await page.getByRole('button', { name: button }).press('Enter');
    await page.getByRole('menuitem', { name: item, exact: true }).waitFor();
    await expectLooksRight(stage, on);
    await page.keyboard.press('ArrowDown');
    const focused = (): Promise<string> =>
      page.evaluate<string>('document.activeElement.getAttribute("role")');
    expect(await focused()).toMatch(/^menuitem/);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });

  test('another reason for being away, which goes away with Enter', async () => {
    const { page } = await opened('/live', 1440);
    await page.getByRole('button', { name: 'Choose a state and a reason' }).click();
    await page.getByRole('menuitem', { name: 'Away: another reason' }).click();
    await page.getByLabel('Away, because').waitFor();
    await expectLooksRight(stage);
    await page.setViewportSize({ width: 1440, height: 800 });
    await page.keyboard.type('at the dentist');
    await page.keyboard.press('Enter');
    await expectAsked(stage.server, {
      path: '/api/me/presence',
      body: { presence: 'away', reason: 'at the dentist' },
    });
  });

  test('the choice of a theme, which says which it is', async () => {
    const { page } = await opened('/live', 1440);
    const open = () => page.getByRole('button', { name: /theme, shortcuts, sign out/ }).click();
    await open();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await open();
    expect(await page.getByRole('menuitemradio', { name: 'Dark', checked: true }).count()).toBe(1);
    expect(await page.getByRole('menuitemradio', { name: 'Light', checked: true }).count()).toBe(0);
  });
});

async function opened(path: string, width: number): Promise<{ readonly page: Page }> {
  await stage.opens({ path, width });
  await stage.page.getByRole('heading', { name: 'People' }).waitFor();
  return stage;
}

describe('motion', () => {
  test('stands still for those who asked for it', async () => {
    await stage.opens({ path: '/live' });
    const { page } = stage;
    const animations = (): Promise<number> => page.evaluate<number>('document.getAnimations().length');
    await page.getByRole('heading', { name: 'People' }).waitFor();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await animations()).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await animations()).toBe(0);
  });
});
