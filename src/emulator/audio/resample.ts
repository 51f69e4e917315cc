import { clampSample, type Pcm } from './pcm.ts';

// One look-up instead of one a sample: in a sandbox each look-up of a global costs more than the sine.
const { PI, ceil, cos, floor, max, min, sin } = Math;

const LOBES = 12;

/**
 * The same sound at another rate, by a windowed sinc. Going down, the filter closes first, so that what 8 kHz
 * cannot carry is gone instead of whistling.
 */
export function resample(sound: Float32Array | Pcm, fromRate: number, toRate: number): Pcm {
  const ratio = fromRate / toRate;
  const cutoff = min(1, 1 / ratio);
  const reach = LOBES / cutoff;
  const result = new Int16Array(max(0, floor(sound.length / ratio)));
  for (let i = 0; i < result.length; i++) {
    const centre = i * ratio;
    const first = max(0, ceil(centre - reach));
    const last = min(sound.length - 1, floor(centre + reach));
    let sum = 0;
    for (let j = first; j <= last; j++) sum += (sound[j] ?? 0) * kernel((j - centre) * cutoff) * cutoff;
    result[i] = clampSample(sum);
  }
  return result;
}

function kernel(x: number): number {
  if (x === 0) return 1;
  const angle = PI * x;
  const hann = 0.5 + 0.5 * cos(angle / LOBES);
  return (sin(angle) / angle) * hann;
}
