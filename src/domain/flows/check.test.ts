import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm run flows`, as a person runs it. */

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'deskbell-check-'));
  await cp('ivr-flows', dir, { recursive: true });
});

afterEach(() => rm(dir, { recursive: true, force: true }));

function check(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'src/domain/flows/check-main.ts', ...args];
    execFile(
      process.execPath,
      command,
      { env: { ...process.env, NODE_OPTIONS: '' } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr }),
    );
  });
}

async function change(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(dir, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(dir, file), text.replace(from, to));
}

describe('checking a folder', () => {
  test('prints each good flow as a picture and as a transcript, and ends with 0', async () => {
    const { code, out } = await check(dir);
    expect(out).toContain('```mermaid\nflowchart TD');
    expect(out).toContain('s_menu -->|"2 Billing"| s_billing');
    expect(out).toContain('presses 2\n    chose: Billing\n    waits for Billing');
    expect(out).toContain('3 flows checked, 0 warnings, no errors.');
    expect(code).toBe(0);
  });

  test('names file, line and remedy of what is wrong, and ends with 1', async () => {
    await change('shop.yaml', 'queue: billing\n', 'queue: biling\n');
    const { code, out } = await check(dir);
    expect(out).toMatch(
      /error +\S+shop\.yaml:\d+:\d+ Brightwick has no queue "biling" — did you mean "billing"/,
    );
    expect(code).toBe(1);
  });

  test('a business that is not known here is no fault, unless its folder was named', async () => {
    await change('shop.yaml', 'business: shop', 'business: elsewhere');
    expect(await check(dir)).toMatchObject({
      code: 0,
      out: expect.stringContaining('"elsewhere" is not known here'),
    });
    expect(await check(dir, '--businesses', 'src/demo')).toMatchObject({ code: 1 });
  });
});
