import { encodeMuLaw } from '../audio/g711.ts';
import { SAMPLE_RATE, synthesise } from '../audio/pcm.ts';
import type { Pcm } from '../audio/pcm.ts';
import { FRAME_MS, FRAME_SAMPLES } from './frame.ts';

export function tone(hertz: number, durationMs: number): Pcm {
  return synthesise(durationMs, (t) => 0.3 * Math.sin(2 * Math.PI * hertz * t));
}

export function framesOf(sound: Pcm): Uint8Array[] {
  const codes = encodeMuLaw(sound);
  const frames: Uint8Array[] = [];
  for (let at = 0; at + FRAME_SAMPLES <= codes.length; at += FRAME_SAMPLES) {
    frames.push(codes.slice(at, at + FRAME_SAMPLES));
  }
  return frames;
}

/** Sends frames at the pace of speech. */
export async function speakFrames(
  frames: readonly Uint8Array[],
  send: (frame: Uint8Array) => void,
): Promise<void> {
  const begin = performance.now();
  for (const [nth, frame] of frames.entries()) {
    const waitMs = begin + nth * FRAME_MS - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    send(frame);
  }
}

/** How much of a sound's strength is at this pitch: near 1 for the tone itself, near 0 for others and for silence. */
export function shareOf(hertz: number, sound: ArrayLike<number>): number {
  let re = 0;
  let im = 0;
  let all = 0;
  for (let i = 0; i < sound.length; i++) {
    const sample = sound[i] ?? 0;
    const angle = (2 * Math.PI * hertz * i) / SAMPLE_RATE;
    re += sample * Math.cos(angle);
    im += sample * Math.sin(angle);
    all += sample * sample;
  }
  return all === 0 ? 0 : (2 * (re * re + im * im)) / (all * sound.length);
}

/**
 * How alike two sounds are: 1 is the same, 0 has nothing in common. Every half second of the source is looked for in what
 * was heard, wherever it is most alike, for a browser stretches and shortens sound a little to keep its pace; the answer is
 * the mean. It looks below 1000 Hz, where the strength of a voice is: that is a sixteenth of the work.
 */
export function likeness(source: Pcm, heard: Pcm): number {
  const [said, got] = [lowPart(source), lowPart(heard)];
  const whole = said.reduce((sum, sample) => sum + sample * sample, 0);
  let alike = 0;
  for (let at = 0; at < said.length; at += WINDOW) {
    const part = said.subarray(at, at + WINDOW);
    const strength = part.reduce((sum, sample) => sum + sample * sample, 0);
    alike += (bestMatch(part, strength, got) * strength) / whole;
  }
  return alike;
}

const STEP = 4;
const WINDOW = 1000;

function bestMatch(part: Float64Array, strength: number, got: Float64Array): number {
  const { length } = part;
  let gotStrength = 0;
  for (let i = 0; i < length; i++) gotStrength += (got[i] ?? 0) ** 2;
  let best = 0;
  for (let delay = 0; delay + length <= got.length; delay += 1) {
    let alike = 0;
    for (let i = 0; i < length; i++) alike += (part[i] ?? 0) * (got[delay + i] ?? 0);
    // Where hardly anything was heard there is nothing to compare.
    if (alike > 0 && gotStrength > length)
      best = Math.max(best, alike / Math.sqrt(strength * gotStrength || 1));
    gotStrength += (got[delay + length] ?? 0) ** 2 - (got[delay] ?? 0) ** 2;
  }
  return best;
}

function lowPart(sound: Pcm): Float64Array {
  const low = new Float64Array(Math.floor(sound.length / STEP));
  for (let i = 0; i < low.length; i++) {
    for (let j = 0; j < STEP; j++) low[i] = (low[i] ?? 0) + (sound[i * STEP + j] ?? 0) / STEP;
  }
  return low;
}
