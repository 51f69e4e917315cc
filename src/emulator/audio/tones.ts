import { type Pcm, normalise, SAMPLE_RATE, samplesIn, synthesise } from './pcm.ts';

// One look-up instead of one a sample: in a sandbox each look-up of a global costs more than the sine.
const { PI, exp, min, round, sin } = Math;

const BEEP_MS = 400;

/** The beep that asks a caller to speak after it. */
export function beep(): Pcm {
  return synthesise(BEEP_MS, (t) => {
    const edge = min(1, t / 0.01, (BEEP_MS / 1000 - t) / 0.01);
    return 0.35 * edge * sin(2 * PI * 1000 * t);
  });
}

const RING_SECONDS = 3;
let ring: Pcm | undefined;

/** British ring-back: two bursts of 400 and 450 Hz every three seconds. Once round; both pitches fit in whole waves. */
export function ringBackRound(): Pcm {
  ring ??= synthesise(RING_SECONDS * 1000, (t) => {
    const sounding = t < 0.4 || (t >= 0.6 && t < 1);
    return sounding ? 0.12 * (sin(2 * PI * 400 * t) + sin(2 * PI * 450 * t)) : 0;
  });
  return ring;
}

/** `durationMs` of ring-back, from the beginning of a ring. */
export function ringBack(durationMs: number): Pcm {
  return roundAndRound(ringBackRound(), durationMs);
}

/**
 * Hold music of our own: four bars over C, A minor, F and G, plucked, slow enough not to annoy and regular enough
 * that a listener knows the line is alive. Notes are MIDI numbers, two to a second; 0 rests.
 */
const MELODY = [
  [76, 0, 79, 76, 72, 0, 74, 76],
  [76, 0, 74, 72, 69, 0, 72, 0],
  [77, 0, 76, 77, 81, 0, 79, 77],
  [74, 0, 79, 77, 74, 0, 71, 0],
] as const;
const CHORDS = [
  [48, 60, 64, 67],
  [45, 57, 60, 64],
  [53, 57, 60, 65],
  [43, 55, 59, 62],
] as const;
const NOTE_SECONDS = 0.5;
const BAR_SECONDS = 4;

let phrase: Pcm | undefined;

/** The hold music once through; it has no seam. */
export function holdMusicRound(): Pcm {
  phrase ??= composePhrase();
  return phrase;
}

/** `durationMs` of the hold music, from its beginning, round and round. */
export function holdMusic(durationMs: number): Pcm {
  return roundAndRound(holdMusicRound(), durationMs);
}

function roundAndRound(once: Pcm, durationMs: number): Pcm {
  const sound = new Int16Array(samplesIn(durationMs));
  for (let at = 0; at < sound.length; at += once.length) {
    sound.set(once.subarray(0, min(once.length, sound.length - at)), at);
  }
  return sound;
}

function composePhrase(): Pcm {
  const mix = new Float32Array(CHORDS.length * BAR_SECONDS * SAMPLE_RATE);
  CHORDS.forEach((chord, bar) => {
    chord.forEach((note, string) => pluck(mix, bar * BAR_SECONDS + string * 0.06, note, 0.35, 2.2));
    MELODY[bar]?.forEach((note, step) => {
      if (note > 0) pluck(mix, bar * BAR_SECONDS + step * NOTE_SECONDS, note, 1, 0.7);
    });
  });
  return normalise(
    Int16Array.from(mix, (level) => level * 4000),
    0.25,
  );
}

/** Adds a plucked string; a tail that passes the end wraps to the start, so the loop has no seam. */
function pluck(
  mix: Float32Array,
  startSeconds: number,
  note: number,
  loudness: number,
  decaySeconds: number,
): void {
  const pitch = 440 * 2 ** ((note - 69) / 12);
  const start = round(startSeconds * SAMPLE_RATE);
  const length = round(decaySeconds * 4 * SAMPLE_RATE);
  for (let i = 0; i < length; i++) {
    const t = i / SAMPLE_RATE;
    const envelope = min(1, t / 0.008) * exp(-t / decaySeconds) * loudness;
    const wave =
      sin(2 * PI * pitch * t) +
      0.35 * exp(-t * 4) * sin(4 * PI * pitch * t) +
      0.15 * exp(-t * 8) * sin(6 * PI * pitch * t);
    const at = (start + i) % mix.length;
    mix[at] = (mix[at] ?? 0) + envelope * wave;
  }
}
