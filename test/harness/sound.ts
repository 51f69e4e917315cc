const HEADER_BYTES = 44;
const SAMPLE_RATE = 8_000;

/** A recording as it was played: a WAV of 16-bit samples at 8 kHz. */
export class Sound {
  readonly channels: number;
  readonly durationMs: number;
  readonly #samples: Int16Array;

  constructor(wav: Buffer) {
    if (wav.subarray(0, 4).toString() !== 'RIFF' || wav.readUInt16LE(34) !== 16)
      throw new Error('This is not a WAV of 16-bit samples');
    if (wav.readUInt32LE(24) !== SAMPLE_RATE)
      throw new Error(`The rate is ${wav.readUInt32LE(24)}, not 8000`);
    this.channels = wav.readUInt16LE(22);
    this.#samples = new Int16Array(
      wav.buffer.slice(wav.byteOffset + HEADER_BYTES, wav.byteOffset + wav.length),
    );
    this.durationMs = Math.round((this.#samples.length / this.channels / SAMPLE_RATE) * 1_000);
  }

  /** The loudest sample between two moments, 0 (silence) to 1, of one side or of both. */
  loudest(fromMs: number, toMs: number, side?: 'left' | 'right'): number {
    const first = Math.floor((fromMs / 1_000) * SAMPLE_RATE) * this.channels;
    const last = Math.ceil((toMs / 1_000) * SAMPLE_RATE) * this.channels;
    let peak = 0;
    for (let at = first; at < Math.min(last, this.#samples.length); at += 1) {
      if (side !== undefined && at % this.channels !== (side === 'left' ? 0 : 1)) continue;
      peak = Math.max(peak, Math.abs(this.#samples[at] ?? 0));
    }
    return peak / 32_768;
  }
}
