/**
 * The emulator's own time. `real` runs with the wall clock; `manual` stands still until it is moved by hand.
 * Everything that takes time in the emulated telephone company is scheduled here.
 */

export type ClockMode = 'real' | 'manual';

export interface ClockOptions {
  readonly mode?: ClockMode;
  /** Epoch milliseconds that a manual clock starts from; default: the wall clock. */
  readonly startAt?: number;
  /** Real milliseconds without any traffic after which the application is taken to have nothing more to say. */
  readonly quietMs?: number;
  /** Real milliseconds that `advance` waits for one open request before it lets emulated time pass on. */
  readonly patienceMs?: number;
  readonly onError?: (error: unknown) => void;
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

interface OpenWork {
  readonly finished: Promise<void>;
  stalled: boolean;
}

const longestTimeoutMs = 2 ** 31 - 1;

export class EmulatorClock {
  readonly #quietMs: number;
  readonly #patienceMs: number;
  readonly #onError: (error: unknown) => void;
  #mode: ClockMode;
  /** In real mode: what to add to the wall clock. In manual mode: unused. */
  #offset = 0;
  #manualNow: number;
  #due: Due[] = [];
  #order = 0;
  #timer: NodeJS.Timeout | null = null;
  #advancing = false;
  #queue: Promise<void> = Promise.resolve();
  #activity = 0;
  #settledActivity = 0;
  readonly #open = new Set<OpenWork>();

  constructor(options: ClockOptions = {}) {
    this.#mode = options.mode ?? 'real';
    this.#manualNow = options.startAt ?? Date.now();
    if (this.#mode === 'real' && options.startAt !== undefined) this.#offset = options.startAt - Date.now();
    this.#quietMs = options.quietMs ?? 12;
    this.#patienceMs = options.patienceMs ?? 1_000;
    this.#onError =
      options.onError ??
      ((error) => {
        throw error;
      });
  }

  get mode(): ClockMode {
    return this.#mode;
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#standsStill() ? this.#manualNow : Date.now() + this.#offset;
  }

  /** When the next thing falls due, epoch milliseconds; null when nothing is scheduled. */
  get nextDueAt(): number | null {
    return this.#due[0]?.at ?? null;
  }

  /** Runs `run` after `delayMs` of emulated time. Returns a function that calls it off. */
  schedule(delayMs: number, run: () => void): () => void {
    const due: Due = { at: this.now() + Math.max(0, delayMs), order: this.#order++, run };
    const later = this.#due.findIndex((other) => other.at > due.at);
    if (later === -1) this.#due.push(due);
    else this.#due.splice(later, 0, due);
    this.#arm();
    return () => {
      const place = this.#due.indexOf(due);
      if (place !== -1) this.#due.splice(place, 1);
    };
  }

  /** Says that work is open outside the emulator (a request on its way): `advance` waits for it. */
  track<T>(work: Promise<T>): Promise<T> {
    this.touch();
    const finished = work.then(
      () => undefined,
      () => undefined,
    );
    const open: OpenWork = { finished, stalled: false };
    this.#open.add(open);
    void finished.then(() => {
      this.#open.delete(open);
      this.touch();
    });
    return work;
  }

  /** Says that something just happened between emulator and application, so more may follow. */
  touch(): void {
    this.#activity += 1;
  }

  /** Changes between running and standing still; the time shown does not jump. */
  setMode(mode: ClockMode): void {
    if (mode === this.#mode) return;
    const now = this.now();
    this.#mode = mode;
    this.#manualNow = now;
    this.#offset = now - Date.now();
    this.#arm();
  }

  /**
   * Moves time forward by `ms`, running what falls due in order, and lets every webhook that this causes be answered
   * before time moves on. Works in both modes.
   */
  advance(ms: number): Promise<void> {
    if (!(ms >= 0))
      return Promise.reject(new RangeError(`The clock moves forward only; ${ms} ms was asked.`));
    const turn = this.#queue.then(() => this.#advanceNow(ms));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Lets everything that is under way finish without moving time. */
  settle(): Promise<void> {
    return this.advance(0);
  }

  /** Calls off everything that is scheduled. */
  stop(): void {
    this.#due = [];
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #standsStill(): boolean {
    return this.#mode === 'manual' || this.#advancing;
  }

  async #advanceNow(ms: number): Promise<void> {
    this.#manualNow = this.now();
    this.#advancing = true;
    try {
      const target = this.#manualNow + ms;
      await this.#quiet();
      for (let next = this.#due[0]; next && next.at <= target; next = this.#due[0]) {
        this.#due.shift();
        this.#manualNow = Math.max(this.#manualNow, next.at);
        this.#fire(next);
        await this.#quiet();
      }
      this.#manualNow = target;
    } finally {
      this.#advancing = false;
      this.#offset = this.#manualNow - Date.now();
      this.#arm();
    }
  }

  async #quiet(): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      const waiting = [...this.#open].filter((work) => !work.stalled);
      if (waiting.length > 0) {
        await this.#waitForAny(waiting);
        continue;
      }
      if (this.#activity === this.#settledActivity) return;
      this.#settledActivity = this.#activity;
      await new Promise((resolve) => setTimeout(resolve, this.#quietMs));
    }
  }

  async #waitForAny(waiting: readonly OpenWork[]): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<'tired'>((resolve) => {
      timer = setTimeout(() => resolve('tired'), this.#patienceMs);
    });
    const outcome = await Promise.race([patience, ...waiting.map((work) => work.finished)]);
    clearTimeout(timer);
    if (outcome === 'tired') for (const work of waiting) work.stalled = true;
  }

  #fire(due: Due): void {
    try {
      due.run();
    } catch (error) {
      this.#onError(error);
    }
  }

  #arm(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const next = this.#due[0];
    if (!next || this.#standsStill()) return;
    this.#timer = setTimeout(
      () => this.#runDue(),
      Math.min(Math.max(0, next.at - this.now()), longestTimeoutMs),
    );
    this.#timer.unref();
  }

  #runDue(): void {
    this.#timer = null;
    for (let next = this.#due[0]; next && next.at <= this.now(); next = this.#due[0]) {
      this.#due.shift();
      this.#fire(next);
    }
    this.#arm();
  }
}
