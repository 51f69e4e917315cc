import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { JournalRecord } from '../../src/emulator/journal.ts';
import { DEMO_PASSWORD } from '../../src/demo/seed.ts';
import { endById } from './end-process.ts';
import { freePort } from './free-port.ts';
import { programOf, root } from './program.ts';
import { HouseCall, RealCaller, RealDesk } from './real-people.ts';

const START_LIMIT_MS = 60_000;

/**
 * The product as `npm start` brings it up, in real time: a keeper that holds the port, the server behind it, and an
 * emulator, each a process of its own.
 */
export class RealHouse {
  readonly dataDir: string;
  readonly #url: string;
  readonly #port: number;
  readonly #emulatorPort: number;
  #keeper: ChildProcess | null = null;
  #said = '';

  private constructor(parts: { dataDir: string; port: number; emulatorPort: number }) {
    this.dataDir = parts.dataDir;
    this.#port = parts.port;
    this.#url = `http://127.0.0.1:${parts.port}`;
    this.#emulatorPort = parts.emulatorPort;
  }

  static async open(): Promise<RealHouse> {
    const house = new RealHouse({
      dataDir: await mkdtemp(join(tmpdir(), 'deskbell-real-')),
      port: await freePort(),
      emulatorPort: await freePort(),
    });
    try {
      await house.starts();
    } catch (error) {
      await house.stops();
      throw error;
    }
    return house;
  }

  /** Starts everything; resolves when the server says where to click. */
  async starts(): Promise<void> {
    this.#said = '';
    const keeper = spawn(process.execPath, await programOf('keeper-main'), {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        PORT: String(this.#port),
        EMULATOR_PORT: String(this.#emulatorPort),
        EMULATOR_CALLS_PER_SECOND: '20',
        PUBLIC_URL: this.#url,
        DATA_DIR: this.dataDir,
        LOG_LEVEL: 'info',
      },
    });
    this.#keeper = keeper;
    const listen = (chunk: Buffer) => {
      this.#said += chunk.toString();
    };
    keeper.stdout.on('data', listen);
    keeper.stderr.on('data', listen);
    await this.isUp();
  }

  /** Resolves when the server says where to click. */
  async isUp(): Promise<void> {
    await this.until(
      'the server is up',
      () => {
        if (!this.#keeper || !isRunning(this.#keeper)) throw new Error(`It ended:\n${this.#said}`);
        return this.#said.includes('Console ') && this.#said.includes('"the server is ready"');
      },
      START_LIMIT_MS,
    );
  }

  /** `kill -9` of the server: nothing is said, nothing is put away. Its keeper starts another one. */
  async serverIsKilled(): Promise<void> {
    const pid = this.#serverPid();
    this.#said = '';
    process.kill(pid, 'SIGKILL');
    await this.until('its keeper notices', () => this.#said.includes('the server has ended'));
  }

  /** `kill -9` of the keeper; the server, which has lost its port with it, ends as well. */
  async everythingIsKilled(): Promise<void> {
    const keeper = this.#keeper;
    if (keeper?.pid === undefined || !isRunning(keeper)) throw new Error('There is nothing to kill');
    const server = this.#serverPid();
    // Not `close`: the emulator lives on and holds the other end of the pipe.
    const gone = new Promise((resolve) => keeper.once('exit', resolve));
    process.kill(keeper.pid, 'SIGKILL');
    await gone;
    await this.until('the server ends without its keeper', () => !isAlive(server));
    keeper.stdout?.destroy();
    keeper.stderr?.destroy();
    this.#keeper = null;
  }

  /** As its keeper has logged it. */
  #serverPid(): number {
    const [line] = this.#said.split('\n').filter((text) => text.includes('"the server is ready"'));
    if (line === undefined) throw new Error(`No server is ready:\n${this.#said}`);
    return z.object({ pid: z.number() }).parse(JSON.parse(line)).pid;
  }

  /** Ends both processes in an orderly way; the data stay until `forget`. */
  async stops(): Promise<void> {
    const emulatorPid = Number(await readFile(join(this.dataDir, 'emulator.pid'), 'utf8').catch(() => '0'));
    const keeper = this.#keeper;
    if (keeper !== null && isRunning(keeper)) {
      const gone = new Promise((resolve) => keeper.once('exit', resolve));
      keeper.kill('SIGTERM');
      const limit = setTimeout(() => keeper.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(limit);
    }
    this.#keeper = null;
    if (emulatorPid > 0) await endById(emulatorPid);
    keeper?.stdout?.destroy();
    keeper?.stderr?.destroy();
  }

  async forget(): Promise<void> {
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Lines of the running server at error level; that it was killed is its keeper's to say. */
  errors(): readonly string[] {
    return this.#said
      .split('\n')
      .filter((line) => /"level":"(error|fatal)"/.test(line) && !line.includes('the server has ended'));
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
    const response = await fetch(`${this.#url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#url },
      body: JSON.stringify({ email, password: DEMO_PASSWORD }),
    });
    if (!response.ok) throw new Error(`Sign-in failed: ${response.status} ${await response.text()}`);
    const cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const { phone } = (await response.json()) as { phone: string };
    return new RealDesk(this, this.#url, cookie, phone);
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

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
