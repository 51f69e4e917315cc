import { setTimeout as pause } from 'node:timers/promises';
import { Door } from '../../src/keeper/door.ts';
import type { JournalRecord } from '../../src/emulator/journal.ts';
import type { BoardRows } from '../../src/live/index.ts';
import type { Reader } from '../../src/store/database.ts';
import {
  AnyHouse,
  connectTelephones,
  prepareGround,
  type HouseOptions,
  type HouseParts,
} from './any-house.ts';
import type { Dice } from './dice.ts';
import type { Place } from './fresh-database.ts';
import { startServer } from './house-server.ts';
import { MailServer } from './mail-server.ts';
import { freePort } from './free-port.ts';
import { ServerProcess } from './server-process.ts';
import { HandClock, HouseTime } from './time.ts';
import { watchedLogger } from './watched-logger.ts';

/**
 * What shows from outside that the server is at work, and at which it can be killed. `due`: it is told to do what is due;
 * `asks`: the telephone company has done what it was asked for, and the answer is on its way; `called`: a webhook or a
 * click has come in; `told`: the telephone company has its answer; `mails`: a mail has arrived, and the server does not
 * know it yet.
 */
export type Sign = 'due' | 'asks' | 'called' | 'told' | 'mails';

/** The server is killed at the sign that comes as number `n`, counted from 1. */
export interface Death {
  readonly sign: Sign;
  readonly n: number;
}

export interface Killed {
  readonly sign: Sign | 'now';
  /** By the hand clock, epoch ms. */
  readonly at: number;
  /** It was in the middle of what is due. */
  readonly atWork: boolean;
}

export interface Arrival {
  readonly messageId: string;
  readonly kills: number;
}

/** Signs that come before the work: it dies while it does it. Ms of real time. */
const SOON_MS = 30;

/**
 * A house whose server is a process of its own and is killed, again and again: nothing is put away before. It is started
 * again at once, on the same store and at the same time by the hand clock; telephones ring on, and connections wait.
 */
export class KilledHouse extends AnyHouse {
  /** Every kill, in order. */
  readonly kills: readonly Killed[];
  /** Every mail that arrived, and how often the server had been killed by then. */
  readonly arrivals: readonly Arrival[];
  readonly #board: () => BoardRows;
  readonly #mails: MailServer;
  readonly #place: Place;
  readonly #server: ServerProcess;
  readonly #reaper: Reaper;

  constructor(
    parts: HouseParts & {
      board: () => BoardRows;
      place: Place;
      server: ServerProcess;
      mails: MailServer;
      arrivals: readonly Arrival[];
      reaper: Reaper;
    },
  ) {
    super(parts);
    this.#board = parts.board;
    this.#place = parts.place;
    this.#server = parts.server;
    this.#mails = parts.mails;
    this.arrivals = parts.arrivals;
    this.#reaper = parts.reaper;
    this.kills = parts.reaper.kills;
  }

  board(): BoardRows {
    return this.#board();
  }

  async inStore<T>(look: (reader: Reader) => Promise<T>): Promise<T> {
    const database = await this.#place.open();
    try {
      return await look(database.reader);
    } finally {
      await database.close();
    }
  }

  /** From now on the server dies at these signs. @param dice how soon after a sign that comes before the work */
  diesAt(deaths: readonly Death[], dice: Dice): void {
    this.#reaper.plan(deaths, dice);
  }

  /** Deaths that were planned and whose sign has not come. */
  async deathsToCome(): Promise<readonly Death[]> {
    await this.#reaper.settled();
    return this.#reaper.toCome;
  }

  /** How often each sign came since deaths were planned last. */
  get signs(): Readonly<Record<Sign, number>> {
    return this.#reaper.seen;
  }

  /** Dies now, between two happenings. */
  dies(): void {
    this.#reaper.strikes('now');
  }

  async close(): Promise<void> {
    this.diesNoMore();
    await this.#server.close();
    await this.#mails.close();
    await this.emulator.close();
    await this.#place.remove();
    this.checkHowItWent(inTheEnd(this.emulator.journal.after(0)));
  }

  /** What was planned and has not come does not come any more. */
  diesNoMore(): void {
    this.#reaper.rest();
  }
}

/** Sees the signs, and kills at those that were planned. */
class Reaper {
  readonly kills: Killed[] = [];
  seen: Record<Sign, number> = noSigns();
  toCome: readonly Death[] = [];
  readonly #kill: () => { readonly killed: boolean; readonly atWork: boolean };
  readonly #now: () => number;
  #dice: Dice | null = null;
  readonly #strikes = new Set<Promise<void>>();

  constructor(kill: () => { readonly killed: boolean; readonly atWork: boolean }, now: () => number) {
    this.#kill = kill;
    this.#now = now;
  }

  plan(deaths: readonly Death[], dice: Dice): void {
    this.toCome = deaths;
    this.seen = noSigns();
    this.#dice = dice;
  }

  rest(): void {
    this.toCome = [];
  }

  /** False: there was nobody to kill. */
  strikes(sign: Killed['sign']): boolean {
    const { killed, atWork } = this.#kill();
    if (killed) this.kills.push({ sign, at: this.#now(), atWork });
    return killed;
  }

  sees(sign: Sign): void {
    this.seen[sign] += 1;
    const n = this.seen[sign];
    // One that came while the server was dying anyway is made up for.
    const death = this.toCome.find((one) => one.sign === sign && one.n <= n);
    if (death === undefined) return;
    const strike = () => {
      if (!this.toCome.includes(death) || !this.strikes(sign)) return;
      this.toCome = this.toCome.filter((one) => one !== death);
    };
    const before = sign === 'due' || sign === 'called';
    if (!before) return strike();
    const struck = pause((this.#dice?.roll() ?? 0) * SOON_MS)
      .then(strike)
      .finally(() => this.#strikes.delete(struck));
    this.#strikes.add(struck);
  }

  /** Resolves when no kill is on its way. */
  async settled(): Promise<void> {
    await Promise.all(this.#strikes);
  }
}

function noSigns(): Record<Sign, number> {
  return { due: 0, asks: 0, called: 0, told: 0, mails: 0 };
}

/** What was asked and answered in the end: a request that broke off with the server's life was sent again. */
function inTheEnd(journal: readonly JournalRecord[]): readonly JournalRecord[] {
  const attempts = new Map<string, number>();
  for (const record of journal) if (record.kind === 'webhook') attempts.set(record.token, record.attempt);
  return journal.filter(
    (record) => record.kind !== 'webhook' || attempts.get(record.token) === record.attempt,
  );
}

/** Longer than any start on a busy machine: whoever connects meanwhile waits, and no time passes by the hand clock. */
const PATIENCE_MS = 120_000;

export async function openKilledHouse(
  options: Omit<HouseOptions, 'smtpUrl' | 'patienceMs'> = {},
): Promise<KilledHouse> {
  const door = await Door.open(0, PATIENCE_MS);
  const mails = new MailServer(await freePort());
  await mails.open();
  const ground = await prepareGround({ ...options, smtpUrl: mails.url, patienceMs: PATIENCE_MS }, door.port);
  const { place, emulator, settings } = ground;
  const clock = new HandClock(settings.openedAt);
  await fill(ground, clock);

  const reaper = new Reaper(
    () => {
      const atWork = server.isAtWork;
      return { killed: server.kill(), atWork };
    },
    () => clock.now(),
  );
  const server = await ServerProcess.open({
    door,
    settings,
    now: () => clock.now(),
    onConnection: () => reaper.sees('called'),
  });
  emulator.journal.onAppend(({ kind }) => {
    if (kind === 'rest') reaper.sees('asks');
    if (kind === 'webhook') reaper.sees('told');
  });
  const arrivals: Arrival[] = [];
  mails.onArrival = (messageId) => {
    arrivals.push({ messageId, kills: reaper.kills.length });
    reaper.sees('mails');
  };

  let board: BoardRows = await server.ask({ what: 'run-due' });
  let nextDue: number | null = null;
  const time = new HouseTime({
    clock,
    application: {
      advance: async () => {
        if (nextDue !== null && nextDue <= clock.now()) reaper.sees('due');
        board = await server.ask({ what: 'run-due' });
      },
      nextDueAt: async () => (nextDue = await server.ask({ what: 'next-due' })),
    },
    line: {
      advance: async (ms) => {
        await server.ask({ what: 'move', at: clock.now() });
        await emulator.clock.advance(ms);
      },
      nextDueAt: () => Promise.resolve(emulator.clock.nextDueAt),
    },
  });
  return new KilledHouse({
    clock: time,
    emulator,
    url: settings.config.publicUrl,
    dataDir: place.dataDir,
    log: server.log,
    board: () => board,
    place,
    server,
    mails,
    arrivals,
    reaper,
  });
}

/** The demo's businesses and people, in the store and at the telephone company. */
async function fill(ground: Parameters<typeof connectTelephones>[0], clock: HandClock): Promise<void> {
  const doorway = { port: ground.settings.config.port, open: () => () => undefined };
  const first = await startServer(ground.settings, { clock, logger: watchedLogger(), doorway });
  await connectTelephones(ground, first.database.reader);
  await first.close();
}
