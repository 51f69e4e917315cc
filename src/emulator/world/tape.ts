import { speechDurationMs } from '../audio/speech-duration.ts';
import type { Segment, Side, Sound, Timeline } from '../audio/timeline.ts';

/** A sound that is being heard somewhere; ending it early cuts it on every tape that runs. */
export interface PlayingSound {
  cut(): void;
}

interface TapeSegment {
  readonly side: Side;
  readonly at: number;
  readonly sound: Sound;
  cutAt: number | null;
}

interface TapePause {
  readonly from: number;
  to: number | null;
  readonly behaviour: 'silence' | 'skip';
}

/** Writes down what a recording would have on it, in emulated time. */
export class Tape {
  readonly startedAt: number;
  readonly #now: () => number;
  readonly #segments: TapeSegment[] = [];
  readonly #pauses: TapePause[] = [];
  #endedAt: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
    this.startedAt = now();
  }

  get paused(): boolean {
    return this.#pauses.at(-1)?.to === null;
  }

  add(side: Side, sound: Sound): PlayingSound {
    const segment: TapeSegment = { side, at: this.#now(), sound, cutAt: null };
    if (this.#endedAt === null) this.#segments.push(segment);
    return {
      cut: () => {
        segment.cutAt ??= Math.min(this.#now(), this.#endedAt ?? Number.POSITIVE_INFINITY);
      },
    };
  }

  pause(behaviour: 'silence' | 'skip'): void {
    if (!this.paused) this.#pauses.push({ from: this.#now(), to: null, behaviour });
  }

  resume(): void {
    const pause = this.#pauses.at(-1);
    if (pause && pause.to === null) pause.to = this.#now();
  }

  /** Ends the tape; `trimTo` is when the last thing worth keeping was heard. */
  end(trimTo?: number): void {
    if (this.#endedAt !== null) return;
    this.resume();
    this.#endedAt = Math.max(this.startedAt, Math.min(trimTo ?? this.#now(), this.#now()));
  }

  /** Milliseconds on the tape, without pauses of kind `skip`. */
  get durationMs(): number {
    return this.#offsetOf(this.#endedAt ?? this.#now());
  }

  timeline(channels: 1 | 2, sides: readonly Side[] = ['near', 'far']): Timeline {
    const durationMs = this.durationMs;
    const segments = this.#segments
      .filter((segment) => sides.includes(segment.side) && !this.#skippedAt(segment.at))
      .map((segment) => this.#place(segment, durationMs))
      .filter((segment) => segment.startMs < durationMs);
    const muted = this.#pauses
      .filter((pause) => pause.behaviour === 'silence')
      .map((pause) => ({
        fromMs: this.#offsetOf(pause.from),
        toMs: this.#offsetOf(pause.to ?? this.#endedAt ?? this.#now()),
      }));
    return { durationMs, channels, segments, muted };
  }

  #place(segment: TapeSegment, durationMs: number): Segment {
    const nextSkip = this.#skips().find((skip) => skip.from >= segment.at);
    const end = Math.min(
      segment.cutAt ?? Number.POSITIVE_INFINITY,
      nextSkip?.from ?? Number.POSITIVE_INFINITY,
    );
    const isCut = end < segment.at + soundDurationMs(segment.sound);
    return {
      side: segment.side,
      startMs: this.#offsetOf(segment.at),
      cutAtMs: isCut ? Math.min(this.#offsetOf(end), durationMs) : null,
      sound: segment.sound,
    };
  }

  #skips(): readonly TapePause[] {
    return this.#pauses.filter((pause) => pause.behaviour === 'skip');
  }

  #skippedAt(at: number): boolean {
    return this.#skips().some((skip) => at >= skip.from && (skip.to === null || at < skip.to));
  }

  #offsetOf(at: number): number {
    const skipped = this.#skips().reduce(
      (sum, skip) => sum + Math.max(0, Math.min(at, skip.to ?? at) - Math.min(at, skip.from)),
      0,
    );
    return Math.max(0, at - this.startedAt - skipped);
  }
}

function soundDurationMs(sound: Sound): number {
  switch (sound.kind) {
    case 'speech':
      return speechDurationMs(sound.text);
    case 'keys':
      return sound.digits.length * 200;
    case 'beep':
      return 500;
    case 'ringback':
    case 'music':
    case 'file':
      return sound.durationMs;
    default:
      return sound satisfies never;
  }
}
