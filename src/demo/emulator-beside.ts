import { fork, type ChildProcess } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnv } from '../config/env.ts';
import { DEMO_ACCOUNT } from './demo-account.ts';
import type { EmulatorAccess } from './connect-emulator.ts';

export interface EmulatorBeside extends EmulatorAccess {
  /** False: it was there already, left by an earlier run or belonging to a server that still runs. */
  readonly startedHere: boolean;
  /** Ends the emulator, also one that an earlier run of ours had left. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 20_000;

/**
 * Brings the emulator up as a process of its own, or finds the one that is still there after this server was killed:
 * calls outlive the server, so the telephone company must too.
 * @throws Error in plain words when its port is taken by something else.
 */
export async function emulatorBeside(options: {
  readonly port: number;
  readonly dataDir: string;
}): Promise<EmulatorBeside> {
  const url = `http://127.0.0.1:${options.port}`;
  const pidFile = join(options.dataDir, 'emulator.pid');
  await mkdir(options.dataDir, { recursive: true });
  const startedHere = !(await isEmulator(url));
  if (startedHere) {
    const child = await start(options.port, join(options.dataDir, 'emulator-journal.jsonl'));
    await writeFile(pidFile, String(child.pid));
  }
  return { url, ...DEMO_ACCOUNT, startedHere, stop: () => stopByPid(pidFile) };
}

async function isEmulator(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/emulator/clock`, { signal: AbortSignal.timeout(1_000) });
    return response.ok;
  } catch {
    // Nobody listens there, which is the usual case.
    return false;
  }
}

function start(port: number, journal: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL(`../emulator/main${extname(import.meta.url)}`, import.meta.url));
  const child = fork(program, [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...readEnv(),
      EMULATOR_PORT: String(port),
      EMULATOR_ACCOUNT_SID: DEMO_ACCOUNT.accountSid,
      EMULATOR_AUTH_TOKEN: DEMO_ACCOUNT.authToken,
      EMULATOR_API_KEYS: `${DEMO_ACCOUNT.apiKey.sid}:${DEMO_ACCOUNT.apiKey.secret}`,
      EMULATOR_JOURNAL: journal,
    },
  });
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('The emulator did not start in time.')), START_LIMIT_MS);
    child.once('message', () => {
      clearTimeout(limit);
      child.disconnect();
      child.unref();
      resolve(child);
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(
        new Error(
          `The emulator could not start. If port ${port} is taken, stop what uses it, or set EMULATOR_PORT to another one.`,
          { cause: `exit code ${code}` },
        ),
      );
    });
  });
}

async function stopByPid(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return;
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    // It ended by itself, with the terminal's own signal say.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  await rm(pidFile, { force: true });
}
