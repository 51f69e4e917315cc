/** Chance that can be repeated: the same row for the same seed (a multiplicative congruential generator). */
export class Dice {
  #value: number;

  constructor(seed: number) {
    this.#value = (seed % 2_147_483_646) + 1;
    // Small seeds begin alike.
    for (let turn = 0; turn < 10; turn += 1) this.roll();
  }

  /** From 0 to 1. */
  roll(): number {
    this.#value = (this.#value * 48_271) % 2_147_483_647;
    return this.#value / 2_147_483_647;
  }

  /** One of these. @throws Error when there is none */
  one<T>(of: readonly T[]): T {
    const chosen = of[Math.min(of.length - 1, Math.floor(this.roll() * of.length))];
    if (chosen === undefined) throw new Error('There is nothing to choose from');
    return chosen;
  }
}
