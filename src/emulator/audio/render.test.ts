import { describe, expect, test } from '@jest/globals';
import { SAMPLE_RATE } from './pcm.ts';
import { renderTimeline } from './render.ts';
import { createSynthesiser } from './synthesiser.ts';
import type { Segment, Side, Sound, Timeline } from './timeline.ts';
import { writeWav } from './wav.ts';

const withoutProgram = createSynthesiser({ program: 'deskbell-no-such-program' });
const HELLO = 'Good morning, you are through to the shop.';

function said(side: Side, startMs: number, text: string, cutAtMs: number | null = null): Segment {
  return heard(side, startMs, { kind: 'speech', text, voice: `voice of the ${side} side` }, cutAtMs);
}

function heard(side: Side, startMs: number, sound: Sound, cutAtMs: number | null = null): Segment {
  return { side, startMs, cutAtMs, sound };
}

function timeline(parts: Partial<Timeline>): Timeline {
  return { durationMs: 10_000, channels: 2, segments: [], muted: [], ...parts };
}

/** How loud one channel is between two moments (root mean square of the samples). */
function energy(wav: Buffer, channel: 1 | 2, fromMs: number, toMs: number): number {
  const channels = wav.readUInt16LE(22);
  let sum = 0;
  let count = 0;
  for (let frame = (fromMs * SAMPLE_RATE) / 1000; frame < (toMs * SAMPLE_RATE) / 1000; frame++, count++) {
    sum += wav.readInt16LE(44 + (frame * channels + channel - 1) * 2) ** 2;
  }
  return Math.sqrt(sum / count);
}

describe('a rendered recording', () => {
  test('is an 8 kHz 16-bit PCM WAV whose header agrees with its length', async () => {
    const wav = await renderTimeline(timeline({ durationMs: 1500 }), withoutProgram);
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(wav.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    expect(wav.readUInt16LE(20)).toBe(1);
    expect(wav.readUInt16LE(22)).toBe(2);
    expect(wav.readUInt32LE(24)).toBe(8000);
    expect(wav.readUInt32LE(28)).toBe(32_000);
    expect(wav.readUInt16LE(34)).toBe(16);
    expect(wav.readUInt32LE(40)).toBe(1.5 * 8000 * 4);
    expect(wav.length).toBe(44 + 1.5 * 8000 * 4);
  });

  test('has the near side on the left and the far side on the right, each when it spoke', async () => {
    const segments = [said('far', 1000, HELLO), said('near', 6000, 'I have a question about my bill.')];
    const wav = await renderTimeline(timeline({ segments }), withoutProgram);
    expect(energy(wav, 2, 1000, 3500)).toBeGreaterThan(500);
    expect(energy(wav, 1, 1000, 3500)).toBe(0);
    expect(energy(wav, 1, 6000, 8000)).toBeGreaterThan(500);
    expect(energy(wav, 2, 6000, 8000)).toBe(0);
    expect(energy(wav, 2, 0, 1000)).toBe(0);
  });

  test('mixes both sides when it has one channel', async () => {
    const segments = [said('far', 0, HELLO), said('near', 5000, HELLO)];
    const wav = await renderTimeline(timeline({ channels: 1, segments }), withoutProgram);
    expect(wav.readUInt16LE(22)).toBe(1);
    expect(energy(wav, 1, 0, 2500)).toBeGreaterThan(500);
    expect(energy(wav, 1, 5000, 7500)).toBeGreaterThan(500);
  });

  test('ends a sound where it was interrupted', async () => {
    const segments = [heard('far', 0, { kind: 'music', durationMs: 8000 }, 3000)];
    const wav = await renderTimeline(timeline({ segments }), withoutProgram);
    expect(energy(wav, 2, 2000, 3000)).toBeGreaterThan(200);
    expect(energy(wav, 2, 3000, 8000)).toBe(0);
  });

  test('is silent on both channels in a muted stretch, and nowhere else', async () => {
    const segments = [
      heard('far', 0, { kind: 'music', durationMs: 10_000 }),
      heard('near', 0, { kind: 'ringback', durationMs: 10_000 }),
    ];
    const muted = [{ fromMs: 3000, toMs: 6000 }];
    const wav = await renderTimeline(timeline({ segments, muted }), withoutProgram);
    for (const channel of [1, 2] as const) {
      expect(energy(wav, channel, 3000, 6000)).toBe(0);
      expect(energy(wav, channel, 0, 3000)).toBeGreaterThan(100);
      expect(energy(wav, channel, 6000, 10_000)).toBeGreaterThan(100);
    }
  });

  test('plays a sound that began before the recording from its middle', async () => {
    const segments = [heard('far', -4000, { kind: 'music', durationMs: 6000 })];
    const wav = await renderTimeline(timeline({ segments }), withoutProgram);
    expect(energy(wav, 2, 0, 2000)).toBeGreaterThan(200);
    expect(energy(wav, 2, 2000, 6000)).toBe(0);
  });

  test('plays a fetched file, and music where the file could not be had or read', async () => {
    const loud = writeWav(new Int16Array(8000).fill(9000));
    const segments = [
      heard('far', 0, { kind: 'file', bytes: loud, durationMs: 1000 }),
      heard('far', 2000, { kind: 'file', bytes: null, durationMs: 1000 }),
      heard('far', 4000, { kind: 'file', bytes: Buffer.from('<html>not found</html>'), durationMs: 1000 }),
    ];
    const wav = await renderTimeline(timeline({ segments }), withoutProgram);
    expect(energy(wav, 2, 0, 1000)).toBeCloseTo(9000, 0);
    expect(energy(wav, 2, 2000, 3000)).toBeGreaterThan(200);
    expect(energy(wav, 2, 4000, 5000)).toBeGreaterThan(200);
    expect(energy(wav, 2, 1000, 2000)).toBe(0);
  });

  test('keeps two loud sounds at once within the range of a sample', async () => {
    const loud = writeWav(new Int16Array(8000).fill(30_000));
    const segments = [
      heard('far', 0, { kind: 'file', bytes: loud, durationMs: 1000 }),
      heard('near', 0, { kind: 'file', bytes: loud, durationMs: 1000 }),
    ];
    const wav = await renderTimeline(timeline({ channels: 1, segments }), withoutProgram);
    expect(wav.readInt16LE(44 + 2 * 4000)).toBe(32_767);
  });

  test('carries the tones of the keys that were pressed', async () => {
    const segments = [heard('near', 0, { kind: 'keys', digits: '5' })];
    const wav = await renderTimeline(timeline({ durationMs: 500, segments }), withoutProgram);
    const loudest = [697, 770, 852, 941, 1209, 1336, 1477, 1633]
      .map((hertz) => ({ hertz, strength: strengthAt(wav, hertz) }))
      .sort((a, b) => b.strength - a.strength)
      .slice(0, 2)
      .map((tone) => tone.hertz);
    expect(loudest.sort()).toEqual([1336, 770]);
  });
});

/** Goertzel over the first 120 ms of the left channel. */
function strengthAt(wav: Buffer, hertz: number): number {
  const samples = 0.12 * SAMPLE_RATE;
  const factor = 2 * Math.cos((2 * Math.PI * hertz) / SAMPLE_RATE);
  let before = 0;
  let beforeThat = 0;
  for (let frame = 0; frame < samples; frame++) {
    const now = wav.readInt16LE(44 + frame * 4) + factor * before - beforeThat;
    beforeThat = before;
    before = now;
  }
  return before ** 2 + beforeThat ** 2 - factor * before * beforeThat;
}
