import { describe, expect, test } from '@jest/globals';
import { SAMPLE_RATE } from './pcm.ts';
import { readWav, UnreadableWavError, wavDurationMs, writeWav } from './wav.ts';

function wavFile(
  format: number,
  channels: number,
  rate: number,
  bits: number,
  data: Buffer,
  claimedSize = data.length,
): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(format, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE((rate * channels * bits) / 8, 28);
  header.writeUInt16LE((channels * bits) / 8, 32);
  header.writeUInt16LE(bits, 34);
  header.write('data', 36);
  header.writeUInt32LE(claimedSize, 40);
  return Buffer.concat([header, data]);
}

function tone(hertz: number, rate: number, seconds: number): Int16Array {
  return Int16Array.from(
    { length: rate * seconds },
    (_, i) => 10_000 * Math.sin((2 * Math.PI * hertz * i) / rate),
  );
}

function loudness(sound: Int16Array): number {
  return Math.sqrt(sound.reduce((sum, sample) => sum + sample ** 2, 0) / sound.length);
}

describe('reading a WAV', () => {
  test('gives back what was written', () => {
    const sound = tone(440, SAMPLE_RATE, 0.5);
    expect(readWav(writeWav(sound))).toEqual(sound);
  });

  test('brings any rate to 8 kHz, keeps speech and drops what 8 kHz cannot carry', () => {
    const speech = readWav(wavFile(1, 1, 22_050, 16, Buffer.from(tone(440, 22_050, 1).buffer)));
    expect(speech.length).toBe(8000);
    expect(loudness(speech)).toBeCloseTo(loudness(tone(440, SAMPLE_RATE, 1)), -2);
    const whistle = readWav(wavFile(1, 1, 44_100, 16, Buffer.from(tone(9000, 44_100, 1).buffer)));
    expect(loudness(whistle)).toBeLessThan(100);
    expect(readWav(wavFile(1, 1, 4000, 16, Buffer.from(tone(440, 4000, 1).buffer))).length).toBe(8000);
  });

  test('mixes stereo to one channel', () => {
    const frames = Buffer.alloc(8);
    [1000, 3000, -2000, -4000].forEach((sample, i) => frames.writeInt16LE(sample, i * 2));
    expect([...readWav(wavFile(1, 2, 8000, 16, frames))]).toEqual([2000, -3000]);
  });

  test('reads 8-bit PCM and mu-law', () => {
    expect([...readWav(wavFile(1, 1, 8000, 8, Buffer.from([128, 255, 0])))]).toEqual([0, 32_512, -32_768]);
    expect([...readWav(wavFile(7, 1, 8000, 8, Buffer.from([0xff, 0x80, 0x00])))]).toEqual([
      0, 32_124, -32_124,
    ]);
  });

  test('believes the bytes, not a size claimed by a program that wrote to a pipe', () => {
    const file = wavFile(1, 1, 8000, 16, Buffer.from(tone(440, 8000, 1).buffer), 0x7fff_f000);
    expect(readWav(file).length).toBe(8000);
    expect(wavDurationMs(file)).toBe(1000);
  });

  test.each([
    ['an MP3', Buffer.from('ID3 is no WAV header')],
    ['nothing', Buffer.alloc(0)],
    ['a header without data', writeWav(new Int16Array(4)).subarray(0, 36)],
    ['floating point samples', wavFile(3, 1, 8000, 32, Buffer.alloc(8))],
  ])('refuses %s with a reason', (_, bytes) => {
    expect(() => readWav(bytes)).toThrow(UnreadableWavError);
    expect(wavDurationMs(bytes)).toBeNull();
  });
});
