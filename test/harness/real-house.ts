import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { JournalRecord } from '../../src/emulator/journal.ts';
import { DEMO_PASSWORD } from '../../src/demo/seed.ts';
import { freePort } from './free-port.ts';
import { FrontDoor } from './front-door.ts';
import { HouseCall, RealCaller, RealDesk } from './real-people.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const START_LIMIT_MS = 60_000;

/** The product as it is started by its users: a server and an emulator, each a process of its own, in real time. */
export class RealHouse {
  readonly dataDir: string;
  readonly #door: FrontDoor;
  readonly #port: number;
  readonly #emulatorPort: number;
  #server: ChildProcess | null = null;
  #said = '';

  private constructor(parts: { dataDir: string; door: FrontDoor; port: number; emulatorPort: number }) {
    this.dataDir = parts.dataDir;
    this.#door = parts.door;
    this.#port = parts.port;
    this.#emulatorPort = parts.emulatorPort;
  }

  static async open(): Promise<RealHouse> {
    const port = await freePort();
    const house = new RealHouse({
      dataDir: await mkdtemp(join(tmpdir(), 'deskbell-real-')),
      door: await FrontDoor.open({ port }),
      port,
      emulatorPort: await freePort(),
    });
    await house.starts();
    return house;
  }

  /** Starts the server; resolves when it says where to click. */
  async starts(): Promise<void> {
    this.#said = '';
    const server = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        PORT: String(this.#port),
        EMULATOR_PORT: String(this.#emulatorPort),
        EMULATOR_CALLS_PER_SECOND: '20',
        PUBLIC_URL: this.#door.url,
        DATA_DIR: this.dataDir,
        LOG_LEVEL: 'info',
      },
    });
    this.#server = server;
    const listen = (chunk: Buffer) => {
      this.#said += chunk.toString();
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    await this.until(
      'the server is up',
      () => {
        if (!isRunning(server)) throw new Error(`The server ended:\n${this.#said}`);
        return this.#said.includes('Console ');
      },
      START_LIMIT_MS,
    );
  }

  /** `kill -9`: nothing is said, nothing is put away. */
  async isKilled(): Promise<void> {
    const server = this.#server;
    if (server?.pid === undefined || !isRunning(server)) throw new Error('There is no server to kill');
    // Not `close`: the emulator lives on and holds the other end of the pipe.
    const gone = new Promise((resolve) => server.once('exit', resolve));
    process.kill(server.pid, 'SIGKILL');
    await gone;
    server.stdout?.destroy();
    server.stderr?.destroy();
    this.#server = null;
  }

  /** Ends both processes in an orderly way; the data stay until `forget`. */
  async stops(): Promise<void> {
    const emulatorPid = Number(await readFile(join(this.dataDir, 'emulator.pid'), 'utf8').catch(() => '0'));
    const server = this.#server;
    if (server !== null && isRunning(server)) {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      const limit = setTimeout(() => server.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(limit);
    }
    this.#server = null;
    if (emulatorPid > 0) await end(emulatorPid);
    server?.stdout?.destroy();
    server?.stderr?.destroy();
    await this.#door.close();
  }

  async forget(): Promise<void> {
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Lines of the running server at error level. */
  errors(): readonly string[] {
    return this.#said.split('\n').filter((line) => /"level":"(error|fatal)"/.test(line));
  }

  /** Polls in real time. @throws Error saying what never came true. */
  async until(what: string, isTrue: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
    const end = Date.now() + limitMs;
    while (!(await isTrue())) {
      if (Date.now() > end) throw new Error(`Within ${limitMs} ms it never came true that ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async signsIn(email: string): Promise<RealDesk> {
    const response = await fetch(`${this.#door.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#door.url },
      body: JSON.stringify({ email, password: DEMO_PASSWORD }),
    });
    if (!response.ok) throw new Error(`Sign-in failed: ${response.status} ${await response.text()}`);
    const cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const { phone } = (await response.json()) as { phone: string };
    return new RealDesk(this, this.#door.url, cookie, phone);
  }

  async rings(from: string, to: string): Promise<RealCaller> {
    const { callSid } = z
      .object({ callSid: z.string() })
      .parse(await this.emulator('POST', '/calls', { from, to }));
    return new RealCaller(this, callSid);
  }

  async calls(): Promise<readonly HouseCall[]> {
    return z.object({ calls: z.array(HouseCall) }).parse(await this.emulator('GET', '/calls?limit=1000'))
      .calls;
  }

  /** Every leg that was ever rung at this number. */
  async ringsAt(number: string): Promise<readonly HouseCall[]> {
    return (await this.calls()).filter(({ to, direction }) => to === number && direction !== 'inbound');
  }

  /** What the telephone company has witnessed. */
  async journal(): Promise<readonly JournalRecord[]> {
    const text = await readFile(join(this.dataDir, 'emulator-journal.jsonl'), 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as JournalRecord);
  }

  async emulator(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${this.#emulatorPort}/emulator${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

function isRunning(server: ChildProcess): boolean {
  return server.exitCode === null && server.signalCode === null;
}

/** Ends the emulator, which is no child of ours; waits for it. */
async function end(pid: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      process.kill(pid, tries < 80 ? 'SIGTERM' : 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The emulator ${pid} cannot be ended`);
}
