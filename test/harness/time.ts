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

/** More happenings than this without time passing are a circle. */
const MOST_ROUNDS = 500;

/** What moves when time does. */
export interface Moved {
  /** Epoch ms of the next thing that falls due here, later than now; null when there is none. */
  nextDueAt(): Promise<number | null>;
  /** Lets `ms` pass and everything happen that is due by then. */
  advance(ms: number): Promise<void>;
}

/**
 * One time for the application and the telephone company, moved together from one happening to the next:
 * nothing happens in between, so a minute of music costs no more than a second.
 */
export class HouseTime {
  readonly #clock: HandClock;
  readonly #application: Moved;
  readonly #line: Moved;

  constructor(parts: { readonly clock: HandClock; readonly application: Moved; readonly line: Moved }) {
    this.#clock = parts.clock;
    this.#application = parts.application;
    this.#line = parts.line;
  }

  now(): number {
    return this.#clock.now();
  }

  /** Lets a duration such as `30s` pass; everything that falls due in it happens, in order. */
  async forward(duration: string): Promise<void> {
    await this.#moveOn(parseDuration(duration), () => false);
  }

  /** Lets time pass until `isTrue`, for at most `limit`. @throws Error saying what never came true. */
  async until(what: string, isTrue: () => boolean | Promise<boolean>, limit = '20s'): Promise<void> {
    if (await this.#moveOn(parseDuration(limit), isTrue)) return;
    throw new Error(`Within ${limit} it never came true that ${what}`);
  }

  /** True as soon as `stop` is; false when the time is over. */
  async #moveOn(ms: number, stop: () => boolean | Promise<boolean>): Promise<boolean> {
    const end = this.now() + ms;
    let rounds = 0;
    for (;;) {
      await this.#line.advance(0);
      await this.#application.advance(0);
      if (await stop()) return true;
      const next = await this.#nextDueAt();
      if (next <= this.now()) {
        rounds += 1;
        if (rounds > MOST_ROUNDS) throw new Error(`${MOST_ROUNDS} things happened and no time passed`);
        continue;
      }
      rounds = 0;
      if (this.now() >= end) return false;
      const step = Math.min(next, end) - this.now();
      this.#clock.add(step);
      await this.#line.advance(step);
    }
  }

  async #nextDueAt(): Promise<number> {
    const [application, line] = await Promise.all([this.#application.nextDueAt(), this.#line.nextDueAt()]);
    return Math.min(application ?? Infinity, line ?? Infinity);
  }
}
