import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const bench = fileURLToPath(new URL('../../bench/media.ts', import.meta.url));

test('the bench of live sound measures every back end that is installed, and ends by itself', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', bench, '--smoke'], {
    timeout: 90_000,
    env: { PATH: process.env['PATH'] },
  });
  const rows = stdout.split('\n').filter((line) => / MB +(not )?clean$/.test(line));
  const measured = rows.map((row) => row.split(/ {2,}/)).map(([name, calls]) => [name, calls]);
  expect(measured).toEqual([
    ['werift', '2'],
    ['node-datachannel', '2'],
  ]);
  expect(stdout).toMatch(/werift: \d+ calls clean, \d+ % of the 16 of the proof\./);
  expect(stdout).toMatch(/node-datachannel: \d+ calls clean, \d+ % of the 60 of the proof\./);
});
