import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** Gets a WebSocket that was opened at its path; `url` has the query. Must handle the socket's `error` and `close` itself. */
export type SocketHandler = (socket: WebSocket, url: URL, request: IncomingMessage) => void;

/** An SDP of a browser has about 5 KB; nothing that is asked here comes near this. */
const largestMessageBytes = 256 * 1024;
const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** WebSockets on the emulator's one HTTP server, each path with a handler of its own. */
export class Upgrades {
  readonly #handlers = new Map<string, SocketHandler>();
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessageBytes });

  constructor(server: Server) {
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Opens WebSockets at this path, such as `/emulator/sound`; pages that are not of this machine are refused. */
  handle(path: string, handler: SocketHandler): void {
    this.#handlers.set(path, handler);
  }

  /** Cuts every socket; an HTTP server that closes leaves them open. */
  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A connection that breaks in the middle of its opening concerns nobody.
    socket.on('error', () => socket.destroy());
    const url = urlOf(request);
    const handler = url && this.#handlers.get(url.pathname);
    if (!url || !handler) return refuse(socket, '404 Not Found', 'There is no WebSocket at this path.');
    if (!isOfThisMachine(request.headers.origin)) {
      return refuse(socket, '403 Forbidden', 'Only pages of this machine may speak with the emulator.');
    }
    this.#sockets.handleUpgrade(request, socket, head, (opened) => handler(opened, url, request));
  }
}

/** Programs send no origin; of pages, only those that were loaded from this machine: any website may open a WebSocket to localhost. */
export function isOfThisMachine(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  const host = URL.canParse(origin) ? new URL(origin).hostname : '';
  return loopbackHosts.includes(host) || host.endsWith('.localhost');
}

function urlOf(request: IncomingMessage): URL | null {
  const address = `http://localhost${request.url ?? ''}`;
  return URL.canParse(address) ? new URL(address) : null;
}

function refuse(socket: Duplex, status: string, reason: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${reason}\n`);
}
