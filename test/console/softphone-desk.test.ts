// Longer than 300 lines because it is one promise a test, and the telephone in the browser is one thing with one page to open.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { OfferRow, PersonRow } from '../../src/contract/live.ts';
import { busyHouse, callDetail, offerForAna } from './busy-house.ts';
import { buildConsole, openConsole, seriousFindings, sidewaysScroll } from './console-page.ts';
import { expectAsked } from './expect-asked.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';
import { countRings, giveHandLine, launchBrowserWithSound } from './softphone-line.ts';

let browser: Browser;
let server: FakeServer;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  await buildConsole();
  browser = await launchBrowserWithSound();
}, 120_000);
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeServer(busyHouse(Date.now()));
});
afterEach(async () => {
  await page.context().close();
  await server.close();
});

interface Look {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
}

async function openDesk(look: Look = {}): Promise<void> {
  ({ page, complaints } = await openConsole(browser, server.url, { path: '/live', height: 800, ...look }));
  await page.getByRole('heading', { name: 'People' }).waitFor();
  await giveHandLine(page);
  await page.addInitScript(countRings);
  await page.goto(`${server.url}/desk`);
  await page.getByRole('group', { name: 'My state' }).waitFor();
}

function anaIs(more: Partial<PersonRow>): void {
  const ana = server.house.live.people.find((person) => person.id === 'ana');
  if (!ana) throw new Error('Ana does not work here.');
  server.change({ kind: 'person', id: 'ana', row: { ...ana, ...more } });
}

const ready = { state: 'ready', reason: null, since: Date.now() } as const;
const button = (name: string | RegExp, on: Page = page) => on.getByRole('button', { name, exact: true });
const line = (does: string, on: Page = page): Promise<unknown> => on.evaluate(`window.line.${does}`);
const done = (on: Page = page): Promise<string[]> => on.evaluate<string[]>('window.line.done');
const rings = (more: Partial<OfferRow> = {}): void =>
  server.change({
    kind: 'offer',
    id: 'offer-1',
    row: offerForAna(Date.now(), { devices: ['browser'], ...more }),
  });
const stopsRinging = (): void => server.change({ kind: 'offer', id: 'offer-1', row: null });
const reportsOf = () =>
  server.asked
    .filter(({ path }) => path === '/api/softphone')
    .map(({ body }) => body as { tab: string; state: string; reason?: string });

async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It never came true that ${what}.`);
}

/** Ana goes through the check and takes calls here. */
async function takesCallsHere(): Promise<void> {
  await button('Take calls in this browser instead').click();
  await button('Take calls in this browser').click();
  await until('the server was told', () => reportsOf().some(({ state }) => state === 'ready'));
  anaIs({ device: 'browser', softphone: ready });
  await button('Close the check').waitFor({ state: 'detached' });
}

/** … answers what rings, and talks. */
async function talks(): Promise<void> {
  await takesCallsHere();
  rings();
  await line("rings('offer-1')");
  await page.keyboard.press('Control+Shift+A');
  await until('the call was picked up', async () => (await done()).includes('accept offer-1'));
  server.house.calls.set('call-1', callDetail('call-1', Date.now()));
  stopsRinging();
  anaIs({ presence: 'on-a-call', callId: 'call-1', device: 'browser', softphone: ready });
  await page.getByRole('region', { name: 'Sound of this call' }).waitFor();
}

describe('the check', () => {
  test('goes through microphone, speaker, ring and notices, and ends with calls in this browser', async () => {
    await openDesk();
    await button('Take calls in this browser instead').click();
    const check = page.getByRole('region', { name: 'Take calls in this browser' });
    for (const part of ['Microphone', 'Speaker', 'Ring', 'Notices'])
      await check.getByRole('heading', { name: part }).waitFor();
    await check.getByRole('meter', { name: 'How loud the microphone is' }).waitFor();
    await button('Take calls in this browser').click();
    await expectAsked(server, { method: 'PUT', path: '/api/me/device', body: { device: 'browser' } });
    await expectAsked(server, { method: 'PUT', path: '/api/softphone' });
    expect(reportsOf()[0]).toMatchObject({ state: 'ready', tab: expect.stringMatching(/^[\da-f]{24}$/) });
  });

  test('can be done with the keyboard alone', async () => {
    await openDesk();
    await button('Take calls in this browser instead').focus();
    await page.keyboard.press('Enter');
    const finish = button('Take calls in this browser');
    await finish.waitFor();
    const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.textContent');
    for (let tabs = 0; tabs < 40 && (await focused()) !== 'Take calls in this browser'; tabs += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expectAsked(server, { method: 'PUT', path: '/api/me/device', body: { device: 'browser' } });
  });

  test('is also in the menu of my state, on every screen', async () => {
    await openDesk();
    await page.goto(`${server.url}/live`);
    await button('Choose a state and a reason').click();
    await page.getByRole('menuitem', { name: 'Check sound and microphone' }).click();
    await page.getByRole('heading', { name: 'Take calls in this browser' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/desk');
  });

  test('says in words that the microphone is forbidden, and does not let it be finished', async () => {
    await openDesk();
    await page.addInitScript(
      "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); };",
    );
    await page.reload();
    await button('Take calls in this browser instead').click();
    await page.getByText('The browser does not let this page use the microphone.').waitFor();
    expect(await button('Take calls in this browser').isDisabled()).toBe(true);
    expect(await button('Try the microphone again').isEnabled()).toBe(true);
  });

  test('asks whether the tone was heard, and says what to do when not', async () => {
    await openDesk();
    await button('Take calls in this browser instead').click();
    await button('Play a tone').click();
    await button('I heard nothing').click();
    await page.getByText('Turn the volume of the computer up').waitFor();
  });

  test('never lets the ring be silent', async () => {
    await openDesk();
    await button('Take calls in this browser instead').click();
    const volume = page.getByRole('slider', { name: 'Ring volume' });
    await volume.focus();
    await page.keyboard.press('Home');
    expect(await volume.inputValue()).toBe('20');
  });

  test('is one click in the next tab', async () => {
    await openDesk();
    await takesCallsHere();
    anaIs({ softphone: { state: 'lost', reason: 'closed', since: Date.now() }, presence: 'unreachable' });
    const next = await page.context().newPage();
    await next.goto(`${server.url}/desk`);
    await button('Take calls in this tab', next).click();
    await until('the server was told', () => new Set(reportsOf().map(({ tab }) => tab)).size === 2);
    expect(reportsOf().at(-1)).toMatchObject({ state: 'ready' });
  });

  test('is not needed after a reload: the tab goes on by itself, or asks for the one click that it needs', async () => {
    await openDesk();
    await takesCallsHere();
    const before = reportsOf().length;
    await page.reload();
    await until('the server was told', () => reportsOf().length > before);
    if (reportsOf().at(-1)?.reason === 'speaker') await button('Try again').click();
    await until('it is ready', () => reportsOf().at(-1)?.state === 'ready');
    expect(new Set(reportsOf().map(({ tab }) => tab)).size).toBe(2);
  });

  test('says in the words of the server that calls in the browser are not set up', async () => {
    await openDesk();
    await page.context().route('**/api/softphone/token', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        json: {
          type: 'about:blank',
          title: 'Not set up',
          status: 503,
          code: 'softphone-not-set-up',
          detail: 'Calls in the browser need an API key. Set TWILIO_API_KEY.',
        },
      }),
    );
    await button('Take calls in this browser instead').click();
    await button('Take calls in this browser').click();
    await page.getByRole('alert').getByText('Calls in the browser need an API key.').waitFor();
    expect(reportsOf()).toEqual([]);
  });
});

describe('a call in the browser', () => {
  test('rings aloud, is picked up by the shortcut with no other request, and is then silent', async () => {
    await openDesk();
    await takesCallsHere();
    rings();
    await line("rings('offer-1')");
    await until('it rings', async () => (await page.evaluate('window.ringing')) === 1);
    await page.getByText('Rings in this browser.').waitFor();
    await page.keyboard.press('Control+Shift+A');
    await until('the call was picked up', async () => (await done()).includes('accept offer-1'));
    await until('it is silent', async () => (await page.evaluate('window.ringing')) === 0);
    expect(server.asked.filter(({ path }) => path.endsWith('/accept'))).toEqual([]);
  });

  test('is silent the moment the offer ends', async () => {
    await openDesk();
    await takesCallsHere();
    rings();
    await until('it rings', async () => (await page.evaluate('window.ringing')) === 1);
    stopsRinging();
    await until('it is silent', async () => (await page.evaluate('window.ringing')) === 0);
    expect(await done()).toEqual([]);
  });

  test('that Answer was pressed for too early is picked up when it arrives', async () => {
    await openDesk();
    await takesCallsHere();
    rings();
    await button('Answer').click();
    await page.waitForTimeout(300);
    await line("rings('offer-1')");
    await until('the call was picked up', async () => (await done()).includes('accept offer-1'));
    expect(server.asked.filter(({ path }) => path.endsWith('/accept'))).toEqual([]);
  });

  test('rings on the telephone alone: Answer says yes to the server as before', async () => {
    await openDesk();
    rings({ devices: ['telephone'] });
    await button('Answer').click();
    await expectAsked(server, { method: 'POST', path: '/api/offers/offer-1/accept' });
  });

  test('is muted and heard again by the shortcut, visibly', async () => {
    await openDesk();
    await talks();
    await page.keyboard.press('Alt+Shift+M');
    await page.getByText('You are muted: nobody hears you.').waitFor();
    expect(await page.getByRole('button', { name: 'Muted', pressed: true }).count()).toBe(1);
    await page.waitForTimeout(450);
    await page.keyboard.press('Alt+Shift+M');
    await button('Mute').waitFor();
    expect((await done()).filter((each) => each.startsWith('mute'))).toEqual(['mute true', 'mute false']);
  });

  test('takes keys by click and by typing', async () => {
    await openDesk();
    await talks();
    await button('Keypad').click();
    await page.keyboard.type('4#');
    await page
      .getByRole('group', { name: /^Keypad/ })
      .getByRole('button', { name: 'star' })
      .click();
    expect((await done()).filter((each) => each.startsWith('digits'))).toEqual([
      'digits 4',
      'digits #',
      'digits *',
    ]);
    await page.keyboard.press('Escape');
    await page.getByRole('group', { name: /^Keypad/ }).waitFor({ state: 'detached' });
  });

  test('shows how loud both sides are', async () => {
    await openDesk();
    await talks();
    await line('levels(0.1, 0.8)');
    const loudness = (): Promise<number> =>
      page.evaluate<number>(`document.querySelector('[aria-label="How loud the others are"]').value`);
    await until('the bar moves', async () => (await loudness()) > 50);
    expect(await page.getByRole('meter', { name: 'How loud you are' }).count()).toBe(1);
  });

  test('says how the line is, and that a lost one is being restored while the sound goes on', async () => {
    await openDesk();
    await talks();
    await page.getByText('The line is good.').waitFor();
    await line("active({ quality: { grade: 'poor', words: 'Parts of words are lost on the way.' } })");
    await page.getByText('Parts of words are lost on the way.').waitFor();
    await line("active({ status: 'restoring' })");
    await page.getByText('The line is being restored; the sound goes on.').waitFor();
    expect(await page.getByText('Calls cannot ring here.').count()).toBe(0);
  });

  test('on the telephone shows no controls of sound', async () => {
    await openDesk();
    server.house.calls.set('call-1', callDetail('call-1', Date.now()));
    anaIs({ presence: 'on-a-call', callId: 'call-1' });
    await button('Hold').waitFor();
    expect(await page.getByRole('region', { name: 'Sound of this call' }).count()).toBe(0);
  });
});

describe('a browser that cannot be rung', () => {
  test('says so in red with the reason and the remedy, tells the server, and mends itself', async () => {
    await openDesk();
    await takesCallsHere();
    await line("become({ line: { status: 'down', why: 'The line to the telephone company is lost.' } })");
    await page.getByRole('alert').getByText('Calls cannot ring here.').waitFor();
    await until('the server was told', () => reportsOf().at(-1)?.reason === 'line');
    await line("become({ line: { status: 'ready' } })");
    await page.getByText('The line is back. Calls ring in this browser.').waitFor();
    await until('the server was told', () => reportsOf().at(-1)?.state === 'ready');
    expect(await page.getByText('Calls cannot ring here.').count()).toBe(0);
  });

  test('has lost its microphone: told at once, with the remedy', async () => {
    await openDesk();
    await page.addInitScript(
      "const get = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices); window.mics = []; navigator.mediaDevices.getUserMedia = async (wish) => { if (window.noMic) throw new DOMException('gone', 'NotFoundError'); const stream = await get(wish); window.mics.push(...stream.getTracks()); return stream; };",
    );
    await page.reload();
    await takesCallsHere();
    await page.evaluate(
      "window.noMic = true; for (const mic of window.mics) mic.dispatchEvent(new Event('ended'))",
    );
    await page.getByText('This computer has no microphone.').waitFor();
    await until('the server was told', () => reportsOf().at(-1)?.reason === 'microphone');
    await page.evaluate('window.noMic = false');
    await button('Try again').click();
    await page.getByText('The microphone is back.').waitFor();
    expect(reportsOf().at(-1)).toMatchObject({ state: 'ready' });
  });

  test('can be left for the telephone with one press', async () => {
    await openDesk();
    await takesCallsHere();
    await line("become({ line: { status: 'down', why: 'Gone.' } })");
    await button('Take calls on my telephone').click();
    const choices = () =>
      server.asked.filter(({ path }) => path === '/api/me/device').map(({ body }) => body);
    await until('the server was told', () => choices().length === 2);
    expect(choices()).toEqual([{ device: 'browser' }, { device: 'telephone' }]);
    anaIs({ device: 'telephone' });
    await until('the line was closed', async () => (await done()).includes('close'));
    await expectAsked(server, { method: 'POST', path: '/api/softphone/closed' });
  });

  test('is told on the board and in my state, with the reason', async () => {
    await openDesk();
    anaIs({
      presence: 'unreachable',
      device: 'browser',
      softphone: { state: 'lost', reason: 'microphone', since: Date.now() },
    });
    await page.getByRole('group', { name: 'My state' }).getByText('microphone lost').waitFor();
    await page.goto(`${server.url}/live`);
    await page.getByText('unreachable · microphone lost').waitFor();
    expect(await page.getByText('Calls cannot reach you.').isVisible()).toBe(true);
  });

  test('says goodbye when its tab is closed', async () => {
    await openDesk();
    await takesCallsHere();
    await page.goto('about:blank');
    await expectAsked(server, { method: 'POST', path: '/api/softphone/closed' });
  });
});

describe('several tabs of one person', () => {
  async function secondTab(): Promise<Page> {
    const other = await page.context().newPage();
    await other.addInitScript(countRings);
    await other.goto(`${server.url}/desk`);
    await other.getByRole('group', { name: 'My state' }).waitFor();
    await other.getByRole('heading', { name: 'Rings for me' }).click();
    return other;
  }
  const total = async (other: Page): Promise<number> =>
    (await page.evaluate<number>('window.ringing')) + (await other.evaluate<number>('window.ringing'));

  test('ring once; answering in one silences the other', async () => {
    await openDesk();
    await takesCallsHere();
    const other = await secondTab();
    await button('Ring in this tab too', other).click();
    await until('both are ready', () => new Set(reportsOf().map(({ tab }) => tab)).size === 2);
    rings();
    for (const tab of [page, other]) await line("rings('offer-1')", tab);
    await until('one rings', async () => (await total(other)) === 1);
    await page.waitForTimeout(400);
    expect(await total(other)).toBe(1);
    await button('Answer', other).click();
    await until('both are silent', async () => (await total(other)) === 0);
    expect(await done(other)).toContain('accept offer-1');
    expect(await done()).not.toContain('accept offer-1');
  });

  test('when the one that rings is closed, the other rings on', async () => {
    await openDesk();
    await takesCallsHere();
    const other = await secondTab();
    rings();
    await until('one rings', async () => (await total(other)) === 1);
    expect(await other.evaluate('window.ringing')).toBe(0);
    await page.close();
    await until('the other rings', async () => (await other.evaluate('window.ringing')) === 1);
    page = other;
  });

  test('Answer in a tab without a telephone picks up in the one that has it', async () => {
    await openDesk();
    await takesCallsHere();
    const other = await secondTab();
    rings();
    await line("rings('offer-1')");
    await other.getByText('Rings in another tab or computer of yours.').waitFor();
    await button('Answer', other).click();
    await until('the call was picked up', async () => (await done()).includes('accept offer-1'));
    await other.waitForTimeout(300);
    expect(server.asked.filter(({ path }) => path.endsWith('/accept'))).toEqual([]);
  });

  test('a call in one is said to be there in the other', async () => {
    await openDesk();
    await talks();
    const other = await secondTab();
    await other.getByText('You hear this call in another tab.').waitFor();
    expect(await other.getByRole('region', { name: 'Sound of this call' }).count()).toBe(0);
  });
});

describe.each([
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 360 },
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 360 },
] as const)('in $theme at $width px', (look) => {
  const expectLooksRight = async (): Promise<void> => {
    expect(await seriousFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(complaints).toEqual([]);
  };

  test('the check is accessible, fits, and breaks no content policy', async () => {
    await openDesk(look);
    await button('Take calls in this browser instead').click();
    await page.getByRole('meter', { name: 'How loud the microphone is' }).waitFor();
    await button('Play a tone').click();
    await expectLooksRight();
  });

  test('so is the check while calls are taken here', async () => {
    await openDesk(look);
    await takesCallsHere();
    await button('Check sound and microphone').click();
    await page.getByRole('heading', { name: 'Sound and microphone' }).waitFor();
    await button('Take calls on my telephone').waitFor();
    await expectLooksRight();
  });

  test('so is a call with its keypad and devices', async () => {
    await openDesk(look);
    await talks();
    await page.keyboard.press('Control+Shift+M');
    await button('Keypad').click();
    await expectLooksRight();
  });

  test('so is the banner of a browser that cannot be rung', async () => {
    await openDesk(look);
    await takesCallsHere();
    await line("become({ line: { status: 'down', why: 'The line to the telephone company is lost.' } })");
    await page.getByText('Calls cannot ring here.').waitFor();
    await expectLooksRight();
  });
});
