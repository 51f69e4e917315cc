import { z } from 'zod';

/** How often something happens: a share of all (0 to 1), or exactly the next few. */
const often = z.union([z.number().min(0).max(1), z.strictObject({ next: z.int().min(0) })]);

/** Which REST requests are hit: the next few, or the next few whose path matches. */
const hits = z.union([
  z.int().min(0),
  z.strictObject({
    match: z.string().refine(isPattern, 'must be a regular expression'),
    count: z.int().min(0),
  }),
]);

export const faultsSchema = z.strictObject({
  callbacks: z
    .strictObject({
      /** Emulated milliseconds that every asynchronous callback is late. */
      delayMs: z.int().min(0).max(3_600_000).default(0),
      duplicate: often.default(0),
      reorder: often.default(0),
      drop: often.default(0),
    })
    .prefault({}),
  rest: z
    .strictObject({
      status429: hits.default(0),
      status500: hits.default(0),
      timeout: hits.default(0),
      lostResponse: hits.default(0),
    })
    .prefault({}),
  /** Seed of the dice for shares, so that a run can be repeated. */
  seed: z.int().min(1).default(1),
});

export type FaultSettings = z.output<typeof faultsSchema>;
export type FaultRequest = z.input<typeof faultsSchema>;
export type RestFault = 'none' | '429' | '500' | 'timeout' | 'lost-response';
export type CallbackFault = 'duplicate' | 'reorder' | 'drop';

const restFaultOrder = [
  ['status429', '429'],
  ['status500', '500'],
  ['timeout', 'timeout'],
  ['lostResponse', 'lost-response'],
] as const;

/** Trouble on demand. Counts go down as they are used; `current` shows what is left. */
export class Faults {
  #settings: FaultSettings = faultsSchema.parse({});
  #dice = 1;

  current(): FaultSettings {
    return this.#settings;
  }

  /** Replaces all settings; what is not named is off. @throws ZodError that names each wrong field. */
  set(request: FaultRequest): FaultSettings {
    this.#settings = faultsSchema.parse(request);
    this.#dice = this.#settings.seed;
    return this.#settings;
  }

  /** What should go wrong with this REST request; uses up one count. */
  nextRestFault(method: string, path: string): RestFault {
    for (const [key, fault] of restFaultOrder) {
      const left = this.#settings.rest[key];
      const count = typeof left === 'number' ? left : left.count;
      if (count === 0) continue;
      if (typeof left !== 'number' && !new RegExp(left.match).test(`${method} ${path}`)) continue;
      const rest = {
        ...this.#settings.rest,
        [key]: typeof left === 'number' ? left - 1 : { ...left, count: count - 1 },
      };
      this.#settings = { ...this.#settings, rest };
      return fault;
    }
    return 'none';
  }

  /** Whether this asynchronous callback is hit by the fault. */
  hitsCallback(fault: CallbackFault): boolean {
    const setting = this.#settings.callbacks[fault];
    if (typeof setting === 'number') return setting > 0 && this.#roll() < setting;
    if (setting.next === 0) return false;
    const callbacks = { ...this.#settings.callbacks, [fault]: { next: setting.next - 1 } };
    this.#settings = { ...this.#settings, callbacks };
    return true;
  }

  /** A number from 0 to 1, the same row for the same seed (a multiplicative congruential generator). */
  #roll(): number {
    this.#dice = (this.#dice * 48_271) % 2_147_483_647;
    return this.#dice / 2_147_483_647;
  }
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
