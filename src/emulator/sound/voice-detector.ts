import { fromMuLaw } from '../audio/g711.ts';

/** Mean level of a frame from which it counts as voice: about -42 dB under the loudest, above the hiss of a room. */
const voiceLevel = 260;
const loudFramesToBegin = 3;
/** 400 ms: people pause this long between words without being done. */
const quietFramesToEnd = 20;

/** Hears whether somebody speaks, by loudness alone. */
export class VoiceDetector {
  #isSpeaking = false;
  #loud = 0;
  #quiet = 0;

  get isSpeaking(): boolean {
    return this.#isSpeaking;
  }

  /** One frame, or null when none came. */
  hear(frame: Uint8Array | null): void {
    const isLoud = frame !== null && meanLevel(frame) >= voiceLevel;
    this.#loud = isLoud ? this.#loud + 1 : Math.max(0, this.#loud - 1);
    this.#quiet = isLoud ? 0 : this.#quiet + 1;
    if (!this.#isSpeaking && this.#loud >= loudFramesToBegin) this.#isSpeaking = true;
    else if (this.#isSpeaking && this.#quiet >= quietFramesToEnd) {
      this.#isSpeaking = false;
      this.#loud = 0;
    }
    if (this.#loud > loudFramesToBegin) this.#loud = loudFramesToBegin;
  }
}

function meanLevel(frame: Uint8Array): number {
  let sum = 0;
  for (const code of frame) sum += levels[code] ?? 0;
  return sum / frame.length;
}

const levels = Float64Array.from({ length: 256 }, (_, code) => Math.abs(fromMuLaw(code)));
