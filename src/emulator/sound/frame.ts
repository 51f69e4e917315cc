import { SILENT_CODE } from '../audio/g711.ts';

/** Every browser and the telephone network itself cut sound into pieces of this length. */
export const FRAME_MS = 20;
export const FRAME_SAMPLES = 160;

/** A frame in which nothing is heard. Shared by all: nobody writes into it. */
export const SILENT_FRAME = new Uint8Array(FRAME_SAMPLES).fill(SILENT_CODE);

/** Cuts what arrives into frames of 20 ms; a browser may put more or less than that into a packet. */
export class FrameCutter {
  #rest = new Uint8Array(0);

  /** Calls `take` for every whole frame there is. */
  cut(codes: Uint8Array, take: (frame: Uint8Array) => void): void {
    if (this.#rest.length === 0 && codes.length === FRAME_SAMPLES) {
      take(codes);
      return;
    }
    const all = new Uint8Array(this.#rest.length + codes.length);
    all.set(this.#rest);
    all.set(codes, this.#rest.length);
    let at = 0;
    for (; at + FRAME_SAMPLES <= all.length; at += FRAME_SAMPLES) take(all.slice(at, at + FRAME_SAMPLES));
    this.#rest = all.slice(at);
  }
}
