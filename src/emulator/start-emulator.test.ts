import { describe, expect, test } from '@jest/globals';
import { fork } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from './start-emulator.ts';

const accountSid = `AC${'a'.repeat(32)}`;
const authToken = 't'.repeat(32);
const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Starts the program as a child, waits for its message, asks it to stop, and tells how it went. */
function runProgram(
  env: Readonly<Record<string, string>>,
): Promise<{ port: number | null; code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = fork(main, {
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env['PATH'], ...env },
      silent: true,
    });
    let said = '';
    let port: number | null = null;
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('message', (message: { listening: number }) => {
      port = message.listening;
      fetch(`http://127.0.0.1:${port}/emulator/clock`).then(() => child.kill('SIGTERM'), reject);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ port, code, said }));
  });
}

describe('the program', () => {
  test('says where it listens, to people and to its parent, and stops cleanly on SIGTERM', async () => {
    const { port, code, said } = await runProgram({ EMULATOR_PORT: '0' });
    expect(port).toBeGreaterThan(0);
    expect(said).toContain(`Handsets page:  http://127.0.0.1:${port}/`);
    expect(code).toBe(0);
  });

  test('refuses to listen to the world', async () => {
    const { port, code, said } = await runProgram({ EMULATOR_HOST: '0.0.0.0' });
    expect([port, code]).toEqual([null, 1]);
    expect(said).toContain('EMULATOR_HOST is 0.0.0.0');
  });
});

describe('starting inside a process', () => {
  test('a taken port is said in plain words', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    await expect(startEmulator({ port: address.port, accountSid, authToken })).rejects.toThrow(/is taken/);
    await new Promise((resolve) => other.close(resolve));
  });

  test.each([
    ['sid', { accountSid: 'AC1', authToken }],
    ['token', { accountSid, authToken: 'short' }],
    ['API key', { accountSid, authToken, apiKeys: { SK1: 'secret' } }],
  ])('a %s that Twilio clients would refuse is refused here', async (_what, credentials) => {
    await expect(startEmulator({ port: 0, ...credentials })).rejects.toThrow(/will not do/);
  });

  test('the journal file has everything once the emulator is closed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'emulator-'));
    try {
      const journalFile = join(folder, 'deep', 'journal.jsonl');
      const emulator = await startEmulator({ port: 0, accountSid, authToken, journalFile });
      await fetch(`${emulator.url}/2010-04-01/Accounts/${accountSid}/Calls.json`);
      const kept = emulator.journal.after(0);
      await emulator.close();
      const lines = (await readFile(journalFile, 'utf8')).trimEnd().split('\n');
      expect(lines.map((line): unknown => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(kept)));
      expect(kept.at(-1)).toMatchObject({ kind: 'rest', status: 401 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('closing does not wait for event streams', async () => {
    const emulator = await startEmulator({ port: 0, accountSid, authToken });
    const stream = await fetch(`${emulator.url}/emulator/events`);
    await emulator.close();
    await expect(stream.text()).rejects.toThrow();
  });
});
