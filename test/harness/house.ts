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
import { startEmulator, type RunningEmulator } from '../../src/emulator/start-emulator.ts';
import { manualScheduler } from '../../src/engine/scheduler.ts';
import type { Logger } from '../../src/observability/logger.ts';
import { badAnswers } from './bad-answers.ts';
import { Caller } from './caller.ts';
import { Desk } from './desk.ts';
import { freshPlace } from './fresh-database.ts';
import type { Database, Reader } from '../../src/store/database.ts';
import { watchedLogger } from './watched-logger.ts';
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
  deskbell: Deskbell;
  readonly #logger: Logger & { readonly errors: readonly string[] };
  readonly #cleanUp: () => Promise<void>;
  readonly #expected: RegExp[] = [];

  constructor(parts: {
    clock: HouseTime;
    emulator: RunningEmulator;
    url: string;
    deskbell: Deskbell;
    logger: Logger & { readonly errors: readonly string[] };
    cleanUp: () => Promise<void>;
  }) {
    this.clock = parts.clock;
    this.emulator = parts.emulator;
    this.url = parts.url;
    this.deskbell = parts.deskbell;
    this.#logger = parts.logger;
    this.#cleanUp = parts.cleanUp;
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

  /** Lines that were logged as errors. */
  errors(): readonly string[] {
    return this.#logger.errors;
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
    twilio: null,
    emulatorPort: emulator.port,
    ...(place.url === undefined ? {} : { databaseUrl: place.url }),
  };
  const access = { url: emulator.url, ...DEMO_ACCOUNT };
  const deskbell = await startDeskbell({
    config,
    account: {
      ...DEMO_ACCOUNT,
      apiBaseUrl: emulator.url,
      twimlAppSid: await connectSoftphone(access, createUrls(url)),
    },
    clock: handClock,
    scheduler: manualScheduler,
    // Time stands still in a house: a busy machine must not look like a caller who was kept waiting.
    patienceMs: 60_000,
    logger,
    publicDir,
    demo: { password: null, people: [] },
    handsetsUrl: emulator.url,
    prepare: ({ engine, database }) => seedDemo({ engine, database, now: startAt }),
  });
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
      nextDueAt: () => nextDueAt(reader, handClock.now()),
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
    deskbell,
    logger,
    cleanUp: () => place.remove(),
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
