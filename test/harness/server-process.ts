import { fork, type ChildProcess } from 'node:child_process';
import type { Door } from '../../src/keeper/door.ts';
import { wayTo } from '../../src/keeper/keeper.ts';
import { BEHIND_KEEPER, READY } from '../../src/keeper/words.ts';
import { bundled } from './program.ts';
import type { ServerSettings } from './house-server.ts';
import { isAnswer, type Answers, type Asked } from './server-words.ts';
import { watchLog, type LogWatch } from './watched-logger.ts';

/** The server died before it answered. */
class Died extends Error {}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A server in a process of its own, behind a door that is held here. One that is killed is started again at once on the
 * same store, and whoever connects meanwhile waits, as with the keeper of `npm start`.
 */
export class ServerProcess {
  readonly log: LogWatch;
  readonly #door: Door;
  readonly #settings: ServerSettings;
  readonly #now: () => number;
  readonly #program: string;
  readonly #onConnection: () => void;
  readonly #hears: ReturnType<typeof watchLog>;
  readonly #pending = new Map<number, Pending>();
  #said = '';
  #asked = 0;
  #working = 0;
  #child: ChildProcess | null = null;
  #spare: ChildProcess | null = null;
  #up: Promise<unknown> = Promise.resolve();
  #gone: Promise<void> = Promise.resolve();
  #wasKilled = false;
  #ending = false;

  private constructor(parts: {
    door: Door;
    settings: ServerSettings;
    now: () => number;
    onConnection: () => void;
    program: string;
  }) {
    this.#door = parts.door;
    this.#settings = parts.settings;
    this.#now = parts.now;
    this.#onConnection = parts.onConnection;
    this.#program = parts.program;
    this.#hears = watchLog();
    this.log = this.#hears;
  }

  /**
   * Resolves when the server takes calls.
   * @param parts.now how late it is, epoch ms, whenever a server starts
   * @param parts.onConnection called after a connection was handed to the server
   */
  static async open(parts: {
    readonly door: Door;
    readonly settings: ServerSettings;
    readonly now: () => number;
    readonly onConnection: () => void;
  }): Promise<ServerProcess> {
    const server = new ServerProcess({ ...parts, program: await bundled('test/harness/server-main.ts') });
    server.#begin();
    await server.#up;
    return server;
  }

  /** Whether it was asked to do what is due, and has not answered. */
  get isAtWork(): boolean {
    return this.#working > 0;
  }

  /** Asks until a server has lived long enough to answer. @throws Error when the answer is one */
  async ask<W extends Asked['what']>(asked: Extract<Asked, { what: W }>): Promise<Answers[W]> {
    for (;;) {
      let gone = this.#gone;
      try {
        await this.#up;
        gone = this.#gone;
        if (asked.what === 'run-due') this.#working += 1;
        return (await this.#askOnce(asked).finally(() => {
          if (asked.what === 'run-due') this.#working -= 1;
        })) as Answers[W];
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        await gone;
      }
    }
  }

  /** `kill -9`: nothing is said, nothing is put away. False: there is none to kill, it is dying already. */
  kill(): boolean {
    if (this.#child === null || this.#wasKilled || this.#ending) return false;
    this.#wasKilled = true;
    return this.#child.kill('SIGKILL');
  }

  /** Ends the server in an orderly way, and shuts the door. */
  async close(): Promise<void> {
    try {
      await this.ask({ what: 'close' });
    } finally {
      this.#ending = true;
      this.#spare?.kill('SIGKILL');
      this.#child?.kill('SIGKILL');
      await this.#gone;
      this.#door.close();
    }
  }

  #begin(): void {
    const child = this.#spare ?? this.#load();
    this.#spare = null;
    this.#child = child;
    this.#wasKilled = false;
    child.on('message', (message: unknown) => {
      if (message === READY) {
        const handOver = wayTo(child);
        this.#door.leadsTo((connection, wasTaken) => {
          handOver(connection, wasTaken);
          this.#onConnection();
        });
      } else if (isAnswer(message)) {
        const pending = this.#pending.get(message.n);
        this.#pending.delete(message.n);
        if ('error' in message) pending?.reject(new Error(message.error));
        else pending?.resolve(message.value);
      }
    });
    this.#gone = new Promise((resolve) =>
      child.once('exit', () => {
        this.#door.leadsNowhere();
        this.#child = null;
        const pending = [...this.#pending.values()];
        this.#pending.clear();
        const error = this.#wasKilled
          ? new Died('The server was killed')
          : new Error(`The server ended by itself:\n${this.#said}`);
        if (this.#wasKilled && !this.#ending) this.#begin();
        for (const { reject } of pending) reject(error);
        resolve();
      }),
    );
    this.#up = this.#askOnce({ what: 'open', at: this.#now(), settings: this.#settings });
    this.#up.then(
      () => {
        if (!this.#ending) this.#spare ??= this.#load();
      },
      () => undefined,
    );
  }

  /** A process that has loaded the program and knows nothing yet: to load is most of a start. */
  #load(): ChildProcess {
    const child = fork(this.#program, [BEHIND_KEEPER, String(this.#door.port)], {
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: process.env['TZ'] },
    });
    child.stdout?.pipe(this.#hears.destination, { end: false });
    child.stderr?.on('data', (text: Buffer) => (this.#said += text.toString()));
    return child;
  }

  #askOnce(asked: Asked): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const child = this.#child;
      if (child === null) return reject(new Error(`The server ended by itself:\n${this.#said}`));
      // Its end is about to be heard of.
      if (!child.connected) return reject(new Died('The server was killed'));
      this.#asked += 1;
      this.#pending.set(this.#asked, { resolve, reject });
      child.send({ n: this.#asked, ...asked }, () => undefined);
    });
  }
}
