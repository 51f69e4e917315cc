import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Journal } from './journal.ts';

test('entries are numbered, stamped and read back from any point', () => {
  let time = 5;
  const journal = new Journal({ now: () => time });
  journal.append({ kind: 'event', name: 'one' });
  time = 6;
  journal.append({ kind: 'event', name: 'two', callSid: 'CA1' });
  expect(journal.after(0).map(({ n, at }) => [n, at])).toEqual([
    [1, 5],
    [2, 6],
  ]);
  expect(journal.after(1)).toEqual([{ n: 2, at: 6, kind: 'event', name: 'two', callSid: 'CA1' }]);
  expect(journal.after(0, 1)).toHaveLength(1);
  expect(journal.last).toBe(2);
});

test('memory is bounded, numbers go on, and listeners hear of every entry', () => {
  const journal = new Journal({ now: () => 0, keep: 10 });
  const heard: number[] = [];
  const stop = journal.onAppend(({ n }) => heard.push(n));
  for (let count = 0; count < 30; count += 1) journal.append({ kind: 'event', name: 'tick' });
  stop();
  journal.append({ kind: 'event', name: 'unheard' });
  expect(heard).toHaveLength(30);
  expect(journal.after(29).map(({ n }) => n)).toEqual([30, 31]);
  expect(journal.after(0).length).toBeLessThanOrEqual(11);
});

test('the file has every entry, one JSON object a line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  try {
    const path = join(folder, 'deep', 'journal.jsonl');
    const journal = new Journal({ now: () => 7, path });
    journal.append({ kind: 'event', name: 'one' });
    journal.append({ kind: 'event', name: 'two' });
    await journal.close();
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { name: string }).name)).toEqual(['one', 'two']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
