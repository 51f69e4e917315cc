import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { listenFault } from './listen-fault.ts';

/** Looks at a request first; false when it is not its own and the application should answer. */
export type Road = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface Serving {
  readonly server: Server;
  /** The port that was taken: the asked one, or a free one for 0. */
  readonly port: number;
  /** Takes no new requests, lets running ones finish, and cuts off what has not finished in time. */
  close(): Promise<void>;
}

/** Where connections come from when somebody else holds the port. */
export interface Doorway {
  readonly port: number;
  /** Brings every connection to `take` from now on; returns how to end this. */
  open(take: (connection: Socket) => void): () => void;
}

export interface ServeOptions {
  readonly port: number;
  /** Given: the port is not listened on here. */
  readonly doorway?: Doorway;
  /** Default: every address of this computer. */
  readonly host?: string;
  readonly road: Road;
  readonly app: RequestListener;
  /** Hears of the server before it listens, so that live connections miss nothing. */
  readonly beforeListening?: (server: Server) => void;
  /** How long running requests may take to finish at the stop. Default: 5 s. */
  readonly graceMs?: number;
}

/**
 * One server: webhooks on their short road first, everything else through the application.
 * @throws Error in plain words when the port cannot be had.
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { port, host, road, app, doorway, graceMs = 5_000 } = options;
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (request, response) => {
    if (!road(request, response)) app(request, response);
  });
  // Longer than the usual minute of proxies, so that it is never we who close a connection that they are about to use.
  server.keepAliveTimeout = 65_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  options.beforeListening?.(server);
  if (doorway !== undefined) {
    const shut = doorway.open((connection) => server.emit('connection', connection));
    return {
      server,
      port: doorway.port,
      close: () => {
        shut();
        return finish(server, sockets, graceMs, allClosed(sockets));
      },
    };
  }
  await listen(server, port, host);
  const { port: taken } = server.address() as AddressInfo;
  return { server, port: taken, close: () => stop(server, sockets, graceMs) };
}

function allClosed(sockets: ReadonlySet<Socket>): Promise<unknown> {
  return Promise.all(
    [...sockets].map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()))),
  );
}

function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) =>
      reject(new Error(listenFault(error, port), { cause: error }));
    server.once('error', fail);
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function stop(server: Server, sockets: ReadonlySet<Socket>, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  });
  return finish(server, sockets, graceMs, closed);
}

async function finish(
  server: Server,
  sockets: ReadonlySet<Socket>,
  graceMs: number,
  closed: Promise<unknown>,
): Promise<void> {
  // A connection that was busy when the stop began becomes idle later, and would be kept open for its next request.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  // Not closeAllConnections(): it knows nothing of connections that became WebSockets, and one whose other side is dead would hold us up.
  const impatience = setTimeout(() => sockets.forEach((socket) => socket.destroy()), graceMs);
  try {
    await closed;
  } finally {
    clearInterval(sweep);
    clearTimeout(impatience);
  }
}
