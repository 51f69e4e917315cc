import express, { type Request, type Response } from 'express';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server, type Socket } from 'socket.io';
import type { DemoSignIns } from '../../src/contract/api.ts';
import type { LiveChange } from '../../src/contract/live.ts';
import { LiveRows } from '../../src/contract/live.ts';
import type { Touched } from '../../src/contract/touched.ts';
import type { House } from './busy-house.ts';
import { mattersRoutes } from './matters-routes.ts';
import { pushRoutes } from './push-routes.ts';
import { shapeOf, twoVoices } from './two-voices.ts';

/** What the console asked for. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** A server that keeps the contract and nothing else: the console's tests decide what happens. */
export interface FakeServer {
  readonly url: string;
  readonly house: House;
  /** Requests under /api that change something, in order. */
  readonly asked: Asked[];
  /** Every GET of the list of recordings, newest last. */
  readonly lists: Asked[];
  /** Changes rows and tells every console that watches. */
  change(...changes: LiveChange[]): void;
  /** Says on the live line that these were touched. */
  touch(...news: Touched[]): void;
  /** The next request of this method and path is refused with these words. */
  refuseNext(method: string, path: string, detail: string, status?: number): void;
  /** The next request of this method and path is answered only when the returned function is called. */
  delayNext(method: string, path: string): () => void;
  /** Loses a message on the way: consoles see a gap in `seq`. */
  skipSequence(): void;
  /** Somebody else is told now in every browser that is told. */
  pushGoesElsewhere(): void;
  /** How often a snapshot was asked for. */
  watches(): number;
  /** Stops answering on the live line without closing it, as a dead network does; or heals it. */
  freeze(frozen: boolean): void;
  close(): Promise<void>;
}

const publicDir = fileURLToPath(new URL('../../public/', import.meta.url));

export async function startFakeServer(house: House): Promise<FakeServer> {
  const app = express();
  const server = createServer(app);
  const sockets = new Server(server);
  const asked: Asked[] = [];
  const lists: Asked[] = [];
  const told = new Set<string>();
  const refusals = new Map<string, { detail: string; status: number }>();
  const delays = new Map<string, Promise<void>>();
  const sequence = new Map<Socket, number>();
  let frozen = false;
  let watched = 0;

  app.use((_request, response, next) => {
    response.setHeader(
      'content-security-policy',
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self' blob:; connect-src 'self' ws:",
    );
    next();
  });
  app.use(express.json());
  app.use('/api', (request, response, next) => {
    if (request.method !== 'GET') asked.push(note(request));
    const refusal = refusals.get(`${request.method} ${request.originalUrl}`);
    const delay = delays.get(`${request.method} ${request.originalUrl}`);
    if (!refusal && delay) void delay.then(() => next());
    if (!refusal) return delay ? undefined : next();
    refusals.delete(`${request.method} ${request.originalUrl}`);
    problem(response, refusal.status, 'refused', refusal.detail);
  });

  app.get('/api/demo', (_request, response) => {
    response.json(demo);
  });
  app.post('/api/session', (request: Request, response) => {
    const body = request.body as { readonly email?: unknown; readonly password?: unknown };
    if (body.password !== demo.password)
      return problem(
        response,
        401,
        'wrong-password',
        'E-mail or password is wrong. Try again, or ask your manager for a new password.',
      );
    response.setHeader('set-cookie', 'deskbell=yes; Path=/; HttpOnly; SameSite=Lax');
    response.json(house.me);
  });
  app.delete('/api/session', (_request, response) => {
    response.setHeader('set-cookie', 'deskbell=; Path=/; Max-Age=0');
    response.status(204).end();
  });
  app.use('/api', (request, response, next) => {
    if (signedIn(request.headers.cookie)) return next();
    problem(response, 401, 'signed-out', 'You are signed out. Sign in again.');
  });
  app.get('/api/session', (_request, response) => {
    response.json(house.me);
  });
  app.get('/api/calls/:id/targets', (_request, response) => {
    response.json(house.targets);
  });
  app.get('/api/calls/:id', (request, response) => {
    const call = house.calls.get(request.params.id);
    if (!call)
      return problem(
        response,
        404,
        'no-such-call',
        'This call is not known. It may belong to another business.',
      );
    response.json(call);
  });
  app.get('/api/recordings', (request, response) => {
    lists.push(note(request));
    const { pathway, business } = request.query;
    const rows = house.recordings.filter(
      (row) =>
        (!pathway || row.pathways.some((each) => each === pathway)) &&
        (!business || row.businessId === business),
    );
    response.json({ rows, nextCursor: null, total: rows.length });
  });
  app.get('/api/recordings/:id/audio', (_request, response) => {
    sendWav(_request, response);
  });
  app.get('/api/recordings/:id/peaks', (_request, response) => {
    response.json(soundShape);
  });
  app.get('/api/recordings/:id/transcript', (request, response) => {
    response.json(house.transcripts.get(request.params.id) ?? { state: 'off', problem: null, lines: [] });
  });
  app.get('/api/recordings/:id', (request, response) => {
    const recording = house.recordings.find((row) => row.id === request.params.id);
    if (!recording)
      return problem(
        response,
        404,
        'no-such-recording',
        'This recording is not known. It may have been deleted after its time.',
      );
    response.json(recording);
  });
  app.use(
    '/api',
    mattersRoutes(() => house.matters),
  );
  app.use('/api', pushRoutes(told));
  app.use('/api', (_request, response) => {
    response.status(204).end();
  });
  app.use(express.static(`${publicDir}console`));
  app.use(express.static(publicDir, { index: false }));
  app.use((_request, response) => {
    response.sendFile(`${publicDir}console/index.html`);
  });

  sockets.use((socket, next) =>
    next(signedIn(socket.handshake.headers.cookie) ? undefined : new Error('signed-out')),
  );
  sockets.on('connection', (socket) => {
    sequence.set(socket, 0);
    socket.on('disconnect', () => sequence.delete(socket));
    socket.on('watch', (answer: (snapshot: unknown) => void) => {
      if (frozen) return;
      watched += 1;
      answer({ ...house.live, at: Date.now(), seq: sequence.get(socket) });
    });
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    house,
    asked,
    lists,
    change: (...changes) => {
      for (const change of changes) keep(house, change);
      for (const [socket, seq] of sequence) {
        sequence.set(socket, seq + 1);
        socket.emit('live', { seq: seq + 1, at: Date.now(), changes });
      }
    },
    touch: (...news) => {
      for (const socket of sequence.keys()) socket.emit('touched', news);
    },
    refuseNext: (method, path, detail, status = 409) => refusals.set(`${method} ${path}`, { detail, status }),
    delayNext: (method, path) => {
      let release = (): void => undefined;
      delays.set(`${method} ${path}`, new Promise((resolve) => (release = resolve)));
      return () => {
        delays.delete(`${method} ${path}`);
        release();
      };
    },
    skipSequence: () => {
      for (const [socket, seq] of sequence) sequence.set(socket, seq + 1);
    },
    pushGoesElsewhere: () => told.clear(),
    watches: () => watched,
    freeze: (next) => {
      frozen = next;
    },
    close: async () => {
      await sockets.close();
      server.closeAllConnections();
    },
  };
}

export const demo = {
  password: 'demo-password',
  people: [
    {
      email: 'ana@deskbell.test',
      name: 'Ana Ferreira',
      role: 'receptionist',
      businesses: ['Larkfield Shop', 'Tideway Plumbing', 'Willow Dental'],
    },
    { email: 'dev@deskbell.test', name: 'Dev Patel', role: 'expert', businesses: ['Larkfield Shop'] },
    {
      email: 'maria@deskbell.test',
      name: 'Maria Lind',
      role: 'manager',
      businesses: ['Larkfield Shop', 'Willow Dental'],
    },
    {
      email: 'root@deskbell.test',
      name: 'Rita Sand',
      role: 'admin',
      businesses: ['Larkfield Shop', 'Tideway Plumbing', 'Willow Dental'],
    },
  ],
} satisfies DemoSignIns;

const signedIn = (cookie: string | undefined): boolean => cookie?.includes('deskbell=yes') ?? false;

const note = (request: Request): Asked => ({
  method: request.method,
  path: request.originalUrl.split('?')[0] ?? '',
  query: request.query,
  body: request.body as unknown,
});

function problem(response: Response, status: number, code: string, detail: string): void {
  response
    .status(status)
    .type('application/problem+json')
    .json({ type: 'about:blank', title: 'Refused', status, detail, code });
}

const sound = twoVoices(96);
const soundShape = shapeOf(sound);

function sendWav(request: Request, response: Response): void {
  response.setHeader('accept-ranges', 'bytes');
  response.type('audio/wav');
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (!range) {
    response.send(sound);
    return;
  }
  const from = Number(range[1]);
  const to = range[2] ? Number(range[2]) : sound.length - 1;
  response
    .status(206)
    .setHeader('content-range', `bytes ${from}-${to}/${sound.length}`)
    .send(sound.subarray(from, to + 1));
}

const listOf = {
  queue: 'queues',
  waiting: 'waiting',
  person: 'people',
  call: 'calls',
  breach: 'breaches',
  offer: 'offers',
} as const;

function keep(house: House, change: LiveChange): void {
  const rows: { id: string }[] = house.live[listOf[change.kind]];
  const at = rows.findIndex((row) => row.id === change.id);
  if (change.row === null) {
    if (at >= 0) rows.splice(at, 1);
    return;
  }
  const row = LiveRows[change.kind].parse(change.row);
  if (at >= 0) rows[at] = row;
  else rows.push(row);
}
