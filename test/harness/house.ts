import type { Deskbell } from '../../src/app.ts';
import { parseDuration } from '../../src/kernel/duration.ts';
import type { BoardRows } from '../../src/live/index.ts';
import type { Reader } from '../../src/store/database.ts';
import {
  AnyHouse,
  connectTelephones,
  prepareGround,
  type HouseOptions,
  type HouseParts,
} from './any-house.ts';
import { freePort } from './free-port.ts';
import { nextDueAt, startServer } from './house-server.ts';
import { HandClock, HouseTime } from './time.ts';
import { watchedLogger } from './watched-logger.ts';

export { NUMBERS, type HouseOptions } from './any-house.ts';

/**
 * The whole product on the emulator, with time moved by hand: what callers hear and what desks see is what users get.
 * A line logged as an error fails the test at `close`.
 */
export class House extends AnyHouse {
  deskbell: Deskbell;
  readonly #cleanUp: () => Promise<void>;
  readonly #goDown: (ms: number) => Promise<Deskbell>;

  constructor(
    parts: HouseParts & {
      deskbell: Deskbell;
      cleanUp: () => Promise<void>;
      goDown: (ms: number) => Promise<Deskbell>;
    },
  ) {
    super(parts);
    this.deskbell = parts.deskbell;
    this.#cleanUp = parts.cleanUp;
    this.#goDown = parts.goDown;
  }

  board(): BoardRows {
    return this.deskbell.board.rows();
  }

  inStore<T>(look: (reader: Reader) => Promise<T>): Promise<T> {
    return look(this.deskbell.database.reader);
  }

  /** The server is stopped, time passes without it, and it is started again on the same store. */
  async isDownFor(duration: string): Promise<void> {
    this.deskbell = await this.#goDown(parseDuration(duration));
    await this.clock.forward('0ms');
  }

  async close(): Promise<void> {
    await this.deskbell.close();
    await this.emulator.close();
    await this.#cleanUp();
    this.checkHowItWent();
  }
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const ground = await prepareGround(options, await freePort());
  const { place, emulator, settings } = ground;
  const handClock = new HandClock(settings.openedAt);
  const logger = watchedLogger();
  const start = () => startServer(settings, { clock: handClock, logger });
  let deskbell = await start();
  await connectTelephones(ground, deskbell.database.reader);
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
    url: settings.config.publicUrl,
    dataDir: place.dataDir,
    deskbell,
    log: logger,
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
