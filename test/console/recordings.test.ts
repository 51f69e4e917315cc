import { describe, expect, test } from '@jest/globals';
import { consoleStage } from './stage.ts';

const stage = consoleStage();

async function open(path: string): Promise<void> {
  await stage.opens({ path });
}

const place = () => stage.page.getByRole('slider', { name: 'Place in the recording' });
const seconds = async (): Promise<number> => Number(await place().getAttribute('aria-valuenow'));

describe('the list of recordings', () => {
  test('asks for escalated calls first and shows each with its pathways', async () => {
    await open('/recordings');
    const first = stage.page.getByRole('list').getByRole('link', { name: /Ada Kirby/ });
    await first.waitFor();
    expect(await first.innerText()).toContain('Expert, Manager');
    expect(stage.server.lists.at(-1)?.query).toMatchObject({ order: 'escalated' });
  });

  test('keeps its filter in the address, so that a link shows the same', async () => {
    await open('/recordings');
    await stage.page.getByLabel('Pathway').selectOption('hierarchical');
    await stage.page.getByText('1 recording', { exact: true }).waitFor();
    await stage.page.getByLabel('Period').selectOption('7-days');
    await stage.page.getByLabel('Person').selectOption('dev');
    await stage.page.waitForURL(/pathway=hierarchical&period=7-days&person=dev/);
    await stage.page.reload();
    await stage.page.getByRole('link', { name: /Ada Kirby/ }).waitFor();
    const asked = stage.server.lists.at(-1)?.query;
    expect(asked).toMatchObject({ pathway: 'hierarchical', person: 'dev' });
    expect(Number(asked?.['from'])).toBeLessThan(Date.now() - 5 * 86_400_000);
  });

  test('a filter that fits nothing offers the way back', async () => {
    stage.server.house.recordings = [];
    await open('/recordings?period=today');
    await stage.page.getByText('No recording fits this filter.').waitFor();
    await stage.page.getByRole('button', { name: 'Show all recordings' }).click();
    await stage.page.getByText('No call has been recorded yet.').waitFor();
    expect(new URL(stage.page.url()).search).toBe('');
  });

  test('says which is being recorded, which is lost, and why', async () => {
    await open('/recordings');
    await stage.page.getByRole('link', { name: /Lena Fox.*recording now/s }).waitFor();
    const lost = stage.page.getByRole('link', { name: /Number withheld/ });
    expect(await lost.innerText()).toContain('The telephone company removed it before it was fetched');
  });

  test('is walked by arrow keys and opened by Enter', async () => {
    await open('/recordings');
    await stage.page.getByRole('link', { name: /Lena Fox/ }).focus();
    await stage.page.keyboard.press('ArrowUp');
    await stage.page.keyboard.press('Enter');
    await stage.page.getByRole('heading', { name: 'Ada Kirby' }).waitFor();
    expect(new URL(stage.page.url()).pathname).toBe('/recordings/rec-1');
  });

  test('a refusal is shown in the words of the server', async () => {
    await open('/desk');
    stage.server.refuseNext(
      'GET',
      '/api/recordings?limit=50&order=escalated',
      'Only managers may listen. Ask yours.',
      403,
    );
    await stage.page.getByRole('link', { name: 'Recordings' }).click();
    expect(await stage.page.getByRole('alert').innerText()).toContain('Only managers may listen. Ask yours.');
  });
});

describe('the player', () => {
  test('draws both voices: the caller above the line, us below', async () => {
    await open('/recordings/rec-1');
    const ink = (from: number, to: number): Promise<number> =>
      stage.page.evaluate<number>(
        `(() => { const c = document.querySelector('canvas'); const h = c.height; const d = c.getContext('2d').getImageData(0, Math.round(h * ${from}), c.width, Math.round(h * ${to - from})).data; let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 0) n += 1; return n; })()`,
      );
    await stage.page.locator('canvas').waitFor();
    for (let tries = 0; tries < 100 && (await ink(0, 1)) === 0; tries += 1)
      await stage.page.waitForTimeout(50);
    expect(await ink(0, 0.4)).toBeGreaterThan(500);
    expect(await ink(0.6, 1)).toBeGreaterThan(500);
  });

  test('goes to a mark, and by arrow and letter keys', async () => {
    await open('/recordings/rec-1');
    await stage.page.getByRole('button', { name: '0:31 Escalated to an expert: Dev Patel' }).click();
    expect(await seconds()).toBe(31);
    await stage.page.keyboard.press('ArrowRight');
    expect(await seconds()).toBe(36);
    await stage.page.keyboard.press('j');
    expect(await seconds()).toBe(26);
    await stage.page.keyboard.press('l');
    await stage.page.keyboard.press('ArrowLeft');
    expect(await seconds()).toBe(31);
  });

  test('plays and pauses by K, at the chosen speed, with the timeline in step', async () => {
    await open('/recordings/rec-1?at=70');
    await place().focus();
    await stage.page.keyboard.press('k');
    await stage.page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await stage.page.getByText('2×').click();
    await stage.page.locator('[aria-current="step"]').getByText('Escalated to a manager').waitFor();
    expect(await stage.page.evaluate<number>("document.querySelector('audio').playbackRate")).toBe(2);
    await place().focus();
    await stage.page.keyboard.press('k');
    await stage.page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    expect(await seconds()).toBeGreaterThanOrEqual(71);
  });

  test('a step of the timeline leads to its moment', async () => {
    await open('/recordings/rec-1');
    await stage.page.getByRole('button', { name: /Dev Patel said yes/ }).click();
    expect(await seconds()).toBe(38);
  });

  test('a lost recording says why and what remains', async () => {
    await open('/recordings/rec-4');
    await stage.page.getByText('✕ This recording is lost.').waitFor();
    expect(await stage.page.getByText(/asked nine times in six hours/).innerText()).toContain(
      'What happened on the call is kept below.',
    );
    expect(await stage.page.locator('audio').count()).toBe(0);
  });

  test('a call that goes on says when it can be played', async () => {
    await open('/recordings/rec-2');
    await stage.page.getByText('The call goes on and is being recorded').waitFor();
    expect(await stage.page.getByRole('button', { name: 'Play' }).count()).toBe(0);
  });
});
