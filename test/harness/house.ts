import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import { startDeskbell, type Deskbell } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { connectEmulator, connectSoftphone } from '../../src/demo/connect-emulator.ts';
import { createUrls } from '../../src/telephony/twilio/urls.ts';
import { DEMO_ACCOUNT } from '../../src/demo/demo-account.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { allBusinesses } from '../../src/domain/businesses/businesses-store.ts';
import { allPeople } from '../../src/domain/people/people-store.ts';
import type { CallRecord } from '../../src/emulator/world/records.ts';
import { parseDuration } from '../../src/kernel/duration.ts';
import { startEmulator, type RunningEmulator } from '../../src/emulator/start-emulator.ts';
import { manualScheduler } from '../../src/engine/scheduler.ts';
import { badAnswers } from './bad-answers.ts';
import { Caller } from './caller.ts';
import { Desk } from './desk.ts';
import { freshPlace } from './fresh-database.ts';
import type { Database, Reader } from '../../src/store/database.ts';
import { watchedLogger, type WatchedLogger } from './watched-logger.ts';
import { HandClock, HouseTime } from './time.ts';
import { freePort } from './free-port.ts';

/** A Sunday afternoon in London; the demo's shop is open round the clock. */
const START_AT = Date.parse('2026-03-01T14:00:00Z');

export const NUMBERS = { shop: '+442079460100', plumber: '+442079460200', dental: '+442079460300' } as const;
const LIVE = new Set(['queued', 'ringing', 'in-progress']);
/** A little longer than every demo business allows for writing up a call. */
const WRAP_UP = '21s';
const publicDir = fileURLToPath(new URL('../../public', import.meta.url));

/**
 * The whole product on the emulator, with time moved by hand: what callers hear and what desks see is what users get.
 * A line logged as an error fails the test at `close`.
 */
export class House {
  readonly clock: HouseTime;
  readonly emulator: RunningEmulator;
  readonly url: string;
  /** Where the house keeps its files. */
  readonly dataDir: string;
  deskbell: Deskbell;
  readonly #logger: WatchedLogger;
  readonly #cleanUp: () => Promise<void>;
  readonly #goDown: (ms: number) => Promise<Deskbell>;
  readonly #expected: RegExp[] = [];

  constructor(parts: {
    clock: HouseTime;
    emulator: RunningEmulator;
    url: string;
    dataDir: string;
    deskbell: Deskbell;
    logger: WatchedLogger;
    cleanUp: () => Promise<void>;
    goDown: (ms: number) => Promise<Deskbell>;
  }) {
    this.clock = parts.clock;
    this.emulator = parts.emulator;
    this.url = parts.url;
    this.dataDir = parts.dataDir;
    this.deskbell = parts.deskbell;
    this.#logger = parts.logger;
    this.#cleanUp = parts.cleanUp;
    this.#goDown = parts.goDown;
  }

  caller(number = '+447700900555'): Caller {
    return new Caller(number, this.emulator.world, this.clock);
  }

  async desk(email: string): Promise<Desk> {
    const people = await allPeople(this.deskbell.database.reader);
    const person = people.find(({ record }) => record.email === email);
    if (person === undefined) throw new Error(`Nobody has the e-mail ${email}`);
    return new Desk({
      email,
      phone: person.record.phone,
      url: this.url,
      world: this.emulator.world,
      time: this.clock,
      board: () => this.board(),
    });
  }

  /** Desks of these people, signed in and available. */
  async desks<const E extends readonly string[]>(...emails: E): Promise<{ [K in keyof E]: Desk }> {
    const desks: Desk[] = [];
    for (const email of emails) {
      const desk = await this.desk(email);
      await desk.signsIn();
      desks.push(desk);
    }
    return desks as { [K in keyof E]: Desk };
  }

  /** A caller of the shop's billing queue who talks with this person. */
  async talkingWith(desk: Desk, number?: string): Promise<Caller> {
    const caller = this.caller(number);
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    await desk.answers();
    return caller;
  }

  board() {
    return this.deskbell.board.rows();
  }

  /** The id of the one call in progress. */
  callId(): string {
    const calls = this.board().calls;
    if (calls.length !== 1 || calls[0] === undefined)
      throw new Error(`There are ${calls.length} calls in progress, not one`);
    return calls[0].id;
  }

  /** Legs that are alive at the telephone company. */
  liveLegs(): readonly CallRecord[] {
    return this.emulator.world.calls.list().filter(({ status }) => LIVE.has(status));
  }

  /** The one caller who waits. */
  waiting() {
    const [row, ...others] = this.board().waiting;
    if (row === undefined || others.length > 0)
      throw new Error(`${others.length + (row ? 1 : 0)} callers are waiting, not one`);
    return row;
  }

  /** Every caller has gone: no telephone rings, nobody waits, and after wrap-up everybody is free. */
  async isAtRest(): Promise<void> {
    expect(this.liveLegs().map(({ to, status }) => `${to} ${status}`)).toEqual([]);
    expect(this.board()).toMatchObject({ calls: [], waiting: [], offers: [] });
    await this.clock.forward(WRAP_UP);
    const engaged = this.board().people.filter(
      ({ presence }) => presence === 'ringing' || presence === 'on-a-call' || presence === 'wrap-up',
    );
    expect(engaged).toEqual([]);
    expect(this.liveLegs()).toEqual([]);
  }

  /** The server is stopped, time passes without it, and it is started again on the same store. */
  async isDownFor(duration: string): Promise<void> {
    this.deskbell = await this.#goDown(parseDuration(duration));
    await this.clock.forward('0ms');
  }

  /** Lines that were logged as errors. */
  errors(): readonly string[] {
    return this.#logger.errors;
  }

  /** Lines that were logged as warnings and say this. */
  warnings(pattern: RegExp): readonly string[] {
    return this.#logger.warnings.filter((line) => pattern.test(line));
  }

  /** Errors that the test causes on purpose do not fail it. */
  expectsErrors(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  async close(): Promise<void> {
    await this.deskbell.close();
    await this.emulator.close();
    await this.#cleanUp();
    const errors = this.errors().filter((line) => !this.#expected.some((pattern) => pattern.test(line)));
    if (errors.length > 0) throw new Error(`Errors were logged:\n${errors.join('\n')}`);
    const bad = badAnswers(this.emulator.journal.after(0));
    if (bad.length > 0) throw new Error(`Callers were answered badly:\n${bad.join('\n')}`);
  }
}

export interface HouseOptions {
  readonly database?: Database['kind'];
  readonly flowsDir?: string;
  /** A mail server; left out: mails are files in `outbox` of the data folder. */
  readonly smtpUrl?: string;
  /** When the house opens, as an ISO date and time. */
  readonly at?: string;
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const place = await freshPlace(
    options.database ?? (process.env['HOUSE_DATABASE'] === 'postgres' ? 'postgres' : 'sqlite'),
  );
  const startAt = options.at === undefined ? START_AT : Date.parse(options.at);
  const emulator = await startEmulator({
    port: 0,
    ...DEMO_ACCOUNT,
    apiKeys: { [DEMO_ACCOUNT.apiKey.sid]: DEMO_ACCOUNT.apiKey.secret },
    clock: 'manual',
    startAt,
    // Every request is waited for until it is answered: nothing is left to come after a pause.
    quietMs: 1,
    callsPerSecond: 1_000,
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const handClock = new HandClock(startAt);
  const logger = watchedLogger();
  const config: Config = {
    port,
    publicUrl: url,
    dataDir: place.dataDir,
    flowsDir: options.flowsDir ?? fileURLToPath(new URL('../../ivr-flows', import.meta.url)),
    logLevel: 'info',
    smtpUrl: options.smtpUrl ?? null,
    mailFrom: 'deskbell@deskbell.example',
    webhooksToPrivate: true,
    twilio: null,
    emulatorPort: emulator.port,
    ...(place.url === undefined ? {} : { databaseUrl: place.url }),
  };
  const access = { url: emulator.url, ...DEMO_ACCOUNT };
  const twimlAppSid = await connectSoftphone(access, createUrls(url));
  const start = () =>
    startDeskbell({
      config,
      account: {
        ...DEMO_ACCOUNT,
        apiBaseUrl: emulator.url,
        twimlAppSid,
      },
      clock: handClock,
      scheduler: manualScheduler,
      // Time stands still in a house: a busy machine must not look like a caller who was kept waiting.
      patienceMs: 60_000,
      logger,
      publicDir,
      demo: { password: null, people: [] },
      handsetsUrl: emulator.url,
      prepare: async ({ engine, database }) => {
        await seedDemo({ engine, database, now: startAt });
      },
    });
  let deskbell = await start();
  const { reader } = deskbell.database;
  const people = (await allPeople(reader)).map(({ record }) => record);
  await connectEmulator(access, createUrls(url), {
    businesses: await allBusinesses(reader),
    people,
  });
  const clock = new HouseTime({
    clock: handClock,
    application: {
      advance: async () => {
        await deskbell.engine.runDue();
        await deskbell.board.caughtUp();
      },
      nextDueAt: () => nextDueAt(deskbell.database.reader, handClock.now()),
    },
    line: {
      advance: (ms) => emulator.clock.advance(ms),
      nextDueAt: () => Promise.resolve(emulator.clock.nextDueAt),
    },
  });
  return new House({
    clock,
    emulator,
    url,
    dataDir: place.dataDir,
    deskbell,
    logger,
    cleanUp: () => place.remove(),
    goDown: async (ms) => {
      await deskbell.close();
      handClock.add(ms);
      await emulator.clock.advance(ms);
      deskbell = await start();
      return deskbell;
    },
  });
}

/** The next timer or effect of the application, later than `now`. */
async function nextDueAt(reader: Reader, now: number): Promise<number | null> {
  const [timer, effect] = await Promise.all([
    reader
      .selectFrom('timers')
      .select('due_at')
      .where('fired_at', 'is', null)
      .where('due_at', '>', now)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst(),
    reader
      .selectFrom('effects')
      .select('due_at')
      .where('status', 'in', ['waiting', 'running'])
      .where('due_at', '>', now)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst(),
  ]);
  const due = [timer?.due_at, effect?.due_at].filter((at) => at !== undefined);
  return due.length === 0 ? null : Math.min(...due);
}
