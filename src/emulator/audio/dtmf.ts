import { type Pcm, samplesIn, synthesise } from './pcm.ts';

// One look-up instead of one a sample: in a sandbox each look-up of a global costs more than the sine.
const { PI, sin } = Math;

const TONE_MS = 120;
const GAP_MS = 60;
const LOW = [697, 770, 852, 941] as const;
const HIGH = [1209, 1336, 1477, 1633] as const;
const PAD = ['123A', '456B', '789C', '*0#D'] as const;

/** Milliseconds these keys take to sound. `w` waits half a second and `W` a whole one, as in `<Play digits>`. */
export function keysDurationMs(digits: string): number {
  return [...digits].reduce((total, key) => total + keyMs(key), 0);
}

/** The tones of these keys, one after the other (ITU-T Q.23). Characters that are on no key are left out. */
export function keyTones(digits: string): Pcm {
  const sound = new Int16Array(samplesIn(keysDurationMs(digits)));
  let atMs = 0;
  for (const key of digits) {
    const tone = toneOf(key);
    if (tone) sound.set(tone, samplesIn(atMs));
    atMs += keyMs(key);
  }
  return sound;
}

function keyMs(key: string): number {
  if (key === 'w') return 500;
  if (key === 'W') return 1000;
  return pitches(key) ? TONE_MS + GAP_MS : 0;
}

function toneOf(key: string): Pcm | null {
  const pair = pitches(key);
  if (!pair) return null;
  const [low, high] = pair;
  return synthesise(TONE_MS, (t) => 0.2 * (sin(2 * PI * low * t) + sin(2 * PI * high * t)));
}

function pitches(key: string): readonly [number, number] | null {
  if (key === 'w' || key === 'W') return null;
  const row = PAD.findIndex((keys) => keys.includes(key));
  if (row < 0) return null;
  const low = LOW[row];
  const high = HIGH[PAD[row]?.indexOf(key) ?? -1];
  return low === undefined || high === undefined ? null : [low, high];
}
