/** What a WAV file holds, and where the sound lies in it. */
export interface WavLayout {
  /** The format tag of the `fmt ` chunk: 1 is plain PCM, 7 G.711 µ-law, 0xfffe "see the extension". */
  readonly kind: number;
  readonly bitsPerSample: number;
  readonly channels: number;
  readonly samplesPerSecond: number;
  /** Over all channels. */
  readonly bytesPerSecond: number;
  /** Offset of the first sample in the file, in bytes. */
  readonly dataAt: number;
  readonly dataBytes: number;
}

/** The file is damaged, or of a kind that is not read; the message says which, as a clause that starts with "it". */
export class UnreadableWav extends Error {
  override readonly name = 'UnreadableWav';
}

/** Chunks before the sound are small; a longer header is no recording. So much of a file is enough for `readWavLayout`. */
export const WAV_HEAD_BYTES = 65_536;

/** Bytes of a `fmt ` chunk that are read here, without its name and length. */
const FORMAT_BYTES = 16;
const UNKNOWN_LENGTHS: readonly number[] = [0, 0xffff_ffff];

/**
 * Reads the chunks (RIFF, little-endian) at the start of a WAV file.
 * `head`: the first `WAV_HEAD_BYTES` of it, or all of a shorter one; `fileBytes`: its whole length.
 * @throws UnreadableWav also when the file is shorter than it claims to be
 */
export function readWavLayout(head: Uint8Array, fileBytes: number): WavLayout {
  if (head.length < 12 || tag(head, 0) !== 'RIFF' || tag(head, 8) !== 'WAVE')
    throw new UnreadableWav('it is not a WAV file');
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let format: Omit<WavLayout, 'dataAt' | 'dataBytes'> | null = null;
  for (let at = 12; at + 8 <= head.length;) {
    const name = tag(head, at);
    const length = view.getUint32(at + 4, true);
    const inside = at + 8;
    if (name === 'fmt ' && inside + FORMAT_BYTES <= head.length) {
      format = {
        kind: view.getUint16(inside, true),
        channels: view.getUint16(inside + 2, true),
        samplesPerSecond: view.getUint32(inside + 4, true),
        bytesPerSecond: view.getUint32(inside + 8, true),
        bitsPerSample: view.getUint16(inside + 14, true),
      };
    }
    if (name === 'data') {
      if (!format?.channels || !format.samplesPerSecond || !format.bytesPerSecond)
        throw new UnreadableWav('it does not say what it holds');
      const there = fileBytes - inside;
      // Files written while they were still being made do not know their length.
      const claimed = UNKNOWN_LENGTHS.includes(length) ? there : length;
      if (claimed > there) throw new UnreadableWav(`it ends ${claimed - there} bytes early`);
      return { ...format, dataAt: inside, dataBytes: claimed };
    }
    at = inside + length + (length % 2);
  }
  throw new UnreadableWav('it holds no sound');
}

const tag = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
