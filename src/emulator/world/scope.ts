import type { EmulatorClock } from '../clock.ts';

/**
 * Why something under way came to its end: the leg hung up, new instructions took the leg over,
 * or whoever began it needs it no longer.
 */
export type EndReason = 'hangup' | 'moved' | 'stopped';

/** Thrown out of every wait of a scope that has ended; caught only by whoever opened the scope. */
export class Interrupted extends Error {
  readonly reason: EndReason;

  constructor(reason: EndReason) {
    super(`interrupted: ${reason}`);
    this.reason = reason;
  }
}

/**
 * The lifetime of something that takes time. Ending it is synchronous: all `onEnd` handlers (newest first) have run when
 * `end` returns, so the world is consistent at once; the waiting code hears of it afterwards, as `Interrupted`.
 */
export class Scope {
  readonly #clock: EmulatorClock;
  #ended: EndReason | null = null;
  #handlers: ((reason: EndReason) => void)[] = [];

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
  }

  get ended(): EndReason | null {
    return this.#ended;
  }

  /** A scope that ends with this one, or earlier. */
  child(): Scope {
    const child = new Scope(this.#clock);
    child.onEnd(this.onEnd((reason) => child.end(reason)));
    return child;
  }

  /** Runs when the scope ends, at once if it has. Returns a function that takes this back. */
  onEnd(handler: (reason: EndReason) => void): () => void {
    if (this.#ended) {
      handler(this.#ended);
      return () => undefined;
    }
    this.#handlers.push(handler);
    return () => {
      this.#handlers = this.#handlers.filter((other) => other !== handler);
    };
  }

  end(reason: EndReason): void {
    if (this.#ended) return;
    this.#ended = reason;
    const handlers = this.#handlers;
    this.#handlers = [];
    for (const handler of handlers.toReversed()) handler(reason);
  }

  /** @throws Interrupted when the scope has ended. */
  check(): void {
    if (this.#ended) throw new Interrupted(this.#ended);
  }

  /** Waits for something that calls back. `begin` may return how to call it off. @throws Interrupted */
  wait<T>(
    begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => (() => void) | void,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let callOff: (() => void) | void = undefined;
      let over = false;
      const finish = (deliver: () => void): void => {
        if (over) return;
        over = true;
        forget();
        callOff?.();
        // What the end of the scope itself brings about is no result: whoever waits must hear of the end.
        if (this.#ended) reject(new Interrupted(this.#ended));
        else deliver();
      };
      const forget = this.onEnd((reason) => {
        if (over) return;
        over = true;
        callOff?.();
        reject(new Interrupted(reason));
      });
      if (over) return;
      callOff = begin(
        (value) => finish(() => resolve(value)),
        (error) => finish(() => reject(error)),
      );
      if (over) callOff?.();
    });
  }

  /** Emulated milliseconds. @throws Interrupted */
  sleep(ms: number): Promise<void> {
    return this.wait<void>((resolve) => this.#clock.schedule(ms, resolve));
  }

  /** The work's result, unless the scope ends first; the work itself goes on unheard. @throws Interrupted */
  unlessEnded<T>(work: Promise<T>): Promise<T> {
    // When the scope is over already nobody will look at the work, so its failure must not count as unhandled.
    work.catch(() => undefined);
    return this.wait<T>((resolve, reject) => {
      work.then(resolve, reject);
    });
  }
}
