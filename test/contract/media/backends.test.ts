import { spawn } from 'node:child_process';
import { expect, test } from '@jest/globals';

/**
 * The native library stands one test file in its process and no second one, so its file has a process of its own. Everybody
 * else's tests take the library written in TypeScript.
 */
const FILE = 'test/contract/media/backends.alone.ts';

test('both media libraries keep their contract, also with each other', async () => {
  const { code, said } = await testAlone();
  expect(code === 0 ? '' : said).toBe('');
  expect(said).toMatch(/Tests: +14 passed, 14 total/);
});

function testAlone(): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      '--runInBand',
      '--reporters=default',
      `--testMatch=**/${FILE}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  const listen = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}
