const targetDepth = 2;
const greatestDepth = 10;
/** Once a second: often enough to win the delay back, rare enough that nobody hears a missing frame. */
const framesBetweenTrims = 50;

/**
 * Evens out the arrival of frames. It starts when two are there, so that one late frame is not heard; what piles up beyond
 * that (a browser's clock that runs faster, a stall of this process) is given back, half of it a second, or the delay would
 * only ever grow.
 */
export class JitterQueue {
  /** Times that a frame was due and none was there. */
  underruns = 0;
  /** Frames that were thrown away to shorten the delay. */
  trimmed = 0;
  #frames: Uint8Array[] = [];
  #isFlowing = false;
  #taken = 0;
  #shallowest = Number.POSITIVE_INFINITY;

  get depth(): number {
    return this.#frames.length;
  }

  push(frame: Uint8Array): void {
    this.#frames.push(frame);
    if (this.#frames.length > greatestDepth) this.#drop(this.#frames.length - targetDepth);
  }

  /** The next frame; null while none is due. */
  pop(): Uint8Array | null {
    if (!this.#isFlowing && this.#frames.length < targetDepth) return null;
    this.#isFlowing = true;
    this.#shallowest = Math.min(this.#shallowest, this.#frames.length);
    const frame = this.#frames.shift();
    if (!frame) {
      this.underruns += 1;
      this.#isFlowing = false;
      this.#beginWatch();
      return null;
    }
    this.#taken += 1;
    if (this.#taken >= framesBetweenTrims) {
      const excess = this.#shallowest - targetDepth;
      if (excess > 0) this.#drop(Math.ceil(excess / 2));
      this.#beginWatch();
    }
    return frame;
  }

  #beginWatch(): void {
    this.#taken = 0;
    this.#shallowest = Number.POSITIVE_INFINITY;
  }

  #drop(count: number): void {
    this.trimmed += this.#frames.splice(0, count).length;
  }
}
