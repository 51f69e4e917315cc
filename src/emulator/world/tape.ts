import { encodeMuLaw } from '../audio/g711.ts';
import { LiveSound } from '../audio/live-sound.ts';
import { soundDurationMs } from '../audio/timeline.ts';
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

/** The voice of one person as far as it came without a break. */
interface LivePiece {
  readonly side: Side;
  readonly at: number;
  readonly voice: LiveSound;
}

interface TapePause {
  readonly from: number;
  to: number | null;
  readonly behaviour: 'silence' | 'skip';
}

const silentFrame = encodeMuLaw(new Int16Array(160));
const frameMs = 20;
/** What is missing between two frames is made up for up to here; after more the voice begins anew where it is. */
const longestHoleMs = 100;
/** A piece is turned into samples at one go, while others speak live: so it must not be long. */
const longestPieceMs = 30_000;

/** Writes down what a recording would have on it, in emulated time. */
export class Tape {
  readonly startedAt: number;
  readonly #now: () => number;
  readonly #segments: TapeSegment[] = [];
  readonly #pauses: TapePause[] = [];
  readonly #livePieces = new Map<object, LivePiece>();
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

  /**
   * Writes 20 ms of what somebody says down, which began `at` this emulated time. While the tape is paused nothing of it is
   * kept, whatever the pause will sound like; nor is sound that runs ahead of a clock that stands still.
   */
  addLive(side: Side, speaker: object, frame: Uint8Array, at: number): void {
    if (this.#endedAt !== null) return;
    if (this.paused) {
      this.#livePieces.delete(speaker);
      return;
    }
    // A frame belongs to the moment of its tick, which may lie just before the tape began or went on.
    const from = Math.max(at, this.startedAt, this.#pauses.at(-1)?.to ?? this.startedAt);
    const piece = this.#livePieces.get(speaker);
    const holeMs = piece ? from - piece.at - piece.voice.durationMs : Number.POSITIVE_INFINITY;
    if (holeMs <= -longestHoleMs) return;
    if (piece && piece.side === side && holeMs < longestHoleMs && piece.voice.durationMs < longestPieceMs) {
      for (let missing = holeMs; missing >= frameMs; missing -= frameMs) piece.voice.append(silentFrame);
      piece.voice.append(frame);
      return;
    }
    const voice = new LiveSound();
    voice.append(frame);
    this.#livePieces.set(speaker, { side, at: from, voice });
    this.#segments.push({ side, at: from, sound: { kind: 'live', voice }, cutAt: null });
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
