import type { FileHandle } from 'node:fs/promises';

/** Where the sound lies in a WAV file of 16-bit samples. */
export interface WavLayout {
  readonly channels: number;
  readonly samplesPerSecond: number;
  readonly dataAt: number;
  /** Whole frames only: one sample of every channel. */
  readonly frames: number;
}

/** The file is damaged, or of a kind that is not read here; the message says which. */
export class UnreadableWav extends Error {
  override readonly name = 'UnreadableWav';
}

/** Chunks before the sound are small; a longer header is no recording. */
const HEADER_BYTES = 65_536;
const PCM = 1;
const EXTENSIBLE = 0xfffe;

/** @throws UnreadableWav */
export async function readWavLayout(file: FileHandle): Promise<WavLayout> {
  const { size } = await file.stat();
  const head = Buffer.alloc(Math.min(size, HEADER_BYTES));
  await file.read(head, 0, head.length, 0);
  if (head.length < 12 || word(head, 0) !== 'RIFF' || word(head, 8) !== 'WAVE')
    throw new UnreadableWav('it is not a WAV file');
  let format: { readonly channels: number; readonly samplesPerSecond: number } | null = null;
  for (let at = 12; at + 8 <= head.length;) {
    const length = head.readUInt32LE(at + 4);
    if (word(head, at) === 'fmt ' && at + 24 <= head.length) {
      const kind = head.readUInt16LE(at + 8);
      const bits = head.readUInt16LE(at + 22);
      if ((kind !== PCM && kind !== EXTENSIBLE) || bits !== 16)
        throw new UnreadableWav(`its samples are of kind ${kind} with ${bits} bits, not 16-bit PCM`);
      format = { channels: head.readUInt16LE(at + 10), samplesPerSecond: head.readUInt32LE(at + 12) };
    }
    if (word(head, at) === 'data') {
      if (format === null || format.channels === 0 || format.samplesPerSecond === 0)
        throw new UnreadableWav('it does not say what it holds');
      const there = size - at - 8;
      // Files written while they were still being made say 0 or the largest number.
      const claimed = length === 0 || length === 0xffffffff ? there : length;
      if (claimed > there) throw new UnreadableWav(`it ends ${claimed - there} bytes early`);
      return { ...format, dataAt: at + 8, frames: Math.floor(claimed / (2 * format.channels)) };
    }
    at += 8 + length + (length % 2);
  }
  throw new UnreadableWav('it holds no sound');
}

const word = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, at + 4);
