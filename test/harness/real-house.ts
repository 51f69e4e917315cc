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

const root = fileURLToPath(new URL('../..', import.meta.url));
const START_LIMIT_MS = 60_000;

const Call = z.object({
  callSid: z.string(),
  from: z.string(),
  to: z.string(),
  status: z.string(),
  direction: z.string(),
});
const HeardCall = Call.extend({
  heard: z.array(z.object({ at: z.number(), verb: z.string(), text: z.string() })),
});
export type HouseCall = z.infer<typeof Call>;

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
    return z.object({ calls: z.array(Call) }).parse(await this.emulator('GET', '/calls?limit=1000')).calls;
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

/** One leg at the telephone company. */
class RealLeg {
  readonly house: RealHouse;
  readonly sid: string;

  constructor(house: RealHouse, sid: string) {
    this.house = house;
    this.sid = sid;
  }

  async view() {
    return HeardCall.parse(await this.house.emulator('GET', `/calls/${this.sid}`));
  }

  async transcript(): Promise<string> {
    const { heard } = await this.view();
    return heard.map(({ verb, text }) => `${verb}: ${text}`).join('\n');
  }

  async hears(words: RegExp, limitMs = 30_000): Promise<void> {
    try {
      await this.house.until(
        `they hear ${String(words)}`,
        async () => words.test(await this.transcript()),
        limitMs,
      );
    } catch (error) {
      throw new Error(`${String(error)}. Heard:\n${await this.transcript()}`, { cause: error });
    }
  }

  /** Waits until they are in the room where caller and people meet. */
  async comesIntoTheRoom(): Promise<void> {
    await this.hears(/^Conference:/m);
  }

  async presses(digits: string): Promise<void> {
    await this.house.emulator('POST', `/calls/${this.sid}/press`, { digits });
  }

  async says(text: string): Promise<void> {
    await this.house.emulator('POST', `/calls/${this.sid}/speak`, { text });
  }

  async hangsUp(): Promise<void> {
    await this.house.emulator('POST', `/calls/${this.sid}/hangup`, {});
  }
}

export class RealCaller extends RealLeg {
  async isOnTheLine(): Promise<boolean> {
    return (await this.view()).status === 'in-progress';
  }
}

/** Somebody with a sign-in that outlives the server, and a telephone. */
export class RealDesk {
  readonly phone: string;
  readonly #house: RealHouse;
  readonly #url: string;
  readonly #cookie: string;

  constructor(house: RealHouse, url: string, cookie: string, phone: string) {
    this.#house = house;
    this.#url = url;
    this.#cookie = cookie;
    this.phone = phone;
  }

  /** A request to the API; its status, 0 when there was no answer. */
  async does(method: string, path: string, body?: unknown): Promise<number> {
    try {
      const response = await fetch(`${this.#url}/api${path}`, {
        method,
        headers: {
          cookie: this.#cookie,
          origin: this.#url,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return response.status;
    } catch {
      // The server died while it was asked: the person looks at the screen and sees what became of it.
      return 0;
    }
  }

  async phoneRings(limitMs = 30_000): Promise<void> {
    await this.#house.until(
      `${this.phone} rings`,
      async () => (await this.#leg('ringing')) !== null,
      limitMs,
    );
  }

  /** Lifts the receiver and says yes by key. */
  async answers(): Promise<RealLeg> {
    await this.phoneRings();
    const ringing = await this.#leg('ringing');
    if (ringing === null) throw new Error(`${this.phone} has stopped ringing`);
    await this.#house.emulator('POST', `/calls/${ringing.callSid}/answer`, {});
    const leg = new RealLeg(this.#house, ringing.callSid);
    await leg.hears(/press 1/);
    await leg.presses('1');
    await leg.comesIntoTheRoom();
    return leg;
  }

  async #leg(status: string): Promise<HouseCall | null> {
    return (await this.#house.ringsAt(this.phone)).find((call) => call.status === status) ?? null;
  }
}
