import type { Clock } from '../../src/kernel/clock.ts';
import { parseDuration } from '../../src/kernel/duration.ts';

/** A clock that stands still until it is moved. */
export class HandClock implements Clock {
  #now: number;

  constructor(startAt: number) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  add(ms: number): void {
    this.#now += ms;
  }
}

/** Fine enough that no two happenings of a telephone call fall into one step unnoticed. */
const STEP_MS = 250;

/** One time for the application and the telephone company, moved together. */
export class HouseTime {
  readonly #clock: HandClock;
  readonly #runDue: () => Promise<void>;
  readonly #advanceLine: (ms: number) => Promise<void>;

  constructor(parts: {
    readonly clock: HandClock;
    readonly runDue: () => Promise<void>;
    readonly advanceLine: (ms: number) => Promise<void>;
  }) {
    this.#clock = parts.clock;
    this.#runDue = parts.runDue;
    this.#advanceLine = parts.advanceLine;
  }

  now(): number {
    return this.#clock.now();
  }

  /** Lets a duration such as `30s` pass; everything that falls due in it happens, in order. */
  async forward(duration: string): Promise<void> {
    for (let left = parseDuration(duration); left > 0; left -= STEP_MS)
      await this.#step(Math.min(left, STEP_MS));
  }

  /** Lets time pass until `isTrue`, for at most `limit`. @throws Error saying what never came true. */
  async until(what: string, isTrue: () => boolean | Promise<boolean>, limit = '20s'): Promise<void> {
    for (let left = parseDuration(limit); left > 0; left -= STEP_MS) {
      if (await isTrue()) return;
      await this.#step(STEP_MS);
    }
    if (!(await isTrue())) throw new Error(`Within ${limit} it never came true that ${what}`);
  }

  async #step(ms: number): Promise<void> {
    await this.#runDue();
    this.#clock.add(ms);
    await this.#advanceLine(ms);
    await this.#runDue();
  }
}
