import { fork, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Logger } from '../observability/logger.ts';
import type { Door, HandOver } from './door.ts';
import { BEHIND_KEEPER, CONNECTION, READY, TAKEN } from './words.ts';

/** A server that dies at once, again and again, is given these pauses, in ms; the last one is repeated. */
const PAUSES_MS = [0, 1_000, 2_000, 5_000, 10_000] as const;
/** A server that has run this long was well; its death begins a new count. */
const WELL_AFTER_MS = 60_000;

export interface KeeperOptions {
  /** The server's program, and what Node needs to run it. */
  readonly program: string;
  readonly execArgv?: readonly string[];
  readonly door: Door;
  readonly logger: Logger;
}

/**
 * Keeps one server running behind the door. A server that is killed or crashes is started again at once, while its
 * callers' webhooks wait; one that ends by itself before it was ever ready has said why, and is not started again.
 */
export class Keeper {
  readonly #options: KeeperOptions;
  #server: ChildProcess | null = null;
  #stopping: NodeJS.Signals | null = null;
  #deaths = 0;
  #wasEverReady = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** Resolves with the exit code once there is no server and will be none. */
  async run(): Promise<number> {
    for (;;) {
      const startedAt = performance.now();
      const { code, signal } = await this.#once();
      if (this.#stopping !== null) return code ?? 0;
      if (!this.#wasEverReady) return code ?? 1;
      this.#deaths = performance.now() - startedAt > WELL_AFTER_MS ? 1 : this.#deaths + 1;
      const pauseMs = PAUSES_MS[Math.min(this.#deaths, PAUSES_MS.length) - 1] ?? 0;
      this.#options.logger.error(
        { exitCode: code, signal, deaths: this.#deaths, pauseMs },
        'the server has ended and is started again; its connections wait',
      );
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (this.#stopping !== null) return 0;
    }
  }

  /** Lets the server end in its own time; no other is started. */
  stop(signal: NodeJS.Signals): void {
    this.#stopping = signal;
    this.#options.door.leadsNowhere();
    this.#server?.kill(signal);
  }

  #once(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
    const { program, execArgv, door } = this.#options;
    return new Promise((resolve, reject) => {
      const behind = [BEHIND_KEEPER, String(door.port)];
      const server = fork(program, behind, { ...(execArgv && { execArgv: [...execArgv] }) });
      this.#server = server;
      server.on('message', (message) => {
        if (message !== READY || this.#stopping !== null) return;
        this.#wasEverReady = true;
        this.#options.logger.info({ pid: server.pid, waiting: door.waiting }, 'the server is ready');
        door.leadsTo(wayTo(server));
      });
      server.once('error', reject);
      server.once('exit', (code, signal) => {
        door.leadsNowhere();
        this.#server = null;
        resolve({ code, signal });
      });
    });
  }
}

/**
 * The way from the door to this server. A connection stays open here until the server says that it has it: when the server
 * dies before, Node would leave its other side hanging for ever, and here it goes back to the door, for the next server.
 */
export function wayTo(server: ChildProcess): HandOver {
  const onTheWay: { readonly connection: Socket; readonly wasTaken: (taken: boolean) => void }[] = [];
  server.on('message', (message) => {
    const first = message === TAKEN ? onTheWay.shift() : undefined;
    first?.wasTaken(true);
    first?.connection.destroy();
  });
  const giveBack = () => {
    for (const { wasTaken } of onTheWay.splice(0)) wasTaken(false);
  };
  server.once('exit', () => {
    // What it said last is read before.
    setImmediate(giveBack);
    // Node waits for its word on connections that were under way, which will never come.
    server.channel?.unref();
  });
  return (connection, wasTaken) => {
    if (!server.connected) {
      wasTaken(false);
      return;
    }
    onTheWay.push({ connection, wasTaken });
    // One that cannot be sent any more goes back with the others: there is no other reason than the server's end.
    server.send(CONNECTION, connection, { keepOpen: true }, () => undefined);
  };
}
