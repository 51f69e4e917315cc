import { soundDurationMs } from '../audio/timeline.ts';
import type { Sound } from '../audio/timeline.ts';
import type { PlayingSound } from './tape.ts';

/** A sound that a party is sent, and the emulated time at which it began. */
export interface HeardSound {
  readonly sound: Sound;
  readonly at: number;
}

export interface EarListener {
  began(heard: HeardSound): void;
  /** It ends before its time, at once. */
  cut(heard: HeardSound): void;
}

/** What one party is sent just now. Remembered because somebody may begin to listen in the middle of it. */
export class Ear {
  listener: EarListener | null = null;
  readonly #now: () => number;
  readonly #sounds = new Set<HeardSound>();

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(sound: Sound): PlayingSound {
    this.#forgetWhatIsOver();
    const heard: HeardSound = { sound, at: this.#now() };
    this.#sounds.add(heard);
    this.listener?.began(heard);
    return {
      cut: () => {
        if (this.#sounds.delete(heard)) this.listener?.cut(heard);
      },
    };
  }

  sounds(): readonly HeardSound[] {
    this.#forgetWhatIsOver();
    return [...this.#sounds];
  }

  #forgetWhatIsOver(): void {
    const now = this.#now();
    for (const heard of this.#sounds) {
      if (heard.at + soundDurationMs(heard.sound) <= now) this.#sounds.delete(heard);
    }
  }
}
