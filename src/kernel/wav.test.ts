import { describe, expect, test } from '@jest/globals';
import { readWavLayout, UnreadableWav } from './wav.ts';

const text = (letters: string): number[] => [...letters].map((letter) => letter.charCodeAt(0));
const u16 = (value: number): number[] => [value & 0xff, value >>> 8];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];
const chunk = (name: string, content: readonly number[], length = content.length): number[] => [
  ...text(name),
  ...u32(length),
  ...content,
];
const format = (kind: number, channels: number, rate: number, bits: number): number[] =>
  chunk('fmt ', [
    ...u16(kind),
    ...u16(channels),
    ...u32(rate),
    ...u32((rate * channels * bits) / 8),
    ...u16((channels * bits) / 8),
    ...u16(bits),
  ]);
const wav = (...chunks: readonly number[][]): Uint8Array =>
  Uint8Array.from([...text('RIFF'), ...u32(4 + chunks.flat().length), ...text('WAVE'), ...chunks.flat()]);
const read = (file: Uint8Array) => readWavLayout(file, file.length);

const telephone = format(1, 2, 8_000, 16);
const sound = [1, 2, 3, 4, 5, 6, 7, 8];

describe('the layout of a WAV file', () => {
  test('says what the sound is and where it lies', () => {
    expect(read(wav(telephone, chunk('data', sound)))).toEqual({
      kind: 1,
      bitsPerSample: 16,
      channels: 2,
      samplesPerSecond: 8_000,
      bytesPerSecond: 32_000,
      dataAt: 44,
      dataBytes: 8,
    });
    expect(read(wav(format(7, 1, 8_000, 8), chunk('data', sound)))).toMatchObject({
      kind: 7,
      bitsPerSample: 8,
      bytesPerSecond: 8_000,
    });
  });

  test('is found behind other chunks, those of odd length being padded, and before others', () => {
    const file = wav(chunk('LIST', [1, 2, 3]), [0], telephone, chunk('data', sound), chunk('LIST', [1, 2]));
    expect(read(file)).toMatchObject({ dataAt: 44 + 12, dataBytes: 8 });
  });

  test('is read from the first bytes of a longer file, wherever they lie in memory', () => {
    const whole = wav(telephone, chunk('data', [], 500_000));
    const memory = new Uint8Array(whole.length + 3);
    memory.set(whole, 3);
    expect(readWavLayout(memory.subarray(3), whole.length + 500_000)).toMatchObject({ dataBytes: 500_000 });
  });

  test.each([0, 0xffff_ffff])('goes to the end of a file whose sound claims a length of %d', (length) => {
    expect(read(wav(telephone, chunk('data', sound, length)))).toMatchObject({ dataBytes: sound.length });
  });

  test.each([
    ['is empty', new Uint8Array(0), 'it is not a WAV file'],
    ['is something else', Uint8Array.from(text('<html>Not found</html>')), 'it is not a WAV file'],
    ['holds no sound', wav(telephone), 'it holds no sound'],
    ['holds sound of an unknown kind', wav(chunk('data', sound)), 'it does not say what it holds'],
    ['has no channels', wav(format(1, 0, 8_000, 16), chunk('data', sound)), 'it does not say what it holds'],
    ['has no speed', wav(format(1, 1, 0, 16), chunk('data', sound)), 'it does not say what it holds'],
    ['was cut off', wav(telephone, chunk('data', sound, 108)), 'it ends 100 bytes early'],
  ])('is refused when the file %s', (_what, file, why) => {
    expect(() => read(file)).toThrow(new UnreadableWav(why));
  });
});
