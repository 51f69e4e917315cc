import type { FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import type { RecordingPeaks } from '../../contract/api.ts';
import { readSampleLayout } from './wav-file.ts';

/** The finest slice: shorter ones are not seen, and silences are told apart well enough. */
const FINEST_MS = 50;
/** At most this many slices, so that an evening's recording is drawn from 150 kB too. */
const MOST_SLICES = 36_000;
/** Read at one go; what is in memory at once does not grow with the file. */
const PIECE_BYTES = 262_144;

/**
 * The lowest and the highest sample of each slice of time, per channel, in 8 bits.
 * @throws UnreadableWav
 */
export async function computePeaks(file: FileHandle): Promise<RecordingPeaks> {
  const { channels, samplesPerSecond, dataAt, frames } = await readSampleLayout(file);
  const durationMs = (frames / samplesPerSecond) * 1_000;
  const sliceMs = FINEST_MS * Math.max(1, Math.ceil(durationMs / (FINEST_MS * MOST_SLICES)));
  const perSlice = Math.max(1, Math.round((sliceMs / 1_000) * samplesPerSecond));
  const slices = Math.ceil(frames / perSlice);
  const peaks = Array.from({ length: channels }, () => new Int8Array(slices * 2));

  const frameBytes = 2 * channels;
  const bytes = Buffer.from(new ArrayBuffer(Math.max(1, Math.floor(PIECE_BYTES / frameBytes)) * frameBytes));
  const samples = new Int16Array(bytes.buffer);
  for (let frame = 0; frame < frames;) {
    const wanted = Math.min(bytes.length, (frames - frame) * frameBytes);
    const { bytesRead } = await file.read(bytes, 0, wanted, dataAt + frame * frameBytes);
    const got = Math.floor(bytesRead / frameBytes);
    if (got === 0) break;
    // WAV is little-endian, and so is nearly every computer.
    if (endianness() === 'BE') bytes.swap16();
    for (const [channel, marks] of peaks.entries())
      markSlices(marks, samples, { channel, channels, frame, got, perSlice });
    frame += got;
  }
  return {
    sliceMs: (perSlice / samplesPerSecond) * 1_000,
    channels: peaks.map((marks) => Buffer.from(marks.buffer).toString('base64')),
  };
}

interface Piece {
  readonly channel: number;
  readonly channels: number;
  /** Number of the piece's first frame in the file, and how many frames it has. */
  readonly frame: number;
  readonly got: number;
  readonly perSlice: number;
}

/** Slice after slice, with nothing but two numbers in hand: this runs a hundred million times for a long recording. */
function markSlices(
  marks: Int8Array,
  samples: Int16Array,
  { channel, channels, frame, got, perSlice }: Piece,
): void {
  for (let nth = 0; nth < got;) {
    const slice = Math.floor((frame + nth) / perSlice);
    const end = Math.min(got, (slice + 1) * perSlice - frame);
    let lowest = 0;
    let highest = 0;
    for (let at = nth * channels + channel; at < end * channels; at += channels) {
      const sample = samples[at] as number;
      if (sample < lowest) lowest = sample;
      else if (sample > highest) highest = sample;
    }
    marks[slice * 2] = Math.min(marks[slice * 2] as number, lowest >> 8);
    marks[slice * 2 + 1] = Math.max(marks[slice * 2 + 1] as number, highest >> 8);
    nth = end;
  }
}
