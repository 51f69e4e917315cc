import { fileURLToPath } from 'node:url';
import { startDeskbell, type Deskbell } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { connectEmulator } from '../../src/demo/connect-emulator.ts';
import { DEMO_ACCOUNT } from '../../src/demo/demo-account.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { allBusinesses } from '../../src/domain/businesses/businesses-store.ts';
import { allPeople } from '../../src/domain/people/people-store.ts';
import { startEmulator, type RunningEmulator } from '../../src/emulator/start-emulator.ts';
import { manualScheduler } from '../../src/engine/scheduler.ts';
import type { Logger } from '../../src/observability/logger.ts';
import { Caller } from './caller.ts';
import { Desk } from './desk.ts';
import { freshPlace } from './fresh-database.ts';
import type { Database } from '../../src/store/database.ts';
import { watchedLogger } from './watched-logger.ts';
import { HandClock, HouseTime } from './time.ts';
import { freePort } from './free-port.ts';

/** A Sunday afternoon in London; the demo's shop is open round the clock. */
const START_AT = Date.parse('2026-03-01T14:00:00Z');

export const NUMBERS = { shop: '+442079460100', plumber: '+442079460200', dental: '+442079460300' } as const;
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

  async close(): Promise<void> {
    await this.deskbell.close();
    await this.emulator.close();
    await this.#cleanUp();
    if (this.#logger.errors.length > 0)
      throw new Error(`Errors were logged:\n${this.#logger.errors.join('\n')}`);
  }
}

export async function openHouse(
  options: { readonly database?: Database['kind']; readonly flowsDir?: string } = {},
): Promise<House> {
  const place = await freshPlace(
    options.database ?? (process.env['HOUSE_DATABASE'] === 'postgres' ? 'postgres' : 'sqlite'),
  );
  const emulator = await startEmulator({
    port: 0,
    ...DEMO_ACCOUNT,
    clock: 'manual',
    callsPerSecond: 1_000,
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const handClock = new HandClock(START_AT);
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
  const deskbell = await startDeskbell({
    config,
    account: { ...DEMO_ACCOUNT, apiBaseUrl: emulator.url },
    clock: handClock,
    scheduler: manualScheduler,
    logger,
    publicDir,
    demo: { password: null, people: [] },
    handsetsUrl: emulator.url,
    prepare: ({ engine, database }) => seedDemo({ engine, database, now: START_AT }),
  });
  const { reader } = deskbell.database;
  const people = (await allPeople(reader)).map(({ record }) => record);
  await connectEmulator({ url: emulator.url, ...DEMO_ACCOUNT }, url, {
    businesses: await allBusinesses(reader),
    people,
  });
  const clock = new HouseTime({
    clock: handClock,
    runDue: () => deskbell.engine.runDue(),
    advanceLine: (ms) => emulator.clock.advance(ms),
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
