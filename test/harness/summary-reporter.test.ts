import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A whole jest run over one small test file, as a shell sees it. */
async function runOf(testFile: string): Promise<{ lastLine: string | undefined; code: number | null }> {
  const folder = await mkdtemp(join(ROOT, 'node_modules', '.deskbell-reporter-'));
  folders.push(folder);
  await writeFile(join(folder, 'package.json'), '{}');
  await writeFile(join(folder, 'some.test.js'), testFile);
  const config = JSON.stringify({
    rootDir: folder,
    testPathIgnorePatterns: [],
    transform: {},
    haste: { retainAllFiles: true },
    reporters: ['default', join(ROOT, 'test/harness/summary-reporter.js')],
  });
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const run = spawnSync(
    'bash',
    ['-c', 'exec "$@" 2>&1', 'bash', process.execPath, jest, '-w', '1', '--config', config],
    {
      encoding: 'utf8',
    },
  );
  return { lastLine: run.stdout.trimEnd().split('\n').at(-1), code: run.status };
}

test.each([
  ['passes', "test('a', () => {}); test('b', () => {});", '2 passed, 0 failed', 0],
  [
    'fails in one place',
    "test('a', () => {}); test('b', () => { throw new Error('no'); });",
    '1 passed, 1 failed',
    1,
  ],
  ['cannot be loaded', "require('./nowhere.js');", '0 passed, 1 failed', 1],
])('a run that %s ends with its sum and the right exit code', async (_what, file, lastLine, code) => {
  expect(await runOf(file)).toEqual({ lastLine, code });
});
