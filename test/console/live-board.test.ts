import { describe, expect, test } from '@jest/globals';
import type { BreachRow, WaitingRow } from '../../src/contract/live.ts';
import { expectAsked } from './expect-asked.ts';
import { consoleStage } from './stage.ts';

const stage = consoleStage();

async function openBoard(path = '/live'): Promise<void> {
  await stage.opens({ path });
  await stage.page.getByRole('heading', { name: 'People' }).waitFor();
}

const queue = (name: string) => stage.page.getByRole('region', { name: new RegExp(`^${name}`) });

/** Somebody who joins Technical and is due `inMs` from now. */
function joins(inMs: number, more: Partial<WaitingRow> = {}): WaitingRow {
  const now = Date.now();
  return {
    id: 'wait-9',
    businessId: 'shop',
    queue: 'technical',
    callId: 'call-9',
    caller: { number: '+447700900155', name: 'Noor Amin', callsToday: 0 },
    topic: null,
    joinedAt: now - 90_000 + inMs,
    targetAt: now + inMs,
    breachedAt: null,
    told: [],
    ringing: [],
    why: 'Nobody who takes Technical is free.',
    rank: 9,
    ...more,
  };
}

function breachOf(row: WaitingRow, more: Partial<BreachRow> = {}): BreachRow {
  const { id, businessId, callId, caller, targetAt } = row;
  return {
    id,
    businessId,
    queue: row.queue,
    callId,
    caller,
    at: targetAt,
    waitTargetSeconds: 90,
    told: [{ personId: 'maria', name: 'Maria Lind', at: targetAt, outcome: 'ringing' }],
    answeredAt: null,
    lostAt: null,
    ...more,
  };
}

describe('the live board', () => {
  test('a caller who joins a queue shows in its column, with the reason why nobody rings', async () => {
    await openBoard();
    stage.server.change({ kind: 'waiting', id: 'wait-9', row: joins(60_000) });
    const row = queue('Technical').getByRole('listitem');
    await row.getByText('Noor Amin').waitFor();
    expect(await row.innerText()).toContain('Nobody who takes Technical is free.');
    expect(await row.getAttribute('data-late')).toBe('false');
  });

  test('a row turns red at its target and says who was told and with what outcome', async () => {
    await openBoard();
    const row = joins(1_500);
    stage.server.change({ kind: 'waiting', id: 'wait-9', row });
    const shown = queue('Technical').getByRole('listitem');
    await shown.getByText('Noor Amin').waitFor();
    expect(await shown.getAttribute('data-late')).toBe('false');
    await queue('Technical').locator('li[data-late="true"]').waitFor();
    expect(await shown.getByLabel('Waits too long').count()).toBe(1);
    expect(Date.now()).toBeGreaterThanOrEqual(row.targetAt);
    const told = breachOf(row).told.map((each) => ({ ...each, outcome: 'no-answer' as const }));
    stage.server.change({ kind: 'waiting', id: 'wait-9', row: { ...row, breachedAt: row.targetAt, told } });
    await shown.getByText('Maria Lind').waitFor();
    expect(await shown.innerText()).toMatch(/told: Maria Lind \d+:\d\d ago, no answer/);
  });

  test('a new breach is announced at once; those that were there before are not', async () => {
    await openBoard();
    const alert = stage.page.locator('[aria-live="assertive"]');
    expect(await alert.innerText()).toBe('');
    const row = joins(0);
    stage.server.change(
      { kind: 'waiting', id: 'wait-9', row },
      { kind: 'breach', id: 'wait-9', row: breachOf(row) },
    );
    await alert.getByText('Noor Amin').waitFor({ state: 'attached' });
    expect(await alert.textContent()).toBe(
      'Technical, Larkfield Shop: Noor Amin has waited 1 minute 30 seconds. Told: Maria Lind.',
    );
  });

  test('a breach sounds once the person has touched the page, and never when sound is off', async () => {
    await stage.opens({ path: '/recordings' });
    await stage.page.addInitScript(
      'window.tones = 0; const make = AudioContext.prototype.createOscillator; AudioContext.prototype.createOscillator = function () { window.tones += 1; return make.call(this); };',
    );
    await stage.page.goto(`${stage.server.url}/live`);
    await stage.page.getByRole('heading', { name: 'People' }).waitFor();
    const tones = (): Promise<number> => stage.page.evaluate<number>('window.tones');
    const breach = async (id: string): Promise<void> => {
      const row = joins(0, { id });
      stage.server.change({ kind: 'breach', id, row: breachOf(row, { id }) });
      await stage.page
        .getByRole('region', { name: 'Breaches today' })
        .getByText('Noor Amin')
        .first()
        .waitFor();
      await stage.page.waitForTimeout(100);
    };
    await breach('before-touch');
    expect(await tones()).toBe(0);
    await stage.page.getByRole('heading', { name: 'Live', exact: true }).click();
    await stage.page.getByRole('button', { name: 'Sound is on. Switch off' }).waitFor();
    await breach('after-touch');
    const sounded = await tones();
    expect(sounded).toBeGreaterThan(0);
    await stage.page.getByRole('button', { name: 'Sound is on. Switch off' }).click();
    await stage.page.getByRole('button', { name: 'Sound is off. Switch on' }).waitFor();
    await breach('switched-off');
    expect(await tones()).toBe(sounded);
  });

  test('a breach stays in the list after it was answered', async () => {
    await openBoard();
    const row = joins(-10_000);
    const list = stage.page.getByRole('region', { name: 'Breaches today' });
    stage.server.change({ kind: 'breach', id: 'wait-9', row: breachOf(row) });
    await list.getByText('Noor Amin').waitFor();
    const first = list.getByRole('listitem').first();
    expect(await first.innerText()).toContain('still waiting');
    stage.server.change(
      { kind: 'waiting', id: 'wait-9', row: null },
      { kind: 'breach', id: 'wait-9', row: breachOf(row, { answeredAt: row.targetAt + 8_000 }) },
    );
    await first.getByText('answered').waitFor();
    expect(await first.innerText()).toContain('after 1:38');
  });

  test('a lost message is noticed by its number and everything is fetched again', async () => {
    await openBoard();
    const before = stage.server.watches();
    stage.server.house.live.waiting.push(joins(60_000));
    stage.server.skipSequence();
    stage.server.change({ kind: 'waiting', id: 'wait-2', row: null });
    await queue('Technical').getByText('Noor Amin').waitFor();
    expect(stage.server.watches()).toBeGreaterThan(before);
  });

  test('says that it is not live within five seconds of silence, and is live again by itself', async () => {
    await openBoard();
    stage.server.freeze(true);
    await stage.page.getByText('Not live.').waitFor({ timeout: 5_500 });
    expect(await queue('Billing').getByText('Ada Kirby').isVisible()).toBe(true);
    stage.server.freeze(false);
    await stage.page.getByText('Not live.').waitFor({ state: 'detached' });
    expect(await stage.page.getByText('Not live.').count()).toBe(0);
  });

  test('rows keep their places while a hand moves over the board, and sort once it is still', async () => {
    await openBoard();
    const names = async (): Promise<string[]> => {
      const texts = await queue('Billing').getByRole('listitem').allInnerTexts();
      return texts.map((text) => (text.includes('Ada Kirby') ? 'Ada' : 'other'));
    };
    expect(await names()).toEqual(['Ada', 'other']);
    const second = stage.server.house.live.waiting.find((row) => row.id === 'wait-2');
    if (!second) throw new Error('The house has no second caller.');
    await stage.page.mouse.move(500, 420);
    await stage.page.mouse.move(505, 425);
    stage.server.change({ kind: 'waiting', id: 'wait-2', row: { ...second, rank: 0, topic: 'moved up' } });
    await queue('Billing').getByText('moved up').waitFor();
    expect(await names()).toEqual(['Ada', 'other']);
    await queue('Billing').getByRole('listitem').first().getByText('moved up').waitFor({ timeout: 4_000 });
    expect(await names()).toEqual(['other', 'Ada']);
  });

  test('the wall board masks numbers and has nothing to press', async () => {
    await openBoard('/live?wall=1');
    expect(await stage.page.getByText('+44 … 12').first().isVisible()).toBe(true);
    expect(await stage.page.getByText('7946').count()).toBe(0);
    expect(await stage.page.getByRole('button').count()).toBe(0);
    expect(await stage.page.getByRole('link').count()).toBe(0);
  });

  test('an empty board says what to do next', async () => {
    stage.server.house.live.waiting = [];
    stage.server.house.live.breaches = [];
    stage.server.house.live.calls = [];
    await openBoard();
    const link = stage.page.getByRole('link', { name: 'Ring the shop from a handset' });
    expect(await link.getAttribute('href')).toBe(stage.server.house.me.handsetsUrl);
    expect(await stage.page.getByText('No wait has passed its target today.').isVisible()).toBe(true);
    expect(await stage.page.getByText('No call is under way.').isVisible()).toBe(true);
  });

  test('the chosen business is kept in the address and on every screen', async () => {
    await openBoard();
    await stage.page.getByLabel('Business').selectOption('dental');
    await queue('Reception').waitFor();
    await queue('Billing').waitFor({ state: 'detached' });
    expect(stage.page.url()).toContain('business=dental');
    await stage.page.getByRole('link', { name: 'Recordings' }).click();
    await stage.page.getByRole('heading', { name: 'Recordings' }).waitFor();
    expect(stage.page.url()).toContain('business=dental');
  });

  test('a call opens beside the board with its story and why; Escape closes it and returns the focus', async () => {
    await openBoard();
    const row = queue('Billing').getByRole('button', { name: /Ada Kirby/ });
    await row.focus();
    await stage.page.keyboard.press('Enter');
    const panel = stage.page.getByRole('complementary', { name: 'Call' });
    await panel.getByText('Why: The automatic pathway of Billing tells the duty manager.').waitFor();
    expect(stage.page.url()).toContain('call=call-1');
    await stage.page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await stage.page.evaluate<string>('document.activeElement.innerText')).toContain('Ada Kirby');
  });

  test('the command palette changes my state by keyboard alone', async () => {
    await openBoard();
    await stage.page.keyboard.press('Control+k');
    await stage.page.getByRole('combobox', { name: 'Search screens, calls and states' }).waitFor();
    await stage.page.keyboard.type('lunch');
    await stage.page.keyboard.press('Enter');
    await stage.page
      .getByRole('combobox', { name: 'Search screens, calls and states' })
      .waitFor({ state: 'detached' });
    await expectAsked(stage.server, {
      method: 'PUT',
      path: '/api/me/presence',
      body: { presence: 'away', reason: 'Lunch' },
    });
  });

  test('a refused change of state is explained in place', async () => {
    await openBoard();
    stage.server.refuseNext(
      'PUT',
      '/api/me/presence',
      'You cannot go away while a call rings for you. Answer it or pass it on.',
    );
    await stage.page.getByRole('button', { name: 'Go away' }).click();
    const words = stage.page.getByRole('group', { name: 'My state' }).getByRole('alert');
    expect(await words.innerText()).toContain('Answer it or pass it on.');
  });
});
