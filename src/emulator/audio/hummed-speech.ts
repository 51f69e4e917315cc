import { normalise, type Pcm, SAMPLE_RATE, samplesIn } from './pcm.ts';
import { numberFrom } from './voice.ts';

// One look-up instead of one a sample: in a sandbox each look-up of a global costs more than the sine.
const { PI, floor, min, sin } = Math;

/**
 * Speech for a machine without a synthesiser: nobody can make out the words, but who speaks, for how long, in which
 * rhythm and where a question ends is audible. One hummed syllable per vowel group, with the resonances of that vowel.
 */
const RESONANCES: Readonly<Record<string, readonly [number, number]>> = {
  a: [750, 1250],
  e: [500, 1800],
  i: [320, 2300],
  o: [480, 900],
  u: [340, 750],
  y: [320, 2000],
};
const WORD_GAP = 0.5;
const SENTENCE_GAP = 2;

interface Beat {
  readonly vowel: string | null;
  readonly weight: number;
}

/** @param durationMs exactly this long is the sound. Same text and voice: the same samples, on every machine. */
export function humSpeech(text: string, voice: string, durationMs: number): Pcm {
  const beats = rhythm(text);
  const sound = new Int16Array(samplesIn(durationMs));
  const total = beats.reduce((sum, beat) => sum + beat.weight, 0);
  const spoken = beats.filter((beat) => beat.vowel !== null).length;
  if (total === 0 || spoken === 0) return sound;
  const pitch = 95 + (numberFrom(voice) % 120);
  const lift = text.trim().endsWith('?') ? 1.35 : 0.85;
  let position = 0;
  let nth = 0;
  for (const beat of beats) {
    const start = floor((position / total) * sound.length);
    position += beat.weight;
    const end = floor((position / total) * sound.length);
    if (beat.vowel === null) continue;
    const progress = nth++ / spoken;
    const melody = pitch * (progress < 0.8 ? 1.08 - 0.1 * progress : lift) * (nth % 3 === 0 ? 1.06 : 1);
    hum(sound.subarray(start, end), melody, RESONANCES[beat.vowel] ?? [500, 1500]);
  }
  return normalise(sound, 0.5);
}

function rhythm(text: string): Beat[] {
  const beats: Beat[] = [];
  for (const word of text.toLowerCase().split(/\s+/)) {
    // Digits and letters outside the Latin alphabet have no vowels to find; one beat for each keeps the rhythm.
    const syllables = word.match(/[aeiouyäöü]+|\d|\P{ASCII}/gu) ?? (/[a-z]/.test(word) ? ['e'] : []);
    for (const syllable of syllables) {
      const vowel = syllable.normalize('NFD')[0] ?? 'e';
      beats.push({ vowel: vowel in RESONANCES ? vowel : 'e', weight: syllable.length > 1 ? 1.3 : 1 });
    }
    beats.push({ vowel: null, weight: /[.!?:;]$/.test(word) ? SENTENCE_GAP : WORD_GAP });
  }
  beats.pop();
  return beats;
}

function hum(syllable: Int16Array, pitch: number, [first, second]: readonly [number, number]): void {
  const seconds = syllable.length / SAMPLE_RATE;
  const overtones = floor(3200 / pitch);
  const strengths = Array.from({ length: overtones }, (_, k) => {
    const frequency = pitch * (k + 1);
    return resonance(frequency, first, 110) + 0.6 * resonance(frequency, second, 160) + 0.04;
  });
  for (let i = 0; i < syllable.length; i++) {
    const t = i / SAMPLE_RATE;
    const envelope = min(1, t / 0.025) * min(1, (seconds - t) / 0.05);
    let level = 0;
    strengths.forEach((strength, k) => (level += strength * sin(2 * PI * pitch * (k + 1) * t)));
    syllable[i] = level * envelope * 3000;
  }
}

function resonance(frequency: number, centre: number, width: number): number {
  return 1 / (1 + ((frequency - centre) / width) ** 2);
}
