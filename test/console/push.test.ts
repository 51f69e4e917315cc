import { describe, expect, test } from '@jest/globals';
import { seriousFindings } from '../harness/accessibility.ts';
import { sidewaysScroll, type Look } from './console-page.ts';
import { PushedWorker, withPushService, type Allowed } from './push-browser.ts';
import { consoleStage } from './stage.ts';

const stage = consoleStage();

async function opensTheChoice(allowed: Allowed, look: Partial<Look> = {}): Promise<void> {
  await stage.opens({ path: '/desk', prepare: withPushService(allowed), ...look });
  await opensTheMenu();
}
async function opensTheMenu(): Promise<void> {
  await stage.page.getByRole('button', { name: /theme, shortcuts, sign out/ }).click();
  await stage.page.getByRole('menuitem', { name: 'Notices on this device' }).click();
}
const choice = () => stage.page.getByRole('switch', { name: 'Tell me on this device' });
const says = (words: RegExp) => stage.page.getByText(words).waitFor();
const asked = () =>
  stage.server.asked
    .filter(({ path }) => /push\/(sub|unsub)/.test(path))
    .map(({ path, body }) => [path, body]);

describe('notices on this device', () => {
  test('are switched on and off, and the server knows of both', async () => {
    await opensTheChoice('granted');
    await says(/does not tell you/);
    expect(await seriousFindings(stage.page)).toEqual([]);
    await choice().click();
    await says(/^This device tells you/);
    expect(await choice().isChecked()).toBe(true);
    const endpoint = 'https://push.example/laptop';
    const keys = { p256dh: 'public', auth: 'shared' };
    expect(asked()).toEqual([['/api/push/subscriptions', { endpoint, keys }]]);
    await choice().press('Space');
    await says(/does not tell you/);
    expect(asked()[1]).toEqual(['/api/push/unsubscribe', { endpoint }]);
    expect(stage.complaints).toEqual([]);
  });

  test.each(['light', 'dark'] as const)(
    'that the browser refuses are explained, in %s on a telephone',
    async (theme) => {
      await opensTheChoice('denied', { theme, width: 360, height: 740 });
      await choice().click();
      await says(/told to refuse notices of 127\.0\.0\.1.*set notifications to “Allow”/);
      expect(await choice().isDisabled()).toBe(true);
      expect(asked()).toEqual([]);
      expect(await seriousFindings(stage.page)).toEqual([]);
      expect(await sidewaysScroll(stage.page)).toBe(0);
    },
  );

  test('stay off when the question is closed, and when the server refuses', async () => {
    await opensTheChoice('default');
    await choice().click();
    await says(/choose “Allow”/);
    expect(await choice().isChecked()).toBe(false);

    await opensTheChoice('granted');
    stage.server.refuseNext('POST', '/api/push/subscriptions', 'Too many browsers.');
    await choice().click();
    await says(/Too many browsers/);
    expect(await choice().isChecked()).toBe(false);
  });

  test('are off where somebody else is told in this browser now', async () => {
    await opensTheChoice('granted');
    await choice().click();
    await says(/^This device tells you/);
    await stage.page.keyboard.press('Escape');
    stage.server.pushGoesElsewhere();
    await opensTheMenu();
    await says(/does not tell you/);
    expect(await choice().isChecked()).toBe(false);
  });
});

describe('the worker', () => {
  const told = { title: 'Brightwick', body: 'Case 1042', tag: 'n1', url: '/cases/case-1' };

  async function worker(): Promise<PushedWorker> {
    await opensTheChoice('granted');
    await choice().click();
    await says(/^This device tells you/);
    return PushedWorker.of(stage.page);
  }

  test('shows what is pushed, and something sensible for what it cannot read', async () => {
    const pushed = await worker();
    expect(await pushed.isPushed(JSON.stringify(told))).toMatchObject({
      title: 'Brightwick',
      options: { body: 'Case 1042', tag: 'n1', data: '/cases/case-1' },
    });
    for (const data of ['{"title":', '', '"text"', JSON.stringify({ ...told, body: 7 })])
      expect(await pushed.isPushed(data)).toMatchObject({
        title: 'Deskbell',
        options: { body: expect.stringMatching(/Something needs you/), tag: 'deskbell', data: '/' },
      });
  });

  test('leads the open page to what was clicked without loading it again', async () => {
    const pushed = await worker();
    await stage.page.evaluate("window.stillHere = 'yes'");
    expect(await pushed.isClicked('/cases/case-1')).toEqual([]);
    await stage.page.waitForURL('**/cases/case-1');
    expect(await stage.page.evaluate('window.stillHere')).toBe('yes');
    expect(await pushed.isClicked('https://elsewhere.example/cases/case-1')).toEqual([]);
    await stage.page.waitForURL(/\/(desk|live)$/);
    expect(new URL(stage.page.url()).origin).toBe(stage.server.url);
  });

  test('opens a page where none of the console is open', async () => {
    const pushed = await worker();
    await stage.page.goto(`${stage.server.url}/favicon.svg`);
    expect(await pushed.isClicked('/cases/case-1')).toEqual(['/cases/case-1']);
    expect(await pushed.isClicked(null)).toEqual(['/cases/case-1', '/']);
  });
});
