/** How the sound of a call is, for somebody who cannot measure it. */
export interface Quality {
  readonly grade: 'measuring' | 'good' | 'fair' | 'poor';
  readonly words: string;
}

/** What the voice library warns of, by its own names, and what it means for the two who talk. Worst first. */
const poor: Readonly<Record<string, string>> = {
  'ice-connectivity-lost': 'The connection broke. It is being restored.',
  'low-bytes-received': 'No sound arrives from the other side.',
  'low-bytes-sent': 'Your voice does not get out.',
  'low-mos': 'Words may be lost on the way.',
  'high-packet-loss': 'Parts of words are lost on the way.',
  'high-packets-lost-fraction': 'Parts of words are lost on the way.',
};
const fair: Readonly<Record<string, string>> = {
  'high-rtt': 'What you say arrives late.',
  'high-jitter': 'The sound may stutter.',
};

/** A mean opinion score from here on up is what a good telephone line has (ITU-T G.107: 4.03 satisfied, 3.6 some are not). */
const goodFrom = 4;
const fairFrom = 3.5;

/**
 * @param scores mean opinion scores (1 to 4.5) of the last seconds; empty while nothing is measured
 * @param warnings names of the warnings that stand
 */
export function qualityOf(scores: readonly number[], warnings: ReadonlySet<string>): Quality {
  const worst = firstOf(poor, warnings);
  if (worst !== null) return { grade: 'poor', words: worst };
  const worse = firstOf(fair, warnings);
  if (worse !== null) return { grade: 'fair', words: worse };
  if (scores.length === 0) return { grade: 'measuring', words: 'The line is being measured.' };
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  if (mean >= goodFrom) return { grade: 'good', words: 'The line is good.' };
  if (mean >= fairFrom) return { grade: 'fair', words: 'The line is fair.' };
  return { grade: 'poor', words: 'Words may be lost on the way.' };
}

function firstOf(meanings: Readonly<Record<string, string>>, warnings: ReadonlySet<string>): string | null {
  const found = Object.entries(meanings).find(([name]) => warnings.has(name));
  return found?.[1] ?? null;
}
