import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { listenFault } from '../http/listen-fault.ts';

/** Twilio gives a webhook 15 s; who has waited longer has been given up on. */
const PATIENCE_MS = 15_000;
/** Enough for the calls of a large house during a restart; beyond it, new connections are refused at once. */
const MOST_WAITING = 2_000;

/** Takes one connection to the server. `null`: there is no server now. */
export type HandOver = (connection: Socket, wasTaken: (taken: boolean) => void) => void;

/** The port of the house. While no server is there to take them, connections wait here instead of being refused. */
export class Door {
  readonly #server: Server;
  readonly #patienceMs: number;
  readonly #waiting = new Map<Socket, NodeJS.Timeout>();
  #handOver: HandOver | null = null;

  private constructor(server: Server, patienceMs: number) {
    this.#server = server;
    this.#patienceMs = patienceMs;
  }

  /** @throws Error in plain words when the port cannot be had. */
  static async open(port: number, patienceMs = PATIENCE_MS): Promise<Door> {
    // Paused: not one byte is read here, so that the server finds the request whole.
    const server = createServer({ pauseOnConnect: true });
    const door = new Door(server, patienceMs);
    server.on('connection', (connection: Socket) => door.#arrive(connection));
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        reject(new Error(listenFault(error, port), { cause: error })),
      );
      server.listen(port, resolve);
    });
    return door;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** A server is ready: it gets whoever waits, in order of arrival, and everyone from now on. */
  leadsTo(handOver: HandOver): void {
    this.#handOver = handOver;
    const waiting = [...this.#waiting.keys()];
    for (const connection of waiting) this.#pass(connection);
  }

  /** The server is gone; from now on connections wait. */
  leadsNowhere(): void {
    this.#handOver = null;
  }

  close(): void {
    this.#server.close();
    for (const connection of this.#waiting.keys()) this.#sendAway(connection);
  }

  #arrive(connection: Socket): void {
    // A connection that breaks is no failure of the house.
    connection.on('error', () => this.#forget(connection));
    if (this.#handOver === null) this.#letWait(connection);
    else this.#pass(connection);
  }

  #pass(connection: Socket): void {
    this.#forget(connection);
    const handOver = this.#handOver;
    if (handOver === null) {
      this.#letWait(connection);
      return;
    }
    handOver(connection, (taken) => {
      if (!taken && !connection.destroyed) this.#letWait(connection);
    });
  }

  #letWait(connection: Socket): void {
    if (this.#waiting.size >= MOST_WAITING) {
      connection.destroy();
      return;
    }
    const limit = setTimeout(() => this.#sendAway(connection), this.#patienceMs);
    this.#waiting.set(connection, limit);
  }

  #sendAway(connection: Socket): void {
    this.#forget(connection);
    connection.destroy();
  }

  #forget(connection: Socket): void {
    clearTimeout(this.#waiting.get(connection));
    this.#waiting.delete(connection);
  }
}
