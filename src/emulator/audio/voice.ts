/** A steady number from a text (FNV-1a, 32 bits), so that the same person always sounds the same. */
export function numberFrom(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** How one person, or the prompts of an application, sound when the espeak-ng program speaks. */
export interface EspeakVoice {
  readonly name: string;
  /** 0–99. */
  readonly pitch: number;
}

const VARIANTS = ['m1', 'f2', 'm3', 'f3', 'm7', 'f4', 'm2', 'f1'] as const;

/** Any string is a voice: a telephone number, `prompt`, or a name that Twilio knows such as `Polly.Amy`. */
export function espeakVoice(voice: string): EspeakVoice {
  const number = numberFrom(voice);
  const variant = VARIANTS[number % VARIANTS.length] ?? VARIANTS[0];
  return { name: `en-gb+${variant}`, pitch: 35 + ((number >>> 8) % 35) };
}
