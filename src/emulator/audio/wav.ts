import { fromMuLaw } from './g711.ts';
import { type Pcm, SAMPLE_RATE } from './pcm.ts';
import { resample } from './resample.ts';

const HEADER_BYTES = 44;
const FORMAT_PCM = 1;
const FORMAT_MU_LAW = 7;
const FORMAT_EXTENSIBLE = 0xfffe;

/** The bytes are no WAV that a telephone can play; the message says what they are instead. */
export class UnreadableWavError extends Error {}

/** An 8 kHz 16-bit PCM file of silence, and its samples (interleaved when there are two channels) to write into. */
export function blankWav(
  channels: 1 | 2,
  frames: number,
): { readonly file: Buffer; readonly samples: Int16Array } {
  const dataBytes = frames * channels * 2;
  const bytes = new ArrayBuffer(HEADER_BYTES + dataBytes);
  const file = Buffer.from(bytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + dataBytes, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(FORMAT_PCM, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * channels * 2, 28);
  file.writeUInt16LE(channels * 2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(dataBytes, 40);
  return { file, samples: new Int16Array(bytes, HEADER_BYTES) };
}

/** Mono WAV file of these samples. */
export function writeWav(sound: Pcm): Buffer {
  const { file, samples } = blankWav(1, sound.length);
  samples.set(sound);
  return file;
}

/**
 * Any PCM (8 or 16 bit) or mu-law WAV, at any rate, as 8 kHz mono.
 * @throws UnreadableWavError
 */
export function readWav(bytes: Buffer): Pcm {
  const { format, channels, rate, bits, data } = parse(bytes);
  const read = sampleReader(format, bits);
  const frameBytes = (bits / 8) * channels;
  const mono = new Float32Array(Math.floor(data.length / frameBytes));
  for (let frame = 0; frame < mono.length; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      sum += read(data, frame * frameBytes + channel * (bits / 8));
    }
    mono[frame] = sum / channels;
  }
  return rate === SAMPLE_RATE ? Int16Array.from(mono) : resample(mono, rate, SAMPLE_RATE);
}

/** Milliseconds a WAV plays, or null when the bytes are no WAV that a telephone can play. */
export function wavDurationMs(bytes: Buffer): number | null {
  try {
    const { channels, rate, bits, data } = parse(bytes);
    return Math.round((data.length / ((bits / 8) * channels) / rate) * 1000);
  } catch (error) {
    if (error instanceof UnreadableWavError) return null;
    throw error;
  }
}

interface Parsed {
  readonly format: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
  readonly data: Buffer;
}

function parse(bytes: Buffer): Parsed {
  if (
    bytes.length < 12 ||
    bytes.toString('latin1', 0, 4) !== 'RIFF' ||
    bytes.toString('latin1', 8, 12) !== 'WAVE'
  ) {
    throw new UnreadableWavError('These bytes do not begin with a RIFF/WAVE header. Serve a WAV file.');
  }
  let format: Omit<Parsed, 'data'> | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === 'fmt ' && body + 16 <= bytes.length) format = readFormat(bytes, body);
    if (name === 'data') {
      if (!format) break;
      // A program that writes to a pipe cannot know the size in advance and claims a huge one.
      return { ...format, data: bytes.subarray(body, Math.min(body + size, bytes.length)) };
    }
    at = body + size + (size % 2);
  }
  throw new UnreadableWavError('The WAV has no format or no data. Export it again as 16-bit PCM.');
}

function readFormat(bytes: Buffer, at: number): Omit<Parsed, 'data'> {
  const tag = bytes.readUInt16LE(at);
  const format = tag === FORMAT_EXTENSIBLE && at + 26 <= bytes.length ? bytes.readUInt16LE(at + 24) : tag;
  const channels = bytes.readUInt16LE(at + 2);
  const rate = bytes.readUInt32LE(at + 4);
  const bits = bytes.readUInt16LE(at + 14);
  const known =
    (format === FORMAT_PCM && (bits === 8 || bits === 16)) || (format === FORMAT_MU_LAW && bits === 8);
  if (!known || channels === 0 || rate === 0) {
    throw new UnreadableWavError(
      `WAV format ${format} with ${bits} bits, ${channels} channels at ${rate} Hz cannot be played. Use 8 or 16-bit PCM, or mu-law.`,
    );
  }
  return { format, channels, rate, bits };
}

function sampleReader(format: number, bits: number): (data: Buffer, at: number) => number {
  if (format === FORMAT_MU_LAW) return (data, at) => fromMuLaw(data.readUInt8(at));
  if (bits === 8) return (data, at) => (data.readUInt8(at) - 128) << 8;
  return (data, at) => data.readInt16LE(at);
}
