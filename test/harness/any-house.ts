import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import { connectEmulator, connectSoftphone } from '../../src/demo/connect-emulator.ts';
import { DEMO_ACCOUNT } from '../../src/demo/demo-account.ts';
import { allBusinesses } from '../../src/domain/businesses/businesses-store.ts';
import { allPeople } from '../../src/domain/people/people-store.ts';
import type { JournalRecord } from '../../src/emulator/journal.ts';
import { startEmulator, type RunningEmulator } from '../../src/emulator/start-emulator.ts';
import type { CallRecord } from '../../src/emulator/world/records.ts';
import type { BoardRows } from '../../src/live/index.ts';
import type { Database, Reader } from '../../src/store/database.ts';
import { createUrls } from '../../src/telephony/twilio/urls.ts';
import { badAnswers } from './bad-answers.ts';
import { Caller } from './caller.ts';
import { Desk } from './desk.ts';
import { copyOf, freshPlace, type Original, type Place } from './fresh-database.ts';
import { freePort } from './free-port.ts';
import { startServer, type ServerSettings } from './house-server.ts';
import { HandClock, type HouseTime } from './time.ts';
import { watchedLogger, type LogWatch } from './watched-logger.ts';

/** A Sunday afternoon in London; the demo's shop is open round the clock. */
const START_AT = Date.parse('2026-03-01T14:00:00Z');

export const NUMBERS = { shop: '+442079460100', plumber: '+442079460200', dental: '+442079460300' } as const;
const LIVE = new Set(['queued', 'ringing', 'in-progress']);
/** A little longer than every demo business allows for writing up a call. */
const WRAP_UP = '21s';

export interface HouseOptions {
  readonly database?: Database['kind'];
  readonly flowsDir?: string;
  /** A mail server; left out: mails are files in `outbox` of the data folder. */
  readonly smtpUrl?: string;
  /** When the house opens, as an ISO date and time. */
  readonly at?: string;
  /** How long time stands still for a request that is not answered, ms of real time. */
  readonly patienceMs?: number;
}

export interface HouseParts {
  readonly clock: HouseTime;
  readonly emulator: RunningEmulator;
  readonly url: string;
  readonly dataDir: string;
  readonly log: LogWatch;
}

/** What every house has, whichever process its server runs in: callers, desks, and one time that is moved by hand. */
export abstract class AnyHouse {
  readonly clock: HouseTime;
  readonly emulator: RunningEmulator;
  readonly url: string;
  /** Where the house keeps its files. */
  readonly dataDir: string;
  readonly #log: LogWatch;
  readonly #expected: RegExp[] = [];

  constructor({ clock, emulator, url, dataDir, log }: HouseParts) {
    this.clock = clock;
    this.emulator = emulator;
    this.url = url;
    this.dataDir = dataDir;
    this.#log = log;
  }

  abstract board(): BoardRows;

  /** Looks into the store. */
  abstract inStore<T>(look: (reader: Reader) => Promise<T>): Promise<T>;

  caller(number = '+447700900555'): Caller {
    return new Caller(number, this.emulator.world, this.clock);
  }

  async desk(email: string): Promise<Desk> {
    const people = await this.inStore((reader) => allPeople(reader));
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
    return this.#log.errors;
  }

  /** Lines that were logged as warnings and say this. */
  warnings(pattern: RegExp): readonly string[] {
    return this.#log.warnings.filter((line) => pattern.test(line));
  }

  /** Errors that the test causes on purpose do not fail it. */
  expectsErrors(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** @throws Error when an error was logged that was not expected, or a caller was answered badly. */
  protected checkHowItWent(journal: readonly JournalRecord[] = this.emulator.journal.after(0)): void {
    const errors = this.errors().filter((line) => !this.#expected.some((pattern) => pattern.test(line)));
    if (errors.length > 0) throw new Error(`Errors were logged:\n${errors.join('\n')}`);
    const bad = badAnswers(journal);
    if (bad.length > 0) throw new Error(`Callers were answered badly:\n${bad.join('\n')}`);
  }
}

/** What a house stands on before its server is started on this port. */
export interface Ground {
  readonly place: Place;
  readonly emulator: RunningEmulator;
  readonly settings: ServerSettings;
}

/** Makes what the server of a house stands on: a copy of the demo, an emulator, and settings for this port. Nothing listens on the port yet. */
export async function prepareGround(options: HouseOptions, port: number): Promise<Ground> {
  const kind = options.database ?? (process.env['HOUSE_DATABASE'] === 'postgres' ? 'postgres' : 'sqlite');
  const openedAt = options.at === undefined ? START_AT : Date.parse(options.at);
  const { flowsDir } = options;
  // Flows of its own are read into a store of its own.
  const place = flowsDir === undefined ? await copyOf(kind, demoOpenedAt(openedAt)) : await freshPlace(kind);
  const emulator = await startEmulator({
    port: 0,
    ...DEMO_ACCOUNT,
    apiKeys: { [DEMO_ACCOUNT.apiKey.sid]: DEMO_ACCOUNT.apiKey.secret },
    clock: 'manual',
    startAt: openedAt,
    // Every request is waited for until it is answered: nothing is left to come after a pause.
    quietMs: 1,
    callsPerSecond: 1_000,
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
  });
  const publicUrl = `http://127.0.0.1:${port}`;
  const twimlAppSid = await connectSoftphone({ url: emulator.url, ...DEMO_ACCOUNT }, createUrls(publicUrl));
  const settings = settingsFor(place, { port, emulator, twimlAppSid, openedAt, options });
  return { place, emulator, settings };
}

/** The demo, as it is in the store when a house opens at this moment (epoch ms) and nothing has happened yet. */
function demoOpenedAt(openedAt: number): Original {
  return {
    name: `demo_${openedAt}`,
    async fill(place) {
      const port = await freePort();
      const nobody = { url: `http://127.0.0.1:${port}`, port };
      const server = await startServer(
        settingsFor(place, { port, emulator: nobody, twimlAppSid: '', openedAt, options: {} }),
        { clock: new HandClock(openedAt), logger: watchedLogger() },
      );
      await server.close();
    },
  };
}

function settingsFor(
  place: Place,
  parts: {
    readonly port: number;
    readonly emulator: Pick<RunningEmulator, 'url' | 'port'>;
    readonly twimlAppSid: string;
    readonly openedAt: number;
    readonly options: HouseOptions;
  },
): ServerSettings {
  const { port, emulator, twimlAppSid, openedAt, options } = parts;
  return {
    config: {
      port,
      publicUrl: `http://127.0.0.1:${port}`,
      dataDir: place.dataDir,
      flowsDir: options.flowsDir ?? fileURLToPath(new URL('../../ivr-flows', import.meta.url)),
      logLevel: 'info',
      smtpUrl: options.smtpUrl ?? null,
      mailFrom: 'deskbell@deskbell.example',
      webhooksToPrivate: true,
      twilio: null,
      emulatorPort: emulator.port,
      ...(place.url === undefined ? {} : { databaseUrl: place.url }),
    },
    publicDir: fileURLToPath(new URL('../../public', import.meta.url)),
    emulatorUrl: emulator.url,
    twimlAppSid,
    openedAt,
  };
}

/** Gives the businesses in the store their numbers, and the people their telephones. */
export async function connectTelephones({ emulator, settings }: Ground, reader: Reader): Promise<void> {
  const people = (await allPeople(reader)).map(({ record }) => record);
  await connectEmulator({ url: emulator.url, ...DEMO_ACCOUNT }, createUrls(settings.config.publicUrl), {
    businesses: await allBusinesses(reader),
    people,
  });
}
