import type { Side } from '../audio/timeline.ts';
import type { Circuit, Leg } from './leg.ts';
import type { Tape } from './tape.ts';

/** Two parties who hear each other. */
export class Bridge implements Circuit {
  readonly #parties: readonly [Leg, Leg];

  constructor(one: Leg, other: Leg) {
    this.#parties = [one, other];
    for (const leg of this.#parties) leg.circuit = this;
  }

  hearersOf(speaker: Leg): readonly Leg[] {
    return this.#parties.filter((leg) => leg !== speaker && !leg.isOver);
  }

  tapesFor(): readonly { readonly tape: Tape; readonly side: Side }[] {
    return [];
  }

  /** The parties no longer hear each other. */
  open(): void {
    for (const leg of this.#parties) if (leg.circuit === this) leg.circuit = null;
  }
}
