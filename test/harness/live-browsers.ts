import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { LiveBatch, LiveSnapshot } from '../../src/contract/live.ts';
import { type Touched, TouchedNews } from '../../src/contract/touched.ts';
import type { Role } from '../../src/contract/shapes.ts';
import { type Live, type LiveParts, type Visitors, type Watcher, createLive } from '../../src/live/index.ts';
import { type HandBoard, handBoard } from './board-rows.ts';
import { handClock, keptLog } from './staff.ts';

/** Sign-ins by hand: the cookie is the session's name. */
function handVisitors() {
  const people = new Map<string, Watcher>();
  const listeners = new Set<Parameters<Visitors['onEnded']>[0]>();
  const visitors: Visitors = {
    visitorOf: async (cookie) => {
      const identity = people.get(cookie ?? '');
      return identity === undefined ? null : { sessionId: cookie ?? '', identity };
    },
    find: async (sessionId) => people.get(sessionId) ?? null,
    onEnded: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    visitors,
    signIn: (personId: string, works: Readonly<Record<string, Role>>) =>
      people.set(personId, {
        personId,
        memberships: Object.entries(works).map(([businessId, role]) => ({ businessId, role })),
      }),
    signOut: (personId: string) => {
      people.delete(personId);
      for (const listener of listeners) listener({ sessionId: personId });
    },
    forget: (personId: string) => people.delete(personId),
  };
}

/** A browser that keeps what it hears. */
export interface Browser {
  readonly socket: Socket;
  readonly batches: LiveBatch[];
  /** What was said to be touched, oldest first. */
  readonly news: Touched[];
  watch(): Promise<LiveSnapshot>;
  /** Resolves once this many changes have come. */
  hears(changes: number): Promise<void>;
}

export interface LiveHouse {
  readonly lines: Record<string, unknown>[];
  board: HandBoard;
  staff: ReturnType<typeof handVisitors>;
  server: Server;
  live: Live;
  /** Says that these were touched, as the event log would. */
  touch(...news: Touched[]): void;
  port: number;
  open(options?: Partial<LiveParts>): void;
  /** A bare socket, connected or not. */
  dial(personId: string, headers?: Record<string, string>): Socket;
  connect(personId: string): Promise<Browser>;
}

/** The live side on a port of its own for each test; Rita and Mona (its manager) are of the shop, Dora of the dentist. */
export function liveHouse(): LiveHouse {
  const { logger, lines } = keptLog();
  let sockets: Socket[] = [];
  const newsListeners = new Set<(news: readonly Touched[]) => void>();

  const house = {
    lines,
    open(options = {}) {
      house.live = createLive({
        httpServer: house.server,
        publicUrl: `http://localhost:${house.port}`,
        sessions: house.staff.visitors,
        board: house.board,
        news: {
          onNews: (listener) => {
            newsListeners.add(listener);
            return () => newsListeners.delete(listener);
          },
        },
        clock: handClock(),
        logger,
        // A test that is not about beats should not hear any.
        beatMs: 60_000,
        ...options,
      });
    },
    dial(personId, headers = {}) {
      const socket = io(`http://127.0.0.1:${house.port}`, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { cookie: personId, ...headers },
      });
      sockets.push(socket);
      return socket;
    },
    touch: (...news) => {
      for (const listener of newsListeners) listener(news);
    },
    connect: (personId) => listen(house.dial(personId)),
  } as LiveHouse;

  beforeEach(async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    house.server = server;
    house.port = (server.address() as AddressInfo).port;
    house.board = handBoard();
    house.staff = handVisitors();
    house.staff.signIn('rita', { shop: 'receptionist' });
    house.staff.signIn('mona', { shop: 'manager' });
    house.staff.signIn('dora', { dentist: 'receptionist' });
    lines.length = 0;
  });
  afterEach(async () => {
    for (const socket of sockets) socket.disconnect();
    sockets = [];
    house.live.close();
    await new Promise<void>((resolve) => {
      house.server.close(() => resolve());
      house.server.closeAllConnections();
    });
  });
  return house;
}

async function listen(socket: Socket): Promise<Browser> {
  const batches: LiveBatch[] = [];
  const news: Touched[] = [];
  let arrived = () => {};
  socket.on('touched', (message: unknown) => news.push(...TouchedNews.parse(message)));
  socket.on('live', (batch: unknown) => {
    batches.push(LiveBatch.parse(batch));
    arrived();
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  return {
    socket,
    batches,
    news,
    watch: async () => LiveSnapshot.parse(await socket.timeout(5_000).emitWithAck('watch')),
    hears: (changes) =>
      new Promise((resolve) => {
        arrived = () => {
          if (batches.flatMap((batch) => batch.changes).length >= changes) resolve();
        };
        arrived();
      }),
  };
}

/** The TCP connection below a socket. */
export function wireOf(socket: Socket): { pause(): void; resume(): void } {
  const { transport } = socket.io.engine as { transport: object };
  return (transport as { ws: { _socket: { pause(): void; resume(): void } } }).ws._socket;
}

export const goesAway = (socket: Socket) =>
  new Promise<string>((resolve) => socket.on('disconnect', resolve));
export const refused = (socket: Socket) =>
  new Promise<string>((resolve) => socket.on('connect_error', (error) => resolve(error.message)));
