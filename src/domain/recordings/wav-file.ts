import type { FileHandle } from 'node:fs/promises';
import { readWavLayout, UnreadableWav, WAV_HEAD_BYTES } from '../../kernel/wav.ts';

/** Where the samples lie in a WAV file of 16-bit samples. */
export interface SampleLayout {
  readonly channels: number;
  readonly samplesPerSecond: number;
  /** Offset of the first sample in the file, in bytes. */
  readonly dataAt: number;
  /** Whole frames only: one sample of every channel. */
  readonly frames: number;
}

const PCM = 1;
const EXTENSIBLE = 0xfffe;

/** @throws UnreadableWav also when its samples are not of 16 bits */
export async function readSampleLayout(file: FileHandle): Promise<SampleLayout> {
  const { size } = await file.stat();
  const head = Buffer.alloc(Math.min(size, WAV_HEAD_BYTES));
  await file.read(head, 0, head.length, 0);
  const { kind, bitsPerSample, channels, samplesPerSecond, dataAt, dataBytes } = readWavLayout(head, size);
  if ((kind !== PCM && kind !== EXTENSIBLE) || bitsPerSample !== 16)
    throw new UnreadableWav(`its samples are of kind ${kind} with ${bitsPerSample} bits, not 16-bit PCM`);
  return { channels, samplesPerSecond, dataAt, frames: Math.floor(dataBytes / (2 * channels)) };
}
