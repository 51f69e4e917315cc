import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { callDetail } from './busy-house.ts';
import { expectAsked } from './expect-asked.ts';
import { countRings } from './softphone-line.ts';
import { ready, until, softphoneDesk } from './softphone-desk.ts';

const { stage, openDesk, anaIs, button, line, done, rings, stopsRinging, reportsOf, takesCallsHere, talks } =
  softphoneDesk();

describe('a call in the browser', () => {
  test('rings aloud, is picked up by the shortcut with no other request, and is then silent', async () => {
    await openDesk();
    await takesCallsHere();
    rings();
    await line("rings('offer-1')");
    await until('it rings', async () => (await stage.page.evaluate('window.ringing')) === 1);
    await stage.page.getByText('Rings in this browser.').waitFor();
    await stage.page.keyboard.press('Control+Shift+A');
    await until('the call was picked up', async () => (await done()).includes('accept offer-1'));
    await until('it is silent', async () => (await stage.page.evaluate('window.ringing')) === 0);
    expect(stage.server.asked.filter(({ path }) => path.endsWith('/accept'))).toEqual([]);
  });

  test('is silent the moment the offer ends', async () => {
    await openDesk();
    await takesCallsHere();
    rings();
    await until('it rings', async () => (await stage.page.evaluate('window.ringing')) === 1);
    stopsRinging();
    await until('it is silent', async () => (await stage.page.evaluate('window.ringing')) === 0);
    expect(await done()).toEqual([]);
  });

  test('that Answer was pressed for too early is picked up when it arrives', async () => {
    await openDesk();
    await takesCallsHere();
    rings();
    await button('Answer').click();
    await stage.page.waitForTimeout(300);
    await line("rings('offer-1')");
    await until('the call was picked up', async () => (await done()).includes('accept offer-1'));
    expect(stage.server.asked.filter(({ path }) => path.endsWith('/accept'))).toEqual([]);
  });

  test('that comes only after Answer has given up waiting and said yes to the server is picked up all the same', async () => {
    await openDesk();
    await takesCallsHere();
    rings();
    await button('Answer').click();
    await expectAsked(stage.server, { method: 'POST', path: '/api/offers/offer-1/accept' });
    await line("rings('offer-1')");
    await until('the call was picked up', async () => (await done()).includes('accept offer-1'));
  });

  test('rings on the telephone alone: Answer says yes to the server as before', async () => {
    await openDesk();
    rings({ devices: ['telephone'] });
    await button('Answer').click();
    await expectAsked(stage.server, { method: 'POST', path: '/api/offers/offer-1/accept' });
  });

  test('is muted and heard again by the shortcut, visibly', async () => {
    await openDesk();
    await talks();
    await stage.page.keyboard.press('Alt+Shift+M');
    await stage.page.getByText('You are muted: nobody hears you.').waitFor();
    expect(await stage.page.getByRole('button', { name: 'Muted', pressed: true }).count()).toBe(1);
    await stage.page.waitForTimeout(450);
    await stage.page.keyboard.press('Alt+Shift+M');
    await button('Mute').waitFor();
    expect((await done()).filter((each) => each.startsWith('mute'))).toEqual(['mute true', 'mute false']);
  });

  test('takes keys by click and by typing', async () => {
    await openDesk();
    await talks();
    await button('Keypad').click();
    await stage.page.keyboard.type('4#');
    await stage.page
      .getByRole('group', { name: /^Keypad/ })
      .getByRole('button', { name: 'star' })
      .click();
    expect((await done()).filter((each) => each.startsWith('digits'))).toEqual([
      'digits 4',
      'digits #',
      'digits *',
    ]);
    await stage.page.keyboard.press('Escape');
    await stage.page.getByRole('group', { name: /^Keypad/ }).waitFor({ state: 'detached' });
  });

  test('shows how loud both sides are', async () => {
    await openDesk();
    await talks();
    await line('levels(0.1, 0.8)');
    const loudness = (): Promise<number> =>
      stage.page.evaluate<number>(`document.querySelector('[aria-label="How loud the others are"]').value`);
    await until('the bar moves', async () => (await loudness()) > 50);
    expect(await stage.page.getByRole('meter', { name: 'How loud you are' }).count()).toBe(1);
  });

  test('says how the line is, and that a lost one is being restored while the sound goes on', async () => {
    await openDesk();
    await talks();
    await stage.page.getByText('The line is good.').waitFor();
    await line("active({ quality: { grade: 'poor', words: 'Parts of words are lost on the way.' } })");
    await stage.page.getByText('Parts of words are lost on the way.').waitFor();
    await line("active({ status: 'restoring' })");
    await stage.page.getByText('The line is being restored; the sound goes on.').waitFor();
    expect(await stage.page.getByText('Calls cannot ring here.').count()).toBe(0);
  });

  test('on the telephone shows no controls of sound', async () => {
    await openDesk();
    stage.server.house.calls.set('call-1', callDetail('call-1', Date.now()));
    anaIs({ presence: 'on-a-call', callId: 'call-1' });
    await button('Hold').waitFor();
    expect(await stage.page.getByRole('region', { name: 'Sound of this call' }).count()).toBe(0);
  });
});

describe('several tabs of one person', () => {
  async function secondTab(): Promise<Page> {
    const other = await stage.page.context().newPage();
    await other.addInitScript(countRings);
    await other.goto(`${stage.server.url}/desk`);
    await other.getByRole('group', { name: 'My state' }).waitFor();
    await other.getByRole('heading', { name: 'Rings for me' }).click();
    return other;
  }
  const total = async (other: Page): Promise<number> =>
    (await stage.page.evaluate<number>('window.ringing')) + (await other.evaluate<number>('window.ringing'));

  test('ring once; answering in one silences the other', async () => {
    await openDesk();
    await takesCallsHere();
    const other = await secondTab();
    await button('Ring in this tab too', other).click();
    await until('both are ready', () => new Set(reportsOf().map(({ tab }) => tab)).size === 2);
    rings();
    for (const tab of [stage.page, other]) await line("rings('offer-1')", tab);
    await until('one rings', async () => (await total(other)) === 1);
    await stage.page.waitForTimeout(400);
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
    await stage.page.close();
    await until('the other rings', async () => (await other.evaluate('window.ringing')) === 1);
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
    expect(stage.server.asked.filter(({ path }) => path.endsWith('/accept'))).toEqual([]);
  });

  test('when one was lost without a goodbye, the next one can take calls while the server still believes in it', async () => {
    anaIs({ device: 'browser', softphone: ready });
    await openDesk();
    await button('Ring in this tab too').click();
    await button('Take calls in this browser').click();
    await until('the server was told', () => reportsOf().at(-1)?.state === 'ready');
    await button('Close the check').waitFor({ state: 'detached' });
    rings();
    await until('it rings', async () => (await stage.page.evaluate('window.ringing')) === 1);
  });

  test('a call in one is said to be there in the other', async () => {
    await openDesk();
    await talks();
    const other = await secondTab();
    await other.getByText('You hear this call in another tab.').waitFor();
    expect(await other.getByRole('region', { name: 'Sound of this call' }).count()).toBe(0);
  });
});
