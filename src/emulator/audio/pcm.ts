/** Telephone sound: signed 16-bit samples, one channel, 8000 a second. */
export type Pcm = Int16Array;

export const SAMPLE_RATE = 8000;
const FULL_SCALE = 32_767;
// One look-up instead of one a sample: in a sandbox each look-up of a global costs more than the arithmetic.
const { abs, round } = Math;

/** Samples of telephone sound in so many milliseconds. */
export function samplesIn(ms: number): number {
  return round((ms * SAMPLE_RATE) / 1000);
}

/** The nearest value that 16 bits can hold. */
export function clampSample(value: number): number {
  if (value >= FULL_SCALE) return FULL_SCALE;
  if (value <= -32_768) return -32_768;
  return round(value);
}

/** Samples made one by one; `level` gets the time in seconds and answers -1…1. */
export function synthesise(durationMs: number, level: (seconds: number) => number): Pcm {
  const sound = new Int16Array(samplesIn(durationMs));
  for (let i = 0; i < sound.length; i++) sound[i] = clampSample(level(i / SAMPLE_RATE) * FULL_SCALE);
  return sound;
}

/** Scales the sound so that its loudest sample reaches `peak` (0…1). Silence stays silence. */
export function normalise(sound: Pcm, peak: number): Pcm {
  let loudest = 0;
  for (const sample of sound) if (abs(sample) > loudest) loudest = abs(sample);
  if (loudest === 0) return sound;
  const gain = (peak * FULL_SCALE) / loudest;
  return sound.map((sample) => clampSample(sample * gain));
}

/** Takes the silence off both ends; a program that speaks pads its speech, and the pad would be cut from the words. */
export function trimSilence(sound: Pcm, threshold = 120): Pcm {
  let from = 0;
  let to = sound.length;
  while (from < to && abs(sound[from] ?? 0) < threshold) from++;
  while (to > from && abs(sound[to - 1] ?? 0) < threshold) to--;
  return sound.subarray(from, to);
}
