import { decodeMuLaw, SILENT_CODE } from './g711.ts';
import { SAMPLE_RATE } from './pcm.ts';

/** A living voice as it came, a byte a sample: an hour of it takes 29 MB. Grows while the person speaks. */
export class LiveSound {
  readonly #seconds: Uint8Array[] = [];
  #length = 0;

  get durationMs(): number {
    return (this.#length * 1000) / SAMPLE_RATE;
  }

  append(codes: Uint8Array): void {
    for (let at = 0; at < codes.length;) {
      const place = this.#length % SAMPLE_RATE;
      if (place === 0) this.#seconds.push(new Uint8Array(SAMPLE_RATE).fill(SILENT_CODE));
      const part = codes.subarray(at, at + SAMPLE_RATE - place);
      this.#seconds.at(-1)?.set(part, place);
      this.#length += part.length;
      at += part.length;
    }
  }

  samples(): Int16Array {
    const all = new Int16Array(this.#length);
    this.#seconds.forEach((second, nth) => {
      const at = nth * SAMPLE_RATE;
      all.set(decodeMuLaw(second.subarray(0, Math.min(SAMPLE_RATE, this.#length - at))), at);
    });
    return all;
  }
}
