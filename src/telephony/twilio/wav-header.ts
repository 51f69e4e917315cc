import type { FileHandle } from 'node:fs/promises';

export interface WavFacts {
  readonly channels: number;
  readonly durationMs: number;
}

/** Chunks before the sound are small; a header longer than this is no recording. */
const HEADER_BYTES = 65_536;

/**
 * Channels and length of a WAV file of `size` bytes.
 * @throws Error in plain words when the file is no WAV, or shorter than it claims to be
 */
export async function readWavHeader(file: FileHandle, size: number): Promise<WavFacts> {
  const head = Buffer.alloc(Math.min(size, HEADER_BYTES));
  await file.read(head, 0, head.length, 0);
  if (
    head.length < 12 ||
    head.toString('latin1', 0, 4) !== 'RIFF' ||
    head.toString('latin1', 8, 12) !== 'WAVE'
  ) {
    throw new Error('The downloaded file is not a WAV file');
  }
  let channels = 0;
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= head.length;) {
    const name = head.toString('latin1', at, at + 4);
    const length = head.readUInt32LE(at + 4);
    if (name === 'fmt ' && at + 24 <= head.length) {
      channels = head.readUInt16LE(at + 10);
      bytesPerSecond = head.readUInt32LE(at + 16);
    }
    if (name === 'data') {
      if (channels === 0 || bytesPerSecond === 0)
        throw new Error('The downloaded WAV file does not say what it holds');
      const there = size - at - 8;
      // Files written while they were still being made say 0 or the largest number.
      const claimed = length === 0 || length === 0xffffffff ? there : length;
      if (claimed > there) throw new Error(`The downloaded WAV file ends ${claimed - there} bytes early`);
      return { channels, durationMs: Math.round((claimed / bytesPerSecond) * 1_000) };
    }
    at += 8 + length + (length % 2);
  }
  throw new Error('The downloaded WAV file holds no sound');
}
