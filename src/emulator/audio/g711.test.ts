import { describe, expect, test } from '@jest/globals';
import { addMuLaw, decodeMuLaw, encodeMuLaw, fromMuLaw, saturateToMuLaw, toMuLaw } from './g711.ts';

describe('µ-law', () => {
  // ITU-T G.711, table 2: the decision values of the coder, four times as large here because samples have 16 bits, not 14.
  test.each([
    [0, 0xff, 0],
    [-1, 0x7f, 0],
    [3, 0xff, 0],
    [4, 0xfe, 8],
    [-4, 0x7e, -8],
    [124, 0xef, 132],
    [1000, 0xce, 988],
    [-1000, 0x4e, -988],
    [8031 * 4, 0x80, 32_124],
    [32_767, 0x80, 32_124],
    [-32_768, 0x00, -32_124],
  ])('says %i as 0x%s, which is heard as %i', (sample, code, heard) => {
    expect(toMuLaw(sample)).toBe(code);
    expect(fromMuLaw(code)).toBe(heard);
  });

  test('brings every code through unchanged, but for the second way to say nothing', () => {
    const codes = Array.from({ length: 256 }, (_, code) => code);
    const back = codes.map((code) => toMuLaw(fromMuLaw(code)));
    expect(back).toEqual(codes.map((code) => (code === 0x7f ? 0xff : code)));
  });

  test('is never further from the sample than a sixteenth of it, or eight where it is quiet', () => {
    const samples = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
    const heard = decodeMuLaw(encodeMuLaw(samples));
    const worst = samples.reduce((most, sample, i) => {
      const loud = Math.min(Math.abs(sample), 32_124);
      const fault = Math.abs(loud - Math.abs(heard[i] ?? 0)) / Math.max(128, loud);
      return Math.max(most, fault);
    }, 0);
    expect(worst).toBeLessThanOrEqual(1 / 16);
  });

  test('adds two voices, and is as loud as can be where the sum is louder', () => {
    const sum = new Int32Array(2);
    addMuLaw(sum, encodeMuLaw(Int16Array.of(8000, 30_000)));
    addMuLaw(sum, encodeMuLaw(Int16Array.of(4000, 30_000)));
    const codes = new Uint8Array(2);
    saturateToMuLaw(sum, codes);
    const [quiet = 0, loud = 0] = decodeMuLaw(codes);
    expect(Math.abs(quiet - 12_000)).toBeLessThan(600);
    expect(loud).toBe(32_124);
  });
});
