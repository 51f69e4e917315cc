import { describe, expect, test } from '@jest/globals';
import type { RecordingDetail } from '../../src/contract/api.ts';
import { expectLooksRight } from './expect-looks.ts';
import { consoleStage } from './stage.ts';

const stage = consoleStage();

async function open(path: string): Promise<void> {
  await stage.opens({ path });
}

const recording = (): RecordingDetail => {
  const [first] = stage.server.house.recordings;
  if (!first) throw new Error('There is no recording');
  return first;
};
const place = () => stage.page.getByRole('slider', { name: 'Place in the recording' });
const seconds = async (): Promise<number> => Number(await place().getAttribute('aria-valuenow'));
const ofAudio = <T>(what: string): Promise<T> =>
  stage.page.evaluate<T>(`document.querySelector('audio').${what}`);
const line = (text: string) => stage.page.getByRole('button', { name: new RegExp(text) });
const isCurrent = (text: string) => stage.page.locator('li[aria-current="true"]').getByText(text).waitFor();
/** Waits until the page shows this place: a key that is pressed before there is a player goes nowhere. */
const settlesAt = async (expected: number): Promise<void> => {
  for (let tries = 0; tries < 400 && (await seconds()) !== expected; tries += 1)
    await stage.page.waitForTimeout(50);
  expect(await seconds()).toBe(expected);
};

describe('what was said', () => {
  test('stands beside the sound by party, and a line leads to its moment', async () => {
    await open('/recordings/rec-1');
    await line('Dev here').click();
    await settlesAt(39);
    await isCurrent('Dev here');
    expect(await line('It was the blue kettle').innerText()).toMatch(/0:15\s+Caller.*not certain/s);
    expect(await line('Thank you very').innerText()).toMatch(/not certain/);
    expect(await line('Dev here').innerText()).toMatch(/Everyone else/);
  });

  test('is in step while it plays', async () => {
    await open('/recordings/rec-1?at=41');
    await settlesAt(41);
    await stage.page.keyboard.press('k');
    await stage.page.getByText('2×').click();
    await isCurrent('So will I get the second');
    expect(await seconds()).toBeGreaterThanOrEqual(43);
  });

  test('is searched: lines that say it, how many, and Enter goes to the first', async () => {
    await open('/recordings/rec-1');
    const search = stage.page.getByLabel('Search in what was said');
    await search.fill('CHARGE');
    await stage.page.getByText('Said in 3 lines.').waitFor();
    expect(await stage.page.locator('mark').allInnerTexts()).toEqual(['charge', 'charge', 'charge']);
    await search.fill('second charge');
    await stage.page.getByText('Said in 1 line.').waitFor();
    await search.press('Enter');
    await settlesAt(43);
    await search.fill('refrigerator');
    await stage.page.getByText('Nobody said that.').waitFor();
    await search.press('j');
    expect(await seconds()).toBe(43);
  });

  test.each([
    ['off', null, /switched off for this business/],
    ['on', null, /Nobody spoke while it was recorded/],
    [
      'broken',
      'The line could not write down what was said: time-out.',
      /It is missing\. The line could not/,
    ],
  ] as const)('that is not there says why: %s', async (state, problem, words) => {
    stage.server.house.transcripts.set('rec-1', { state, problem, lines: [] });
    await open('/recordings/rec-1');
    await stage.page.getByText(words).waitFor();
    expect(await stage.page.getByLabel('Search in what was said').count()).toBe(0);
  });

  test('and of which some is missing says so beside what there is', async () => {
    const kept = stage.server.house.transcripts.get('rec-1');
    stage.server.house.transcripts.set('rec-1', {
      lines: kept?.lines ?? [],
      state: 'broken',
      problem: 'No engine.',
    });
    await open('/recordings/rec-1');
    await stage.page.getByText('Some of it is missing. No engine.').waitFor();
    await line('Dev here').waitFor();
  });
});

describe('a pause of the recording', () => {
  test('shows as a gap with its length, on the line of time and among the marks', async () => {
    await open('/recordings/rec-1');
    await stage.page.getByText('Recording paused, 0:08').waitFor();
    expect(await stage.page.getByRole('list', { name: 'Marks' }).innerText()).toContain(
      'Recording paused for card details · 0:08 not recorded',
    );
  });

  test('that was cut out shows as a seam', async () => {
    Object.assign(recording(), { gaps: [{ fromMs: 52_000, toMs: 52_000, forMs: 42_000 }] });
    await open('/recordings/rec-1');
    await stage.page.getByTitle('Recording paused, 0:42').waitFor();
  });
});

describe('listening', () => {
  test('by space, home and end; a button that has the focus keeps its space', async () => {
    await open('/recordings/rec-1?at=30');
    await settlesAt(30);
    await stage.page.keyboard.press('Space');
    await stage.page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await stage.page.keyboard.press('Space');
    await stage.page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await stage.page.keyboard.press('End');
    expect(await seconds()).toBe(96);
    await stage.page.keyboard.press('Home');
    expect(await seconds()).toBe(0);
    await stage.page.getByRole('button', { name: 'On 10 seconds' }).focus();
    await stage.page.keyboard.press('Space');
    expect(await seconds()).toBe(10);
    expect(await ofAudio<boolean>('paused')).toBe(true);
  });

  test('single letters do nothing for those who switched them off', async () => {
    await open('/recordings/rec-1?at=30');
    await settlesAt(30);
    await stage.page.evaluate("localStorage.setItem('deskbell.single-keys', 'off')");
    await stage.page.reload();
    await settlesAt(30);
    await stage.page.keyboard.press('l');
    await stage.page.keyboard.press('ArrowRight');
    expect(await seconds()).toBe(35);
  });

  test('at a speed that is remembered, with voices at their own pitch', async () => {
    await open('/recordings/rec-1');
    await stage.page.getByText('1.5×').click();
    expect(await ofAudio<number>('playbackRate')).toBe(1.5);
    expect(await ofAudio<boolean>('preservesPitch')).toBe(true);
    await stage.page.reload();
    await place().waitFor();
    expect(await ofAudio<number>('playbackRate')).toBe(1.5);
  });

  test('skips silence, and says how much there is of it', async () => {
    await open('/recordings/rec-1?at=50.5');
    await stage.page.getByRole('switch', { name: /Skip silence \(0:\d\d of it\)/ }).click();
    await stage.page.keyboard.press('k');
    // From 52 s to 60 s nobody says a word.
    for (let tries = 0; tries < 100 && (await seconds()) < 60; tries += 1)
      await stage.page.waitForTimeout(50);
    expect(await seconds()).toBeGreaterThanOrEqual(59);
    expect(await ofAudio<number>('played.length')).toBeGreaterThan(1);
    expect(await ofAudio<number>('played.end(0)')).toBeLessThan(54);
  });

  test('to one side alone, or without one', async () => {
    await open('/recordings/rec-1');
    await stage.page.evaluate(
      '(() => { window.gains = []; const create = AudioContext.prototype.createGain; AudioContext.prototype.createGain = function () { const gain = create.call(this); window.gains.push(gain); return gain; }; })()',
    );
    const gains = () => stage.page.evaluate<number[]>('window.gains.map((gain) => gain.gain.value)');
    await stage.page.getByRole('button', { name: 'Mute caller' }).click();
    // Own ear and other ear of the caller, then of everyone else.
    expect(await gains()).toEqual([0, 0, 1, 1]);
    await stage.page.getByRole('button', { name: 'Mute caller' }).click();
    expect(await gains()).toEqual([1, 0, 1, 0]);
    const only = stage.page.getByRole('button', { name: 'Hear only caller' });
    await only.click();
    expect(await gains()).toEqual([1, 1, 0, 0]);
    expect(await only.getAttribute('aria-pressed')).toBe('true');
    await stage.page.keyboard.press('k');
    await stage.page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  });

  test('closer: a part of the line of time, which follows the place', async () => {
    await open('/recordings/rec-1?at=80');
    await stage.page.getByRole('button', { name: 'Zoom in' }).click();
    await stage.page.getByRole('button', { name: 'Zoom in' }).click();
    expect(await stage.page.getByRole('button', { name: 'Zoom in' }).isDisabled()).toBe(true);
    const view = () =>
      stage.page.evaluate<{ left: number; width: number; seen: number }>(
        "(() => { const box = document.querySelector('[role=slider]').parentElement.parentElement; return { left: box.scrollLeft, width: box.scrollWidth, seen: box.clientWidth }; })()",
      );
    const { left, width, seen } = await view();
    expect(width).toBe(seen * 4);
    expect(left).toBeGreaterThan(0.5 * width);
    const box = await place().boundingBox();
    await stage.page.mouse.click((box?.x ?? 0) + ((box?.width ?? 0) * 90) / 96, (box?.y ?? 0) + 20);
    expect(await seconds()).toBe(90);
    await stage.page.getByRole('button', { name: 'Zoom out' }).click();
    expect((await view()).width).toBe(seen * 2);
  });

  test('by dragging along the sound', async () => {
    await open('/recordings/rec-1');
    const box = await place().boundingBox();
    const at = (share: number) => [(box?.x ?? 0) + (box?.width ?? 0) * share, (box?.y ?? 0) + 40] as const;
    await stage.page.mouse.move(...at(0.25));
    await stage.page.mouse.down();
    expect(await seconds()).toBe(24);
    await stage.page.mouse.move(...at(0.5), { steps: 4 });
    expect(await seconds()).toBe(48);
    await stage.page.mouse.up();
    await stage.page.mouse.move(...at(0.9));
    expect(await seconds()).toBe(48);
  });
});

describe('what cannot be heard any more', () => {
  test('was deleted on a day, as promised', async () => {
    Object.assign(recording(), {
      status: 'deleted',
      deletedAt: Date.parse('2026-03-03T10:00:00Z'),
      retainUntil: null,
      leftBehind: 'the disk is read-only',
    });
    await open('/recordings/rec-1');
    await stage.page.getByText('Deleted on 3 March 2026, as was promised when it was made.').waitFor();
    expect(await stage.page.getByRole('alert').innerText()).toContain('the disk is read-only');
    expect(await stage.page.locator('audio').count()).toBe(0);
    await stage.page.getByRole('heading', { name: 'What happened, and why' }).waitFor();
    await stage.page.getByRole('link', { name: 'All recordings' }).click();
    await stage.page.getByRole('link', { name: /Ada Kirby.*deleted as promised/s }).waitFor();
  });

  test('has a waveform that could not be had, and says so; it plays all the same', async () => {
    stage.server.refuseNext(
      'GET',
      '/api/recordings/rec-1/peaks',
      'The file of this recording cannot be read.',
      422,
    );
    await open('/recordings/rec-1');
    await stage.page.getByText('The file of this recording cannot be read.').waitFor();
    await stage.page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  });
});

describe('light and dark, wide and narrow, accessible and within the content policy is', () => {
  test.each([
    ['a recording', () => undefined],
    [
      'a pause that was cut out',
      () => recording().gaps.splice(0, 1, { fromMs: 52_000, toMs: 52_000, forMs: 9_000 }),
    ],
    ['one that was deleted', () => Object.assign(recording(), { status: 'deleted', deletedAt: Date.now() })],
  ])('%s', async (_what, prepare) => {
    prepare();
    await open('/recordings/rec-1');
    await stage.page.getByRole('heading', { name: 'What happened, and why' }).waitFor();
    await expectLooksRight(stage);
  });
});
