import { samplesIn, type Pcm } from '../audio/pcm.ts';
import { soundOf } from '../audio/render.ts';
import { soundDurationMs } from '../audio/timeline.ts';
import type { Sound } from '../audio/timeline.ts';
import { holdMusicRound, ringBackRound } from '../audio/tones.ts';
import { FRAME_SAMPLES } from './frame.ts';

/** Samples to play, once or round and round for `length` samples. */
export interface Recorded {
  readonly samples: Pcm;
  readonly length: number;
}

/** Sound that repeats is kept once for everybody and for all lengths. */
export async function record(sound: Sound): Promise<Recorded> {
  switch (sound.kind) {
    case 'music':
      return { samples: holdMusicRound(), length: samplesIn(soundDurationMs(sound)) };
    case 'ringback':
      return { samples: ringBackRound(), length: samplesIn(soundDurationMs(sound)) };
    case 'speech':
    case 'keys':
    case 'beep':
    case 'file':
    case 'live': {
      const samples = await soundOf(sound);
      return { samples, length: samples.length };
    }
    default:
      return sound satisfies never;
  }
}

/** One sound on its way to one listener, frame by frame. */
export class PlayedSound {
  readonly #recorded: Recorded;
  #position: number;

  constructor(recorded: Recorded, startAt = 0) {
    this.#recorded = recorded;
    this.#position = startAt;
  }

  get isOver(): boolean {
    return this.#position >= this.#recorded.length || this.#recorded.samples.length === 0;
  }

  /** Adds the next 20 ms to a frame's sum. */
  addTo(sum: Int32Array): void {
    const { samples, length } = this.#recorded;
    const end = Math.min(FRAME_SAMPLES, length - this.#position);
    let at = this.#position % samples.length;
    for (let i = 0; i < end; i++) {
      sum[i] = (sum[i] ?? 0) + (samples[at] ?? 0);
      at += 1;
      if (at === samples.length) at = 0;
    }
    this.#position += FRAME_SAMPLES;
  }
}
