import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';
import type { Me } from '../../src/contract/api.ts';
import { endById } from '../harness/end-process.ts';
import { freePort } from '../harness/free-port.ts';
import { programOf, root } from '../harness/program.ts';

/** The product as its users start it, with the emulator beside it, at an address that a browser can open sockets to. */
export interface SoundHouse {
  readonly url: string;
  readonly emulatorUrl: string;
  /** What the server has said, for a test that fails. */
  said(): string;
  emulator(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export async function openSoundHouse(): Promise<SoundHouse> {
  const [port, emulatorPort] = [await freePort(), await freePort()];
  const dataDir = await mkdtemp(join(tmpdir(), 'deskbell-sound-'));
  const url = `http://127.0.0.1:${port}`;
  const emulatorUrl = `http://127.0.0.1:${emulatorPort}`;
  let said = '';
  const server = spawn(process.execPath, await programOf('main'), {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: String(port),
      EMULATOR_PORT: String(emulatorPort),
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'info',
    },
  });
  const listen = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  server.stdout.on('data', listen);
  server.stderr.on('data', listen);
  for (let tries = 0; !said.includes('Console '); tries += 1) {
    if (server.exitCode !== null || tries > 600) throw new Error(`The server did not start:\n${said}`);
    await pause(100);
  }
  return {
    url,
    emulatorUrl,
    said: () => said,
    emulator: async (method, path, body) => {
      const response = await fetch(`${emulatorUrl}/emulator${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    close: async () => {
      const emulator = Number(await readFile(join(dataDir, 'emulator.pid'), 'utf8').catch(() => '0'));
      await end(server);
      if (emulator > 0) await endById(emulator);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Shuts every tab as its person would, and ends the browser only when the server has heard the goodbye: a browser that is
 * thrown away takes along what it has not sent yet, and the next test would find a telephone that seems to ring elsewhere.
 */
export async function leave(context: BrowserContext, url: string): Promise<void> {
  for (const tab of context.pages()) await tab.goto('about:blank');
  for (let tries = 0; (await softphoneOf(context, url)) === 'ready'; tries += 1) {
    if (tries > 300) throw new Error('The tabs are shut, and the server never heard their goodbye.');
    await pause(100);
  }
  await context.close();
}

async function softphoneOf(context: BrowserContext, url: string): Promise<string> {
  const response = await context.request.get(`${url}/api/session`);
  if (!response.ok()) throw new Error(`Nobody is signed in here: ${response.status()}`);
  return ((await response.json()) as Me).softphone.state;
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const limit = setTimeout(() => server.kill('SIGKILL'), 15_000);
  await gone;
  clearTimeout(limit);
}
