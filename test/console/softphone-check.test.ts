import { describe, expect, test } from '@jest/globals';
import { expectAsked } from './expect-asked.ts';
import { until, softphoneDesk } from './softphone-desk.ts';

const { stage, openDesk, anaIs, button, line, done, reportsOf, takesCallsHere } = softphoneDesk();

describe('the check', () => {
  test('goes through microphone, speaker, ring and notices, and ends with calls in this browser', async () => {
    await openDesk();
    await button('Take calls in this browser instead').click();
    const check = stage.page.getByRole('region', { name: 'Take calls in this browser' });
    for (const part of ['Microphone', 'Speaker', 'Ring', 'Notices'])
      await check.getByRole('heading', { name: part }).waitFor();
    await check.getByRole('meter', { name: 'How loud the microphone is' }).waitFor();
    await button('Take calls in this browser').click();
    await expectAsked(stage.server, { method: 'PUT', path: '/api/me/device', body: { device: 'browser' } });
    await expectAsked(stage.server, { method: 'PUT', path: '/api/softphone' });
    expect(reportsOf()[0]).toMatchObject({ state: 'ready', tab: expect.stringMatching(/^[\da-f]{24}$/) });
  });

  test('can be done with the keyboard alone', async () => {
    await openDesk();
    await button('Take calls in this browser instead').focus();
    await stage.page.keyboard.press('Enter');
    const finish = button('Take calls in this browser');
    await finish.waitFor();
    const focused = (): Promise<string> => stage.page.evaluate<string>('document.activeElement.textContent');
    for (let tabs = 0; tabs < 40 && (await focused()) !== 'Take calls in this browser'; tabs += 1)
      await stage.page.keyboard.press('Tab');
    await stage.page.keyboard.press('Enter');
    await expectAsked(stage.server, { method: 'PUT', path: '/api/me/device', body: { device: 'browser' } });
  });

  test('is also in the menu of my state, on every screen', async () => {
    await openDesk();
    await stage.page.goto(`${stage.server.url}/live`);
    await button('Choose a state and a reason').click();
    await stage.page.getByRole('menuitem', { name: 'Check sound and microphone' }).click();
    await stage.page.getByRole('heading', { name: 'Take calls in this browser' }).waitFor();
    expect(new URL(stage.page.url()).pathname).toBe('/desk');
  });

  test('says in words that the microphone is forbidden, and does not let it be finished', async () => {
    await openDesk();
    await stage.page.addInitScript(
      "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); };",
    );
    await stage.page.reload();
    await button('Take calls in this browser instead').click();
    await stage.page.getByText('The browser does not let this page use the microphone.').waitFor();
    expect(await button('Take calls in this browser').isDisabled()).toBe(true);
    expect(await button('Try the microphone again').isEnabled()).toBe(true);
  });

  test('asks whether the tone was heard, and says what to do when not', async () => {
    await openDesk();
    await button('Take calls in this browser instead').click();
    await button('Play a tone').click();
    await button('I heard nothing').click();
    await stage.page.getByText('Turn the volume of the computer up').waitFor();
  });

  test('never lets the ring be silent', async () => {
    await openDesk();
    await button('Take calls in this browser instead').click();
    const volume = stage.page.getByRole('slider', { name: 'Ring volume' });
    await volume.focus();
    await stage.page.keyboard.press('Home');
    expect(await volume.inputValue()).toBe('20');
  });

  test('is one click in the next tab', async () => {
    await openDesk();
    await takesCallsHere();
    anaIs({ softphone: { state: 'lost', reason: 'closed', since: Date.now() }, presence: 'unreachable' });
    const next = await stage.page.context().newPage();
    await next.goto(`${stage.server.url}/desk`);
    await button('Take calls in this tab', next).click();
    await until('the server was told', () => new Set(reportsOf().map(({ tab }) => tab)).size === 2);
    expect(reportsOf().at(-1)).toMatchObject({ state: 'ready' });
  });

  test('is not needed after a reload: the tab goes on by itself, or asks for the one click that it needs', async () => {
    await openDesk();
    await takesCallsHere();
    const before = reportsOf().length;
    await stage.page.reload();
    await until('the server was told', () => reportsOf().length > before);
    if (reportsOf().at(-1)?.reason === 'speaker') await button('Try again').click();
    await until('it is ready', () => reportsOf().at(-1)?.state === 'ready');
    expect(new Set(reportsOf().map(({ tab }) => tab)).size).toBe(2);
  });

  test('says in the words of the server that calls in the browser are not set up', async () => {
    await openDesk();
    await stage.page.context().route('**/api/softphone/token', (route) =>
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
    await stage.page.getByRole('alert').getByText('Calls in the browser need an API key.').waitFor();
    expect(reportsOf()).toEqual([]);
  });
});

describe('a browser that cannot be rung', () => {
  test('says so in red with the reason and the remedy, tells the server, and mends itself', async () => {
    await openDesk();
    await takesCallsHere();
    await line("become({ line: { status: 'down', why: 'The line to the telephone company is lost.' } })");
    await stage.page.getByRole('alert').getByText('Calls cannot ring here.').waitFor();
    await until('the server was told', () => reportsOf().at(-1)?.reason === 'line');
    await line("become({ line: { status: 'ready' } })");
    await stage.page.getByText('The line is back. Calls ring in this browser.').waitFor();
    await until('the server was told', () => reportsOf().at(-1)?.state === 'ready');
    expect(await stage.page.getByText('Calls cannot ring here.').count()).toBe(0);
  });

  test('has lost its microphone: told at once, with the remedy', async () => {
    await openDesk();
    await stage.page.addInitScript(
      "const get = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices); window.mics = []; navigator.mediaDevices.getUserMedia = async (wish) => { if (window.noMic) throw new DOMException('gone', 'NotFoundError'); const stream = await get(wish); window.mics.push(...stream.getTracks()); return stream; };",
    );
    await stage.page.reload();
    await takesCallsHere();
    await stage.page.evaluate(
      "window.noMic = true; for (const mic of window.mics) mic.dispatchEvent(new Event('ended'))",
    );
    await stage.page.getByText('This computer has no microphone.').waitFor();
    await until('the server was told', () => reportsOf().at(-1)?.reason === 'microphone');
    await stage.page.evaluate('window.noMic = false');
    await button('Try again').click();
    await stage.page.getByText('The microphone is back.').waitFor();
    expect(reportsOf().at(-1)).toMatchObject({ state: 'ready' });
  });

  test('can be left for the telephone with one press', async () => {
    await openDesk();
    await takesCallsHere();
    await line("become({ line: { status: 'down', why: 'Gone.' } })");
    await button('Take calls on my telephone').click();
    const choices = () =>
      stage.server.asked.filter(({ path }) => path === '/api/me/device').map(({ body }) => body);
    await until('the server was told', () => choices().length === 2);
    expect(choices()).toEqual([{ device: 'browser' }, { device: 'telephone' }]);
    anaIs({ device: 'telephone' });
    await until('the line was closed', async () => (await done()).includes('close'));
    await expectAsked(stage.server, { method: 'POST', path: '/api/softphone/closed' });
  });

  test('is told on the board and in my state, with the reason', async () => {
    await openDesk();
    anaIs({
      presence: 'unreachable',
      device: 'browser',
      softphone: { state: 'lost', reason: 'microphone', since: Date.now() },
    });
    await stage.page.getByRole('group', { name: 'My state' }).getByText('microphone lost').waitFor();
    await stage.page.goto(`${stage.server.url}/live`);
    await stage.page.getByText('unreachable · microphone lost').waitFor();
    expect(await stage.page.getByText('Calls cannot reach you.').isVisible()).toBe(true);
  });

  test('says goodbye when its tab is closed', async () => {
    await openDesk();
    await takesCallsHere();
    await stage.page.goto('about:blank');
    await expectAsked(stage.server, { method: 'POST', path: '/api/softphone/closed' });
  });
});
