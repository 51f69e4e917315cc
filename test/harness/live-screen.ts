import { io, type Socket } from 'socket.io-client';
import type { LiveBatch, LiveSnapshot } from '../../src/contract/live.ts';

/** What one browser shows of the live board: the snapshot, and every change that followed. */
export class LiveScreen {
  readonly #socket: Socket;
  readonly #seen: string[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('live', (batch: LiveBatch) => this.#seen.push(JSON.stringify(batch)));
  }

  static async open(url: string, cookie: string): Promise<LiveScreen> {
    const socket = io(url, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { cookie, origin: url },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const screen = new LiveScreen(socket);
    const snapshot = (await socket.emitWithAck('watch')) as LiveSnapshot;
    screen.#seen.push(JSON.stringify(snapshot));
    return screen;
  }

  /** Everything that this browser was ever sent, as text. */
  everythingSeen(): string {
    return this.#seen.join('\n');
  }

  /** Waits, in real time, until the browser was sent it. */
  async shows(words: RegExp): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      if (words.test(this.everythingSeen())) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`The live board never showed ${String(words)}`);
  }

  close(): void {
    this.#socket.disconnect();
  }
}
