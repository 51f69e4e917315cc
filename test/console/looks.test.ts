import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { callDetail, offerForAna, type House } from './busy-house.ts';
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
