import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import {
  breachRow,
  callRow,
  handBoard,
  newCall,
  offerRow,
  personRow,
  queueRow,
  waitingRow,
} from '../../test/harness/board-rows.ts';
import { handClock, keptLog } from '../../test/harness/staff.ts';
import { LiveBatch, LiveSnapshot } from '../contract/live.ts';
import type { Role } from '../contract/shapes.ts';
import type { BoardChange } from './rows.ts';
import { type Live, type LiveParts, createLive } from './live.ts';
import type { Visitors, Watcher } from './visitors.ts';

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
interface Browser {
  readonly socket: Socket;
  readonly batches: LiveBatch[];
  watch(): Promise<LiveSnapshot>;
  /** Resolves once this many changes have come. */
  hears(changes: number): Promise<void>;
}

let server: Server;
let port = 0;
let live: Live;
let board: ReturnType<typeof handBoard>;
let staff: ReturnType<typeof handVisitors>;
let sockets: Socket[] = [];
const { logger, lines } = keptLog();

function open(options: Partial<LiveParts> = {}): void {
  live = createLive({
    httpServer: server,
    publicUrl: `http://localhost:${port}`,
    sessions: staff.visitors,
    board,
    clock: handClock(),
    logger,
    // A test that is not about beats should not hear any.
    beatMs: 60_000,
    ...options,
  });
}

function dial(personId: string, headers: Record<string, string> = {}): Socket {
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie: personId, ...headers },
  });
  sockets.push(socket);
  return socket;
}

async function connect(personId: string): Promise<Browser> {
  const socket = dial(personId);
  const batches: LiveBatch[] = [];
  let arrived = () => {};
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
function wireOf(socket: Socket): { pause(): void; resume(): void } {
  const { transport } = socket.io.engine as { transport: object };
  return (transport as { ws: { _socket: { pause(): void; resume(): void } } }).ws._socket;
}

const goesAway = (socket: Socket) => new Promise<string>((resolve) => socket.on('disconnect', resolve));
const refused = (socket: Socket) =>
  new Promise<string>((resolve) => socket.on('connect_error', (error) => resolve(error.message)));

beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  board = handBoard();
  staff = handVisitors();
  staff.signIn('rita', { shop: 'receptionist' });
  staff.signIn('mona', { shop: 'manager' });
  staff.signIn('dora', { dentist: 'receptionist' });
  lines.length = 0;
});
afterEach(async () => {
  for (const socket of sockets) socket.disconnect();
  sockets = [];
  live.close();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
});

describe('a live connection', () => {
  test('needs a sign-in', async () => {
    open();
    expect(await refused(dial('stranger'))).toBe('signed-out');
  });

  test('from another website is refused', async () => {
    open();
    const socket = dial('rita', { origin: 'https://evil.example' });
    await refused(socket);
    expect(socket.connected).toBe(false);
    expect(live.clients()).toBe(0);
  });

  test('from our own page is taken', async () => {
    open();
    const socket = dial('rita', { origin: `http://localhost:${port}` });
    await new Promise<void>((resolve) => socket.on('connect', resolve));
    expect(live.clients()).toBe(1);
  });

  test('says that it cannot check the sign-in, rather than that there is none', async () => {
    const broken = { ...staff.visitors, visitorOf: () => Promise.reject(new Error('no database')) };
    open({ sessions: broken });
    expect(await refused(dial('rita'))).toBe('unavailable');
    expect(lines.filter((line) => line['level'] === 'error')).toHaveLength(1);
  });
});

describe('watching', () => {
  test('begins with everything that is there and theirs to see', async () => {
    open();
    board.hold({
      queues: [queueRow('shop/billing', 'shop'), queueRow('dentist/desk', 'dentist')],
      calls: [callRow('c1', 'shop'), callRow('c2', 'dentist')],
      offers: [offerRow('o1', 'shop', 'rita'), offerRow('o2', 'shop', 'tom')],
    });
    const rita = await (await connect('rita')).watch();
    expect(rita).toMatchObject({ seq: 0, at: handClock().now() });
    expect(rita.queues.map(({ id }) => id)).toEqual(['shop/billing']);
    expect(rita.calls.map(({ id }) => id)).toEqual(['c1']);
    expect(rita.offers.map(({ id }) => id)).toEqual(['o1']);
    const mona = await (await connect('mona')).watch();
    expect(mona.offers.map(({ id }) => id)).toEqual(['o1', 'o2']);
  });

  test('goes on with numbered changes, one after the other', async () => {
    open({ windowMs: 1 });
    const rita = await connect('rita');
    const { seq } = await rita.watch();
    for (let number = 1; number <= 5; number += 1) {
      board.tell(newCall(`call ${number}`, 'shop'));
      await rita.hears(number);
    }
    expect(rita.batches.map((batch) => batch.seq)).toEqual([1, 2, 3, 4, 5].map((step) => seq + step));
  });

  test('sends nothing before it was asked for', async () => {
    open();
    const early = await connect('rita');
    const other = await connect('mona');
    await other.watch();
    board.tell(newCall('c1', 'shop'));
    await other.hears(1);
    expect(early.batches).toEqual([]);
  });

  test('can be begun again at any time, and continues from there', async () => {
    open({ windowMs: 1 });
    const rita = await connect('rita');
    await rita.watch();
    board.tell(newCall('c1', 'shop'));
    await rita.hears(1);
    board.hold({ calls: [callRow('c1', 'shop')] });
    const again = await rita.watch();
    expect(again.seq).toBe(1);
    expect(again.calls).toHaveLength(1);
    board.tell(newCall('c2', 'shop'));
    await rita.hears(2);
    expect(rita.batches.at(-1)?.seq).toBe(2);
  });

  test('keeps changes of other businesses, and offers to others, away', async () => {
    open({ windowMs: 1 });
    const [rita, mona, dora] = [await connect('rita'), await connect('mona'), await connect('dora')];
    for (const browser of [rita, mona, dora]) await browser.watch();
    board.tell({ kind: 'offer', id: 'o1', row: offerRow('o1', 'shop', 'tom'), before: null });
    board.tell({ kind: 'waiting', id: 'w1', row: waitingRow('w1', 'shop'), before: null });
    board.tell({ kind: 'breach', id: 'w9', row: breachRow('w9', 'dentist'), before: null });
    await Promise.all([mona.hears(2), rita.hears(1), dora.hears(1)]);
    const kinds = (browser: Browser) =>
      browser.batches.flatMap((batch) => batch.changes.map(({ kind }) => kind));
    expect(kinds(rita)).toEqual(['waiting']);
    expect(kinds(mona)).toEqual(['offer', 'waiting']);
    expect(kinds(dora)).toEqual(['breach']);
  });

  test('is told now and then that the line lives', async () => {
    open({ beatMs: 20 });
    const rita = await connect('rita');
    const { seq } = await rita.watch();
    await new Promise<void>((resolve) => rita.socket.once('live', () => resolve()));
    expect(rita.batches[0]).toMatchObject({ seq: seq + 1, changes: [] });
  });

  test('survives what is not a question', async () => {
    open();
    const rita = await connect('rita');
    rita.socket.emit('watch', 'no acknowledgement');
    rita.socket.emit('delete-everything', {});
    expect(await rita.watch()).toMatchObject({ seq: 0 });
  });
});

describe('a sign-out', () => {
  test('ends the live connection at once, and keeps it from coming back', async () => {
    open();
    const rita = await connect('rita');
    await rita.watch();
    const away = goesAway(rita.socket);
    staff.signOut('rita');
    expect(await away).toBe('io server disconnect');
    expect(live.clients()).toBe(0);
    expect(await refused(dial('rita'))).toBe('signed-out');
  });

  test('leaves others connected', async () => {
    open({ windowMs: 1 });
    const [rita, mona] = [await connect('rita'), await connect('mona')];
    await mona.watch();
    const away = goesAway(rita.socket);
    staff.signOut('rita');
    await away;
    board.tell(newCall('c1', 'shop'));
    await mona.hears(1);
    expect(mona.batches).toHaveLength(1);
  });

  test('elsewhere, or by time, is noticed by looking again', async () => {
    open({ recheckMs: 20 });
    const rita = await connect('rita');
    const away = goesAway(rita.socket);
    staff.forget('rita');
    expect(await away).toBe('io server disconnect');
  });

  test('in the moment of connecting is noticed too', async () => {
    open();
    let looks = 0;
    staff.visitors.find = async () => {
      looks += 1;
      return null;
    };
    await goesAway(dial('rita'));
    expect(looks).toBe(1);
  });
});

describe('a changed part in a business', () => {
  test('makes the browser take a new snapshot, with the new sight', async () => {
    open();
    board.hold({ offers: [offerRow('o2', 'shop', 'tom')] });
    const rita = await connect('rita');
    const first = await rita.watch();
    expect(first.offers).toEqual([]);
    staff.signIn('rita', { shop: 'manager' });
    board.tell({
      kind: 'person',
      id: 'rita',
      row: personRow('rita', { shop: 'manager' }),
      before: personRow('rita', { shop: 'receptionist' }),
    });
    const gap = () => rita.batches.some((batch, index) => batch.seq !== first.seq + 1 + index);
    for (let waited = 0; !gap() && waited < 10_000; waited += 5)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(gap()).toBe(true);
    expect((await rita.watch()).offers).toHaveLength(1);
  });
});

describe('a client that does not read', () => {
  const bigCall = (number: number): BoardChange => ({
    kind: 'call',
    id: `call ${number}`,
    row: { ...callRow(`call ${number}`, 'shop'), topic: 'x'.repeat(100_000) },
    before: null,
  });

  test('is cut off before it costs more than a megabyte, and may come back', async () => {
    let cutOff = 0;
    open({ windowMs: 0, onCutOff: () => (cutOff += 1) });
    const slow = await connect('rita');
    await slow.watch();
    const quick = await connect('mona');
    await quick.watch();
    // What the client's own system takes in is not ours to count, so the socket itself stops reading.
    const line = wireOf(slow.socket);
    line.pause();
    let sent = 0;
    while (cutOff === 0 && sent < 400) {
      board.tell(bigCall(sent));
      sent += 1;
      await quick.hears(sent);
    }
    expect(cutOff).toBe(1);
    expect(live.clients()).toBe(1);
    expect(lines.filter((line) => line['level'] === 'warn')).toHaveLength(1);
    const back = await connect('rita');
    expect(await back.watch()).toMatchObject({ seq: 0 });
    line.resume();
  });

  test('is not mistaken for one whose first snapshot is large', async () => {
    let cutOff = 0;
    open({ windowMs: 0, maxBuffered: 200_000, onCutOff: () => (cutOff += 1) });
    board.hold({
      calls: Array.from({ length: 40 }, (_, number) => ({
        ...callRow(`c${number}`, 'shop'),
        topic: 'x'.repeat(50_000),
      })),
    });
    const rita = await connect('rita');
    const snapshot = rita.watch();
    // In the same turn as the answer to `watch`, before any of it can have left.
    board.tell(newCall('next', 'shop'));
    expect((await snapshot).calls).toHaveLength(40);
    board.tell(newCall('after', 'shop'));
    await rita.hears(1);
    expect(cutOff).toBe(0);
  });
});

describe('two hundred browsers', () => {
  test('are each sent a bounded number of messages, however many changes come', async () => {
    open({ windowMs: 50 });
    const changes = 2_000;
    const calls = 50;
    const browsers = Array.from({ length: 200 }, (_, number) => {
      staff.signIn(`person ${number}`, { shop: 'receptionist' });
      const socket = dial(`person ${number}`);
      const heard = { seqs: [] as number[], shown: new Map<string, number>() };
      socket.on('live', (batch: LiveBatch) => {
        heard.seqs.push(batch.seq);
        for (const { id, row } of batch.changes)
          heard.shown.set(id, row !== null && 'since' in row ? row.since : 0);
      });
      return { socket, heard };
    });
    await Promise.all(browsers.map(({ socket }) => socket.timeout(20_000).emitWithAck('watch')));
    const began = performance.now();
    for (let change = 0; change < changes; change += 1) {
      const id = `call ${change % calls}`;
      board.tell({ kind: 'call', id, row: callRow(id, 'shop', change), before: null });
      if (change % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
    }
    const windows = Math.ceil((performance.now() - began) / 50);
    const upToDate = ({ heard }: (typeof browsers)[number]) =>
      heard.shown.size === calls && [...heard.shown.values()].every((since) => since >= changes - calls);
    for (let waited = 0; waited < 20_000 && !browsers.every(upToDate); waited += 20) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(browsers.filter(upToDate)).toHaveLength(200);
    for (const { heard } of browsers) {
      // One at once, one for each window that passed, one for the rest: not two thousand.
      expect(heard.seqs.length).toBeLessThanOrEqual(windows + 2);
      expect(heard.seqs).toEqual(heard.seqs.map((_, index) => index + 1));
    }
  });
});

describe('the stop', () => {
  test('ends every connection in a way from which browsers come back by themselves', async () => {
    open();
    const rita = await connect('rita');
    const away = goesAway(rita.socket);
    live.close();
    expect(await away).toBe('transport close');
    expect(server.listening).toBe(true);
  });
});
