import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { LiveSnapshot } from '../contract/live.ts';
import { ownOrigin } from '../config/own-origin.ts';
import type { Clock } from '../kernel/clock.ts';
import { SECOND } from '../kernel/duration.ts';
import type { Logger } from '../observability/logger.ts';
import type { Connection, LiveSocket } from './connection.ts';
import { openConnection } from './connection.ts';
import type { NewsSource } from './news.ts';
import type { BoardChange, BoardSource } from './rows.ts';
import type { Visitors, Watcher } from './visitors.ts';
import { changeWindow } from './window.ts';

export interface Live {
  /** Browsers connected now. */
  clients(): number;
  /** Ends every connection; the HTTP server stays open. Browsers try to come back. */
  close(): void;
}

export interface LiveParts {
  readonly httpServer: HttpServer;
  readonly publicUrl: string;
  readonly sessions: Visitors;
  readonly board: BoardSource;
  readonly news: NewsSource;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Changes are gathered for this long after a message. Default 50 ms. */
  readonly windowMs?: number;
  /** More than this waiting for one client ends its connection. Default 1 MB. */
  readonly maxBuffered?: number;
  /** How often a quiet line says that it lives. Default 1 s; the console calls it lost after a few of these. */
  readonly beatMs?: number;
  /** How often each session is looked up again, for those that ended elsewhere or by time. Default 30 s. */
  readonly recheckMs?: number;
  readonly onCutOff?: () => void;
}

/** The live board in browsers: a snapshot on request, then numbered changes, each person seeing what is theirs to see. */
export function createLive(parts: LiveParts): Live {
  const { sessions, board, clock, logger } = parts;
  const maxBuffered = parts.maxBuffered ?? 1_000_000;
  const isOwnOrigin = ownOrigin(parts.publicUrl);
  const connections = new Set<Connection>();
  let closed = false;

  const io: Server = new Server(parts.httpServer, {
    serveClient: false,
    // A browser sends nothing but the word `watch`.
    maxHttpBufferSize: 10_000,
    pingInterval: 10 * SECOND,
    pingTimeout: 10 * SECOND,
    allowRequest: (request, decide) => decide(null, !closed && isOwnOrigin(request.headers)),
  });

  const keepOrCut = (connection: Connection, keepsUp: boolean) => {
    if (keepsUp) return;
    connections.delete(connection);
    connection.cutOff();
    logger.warn(
      { personId: connection.watcher().personId },
      'a live client reads too slowly and was cut off; it may come back for a fresh snapshot',
    );
    parts.onCutOff?.();
  };

  const window = changeWindow(parts.windowMs ?? 50, (changes) => {
    const at = clock.now();
    for (const connection of [...connections]) keepOrCut(connection, connection.send(changes, at));
  });

  async function recheck(connection: Connection): Promise<void> {
    const watcher = await sessions.find(connection.sessionId);
    if (watcher === null) connection.signOut();
    else if (!sameParts(watcher, connection.watcher())) connection.become(watcher, clock.now());
  }
  const recheckLogged = (connection: Connection) =>
    recheck(connection).catch((error: unknown) =>
      logger.error({ err: error }, 'a live session could not be looked up; it is tried again'),
    );
  async function recheckAll(): Promise<void> {
    for (const connection of [...connections]) await recheckLogged(connection);
  }

  /** A new part in a business bites at once, not at the next round. */
  const recheckChanged = (changes: readonly BoardChange[]) => {
    for (const change of changes) {
      if (change.kind !== 'person') continue;
      for (const connection of connections) {
        const watcher = connection.watcher();
        if (watcher.personId === change.id && !sameParts(watcher, change.row ?? { memberships: [] })) {
          void recheckLogged(connection);
        }
      }
    }
  };

  io.use((socket, next) => {
    sessions
      .visitorOf(socket.handshake.headers.cookie)
      .then((visitor) => {
        if (visitor === null) {
          next(new Error('signed-out'));
          return;
        }
        const { sessionId, identity } = visitor;
        socket.data = { sessionId, watcher: identity };
        next();
      })
      .catch((error: unknown) => {
        logger.error({ err: error }, 'a live connection could not be checked against its session');
        next(new Error('unavailable'));
      });
  });

  io.on('connection', (socket: LiveSocket) => {
    const { sessionId, watcher } = socket.data as { sessionId: string; watcher: Watcher };
    const connection = openConnection({ socket, sessionId, watcher, maxBuffered });
    connections.add(connection);
    socket.on('disconnect', () => connections.delete(connection));
    // The session may have ended while its look-up was on the way.
    void recheckLogged(connection);
    socket.on('watch', (answer: unknown) => {
      if (!isAnswer(answer)) return;
      // What was gathered goes out first: then the snapshot and what follows it meet without overlap.
      window.flush();
      answer(connection.snapshot(board.rows(), clock.now()));
      connection.snapshotSent();
    });
  });

  const stops = [
    board.onChange((changes) => {
      recheckChanged(changes);
      window.add(changes);
    }),
    parts.news.onNews((news) => {
      for (const connection of [...connections]) keepOrCut(connection, connection.tell(news));
    }),
    sessions.onEnded((ended) => {
      for (const connection of [...connections]) {
        const affected =
          'sessionId' in ended
            ? connection.sessionId === ended.sessionId
            : connection.watcher().personId === ended.personId;
        if (affected) connection.signOut();
      }
    }),
  ];
  const beat = setInterval(() => {
    const at = clock.now();
    for (const connection of [...connections]) keepOrCut(connection, connection.beat(at));
  }, parts.beatMs ?? SECOND);
  const round = setInterval(() => void recheckAll(), parts.recheckMs ?? 30 * SECOND);

  return {
    clients: () => connections.size,
    close() {
      closed = true;
      clearInterval(beat);
      clearInterval(round);
      for (const stop of stops) stop();
      window.close();
      // Not io.close(): that would close the HTTP server too, which is not ours.
      io.engine.close();
    },
  };
}

/** What comes from a browser can be anything. */
function isAnswer(value: unknown): value is (snapshot: LiveSnapshot) => void {
  return typeof value === 'function';
}

/** Whether two watchers may see the same. */
function sameParts(one: Pick<Watcher, 'memberships'>, other: Pick<Watcher, 'memberships'>): boolean {
  const spell = ({ memberships }: Pick<Watcher, 'memberships'>) =>
    memberships
      .map(({ businessId, role }) => `${businessId} ${role}`)
      .sort()
      .join('\n');
  return spell(one) === spell(other);
}
