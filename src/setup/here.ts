import { randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { MINUTE } from '../kernel/duration.ts';

/**
 * Proves that an address leads to this very server: a question that was made here is asked there, and only this
 * process knows the answer. Each can be asked for a minute.
 */
export interface Here {
  ask(): { readonly nonce: string; readonly answer: string };
  /** Null: the question was not made here, or too long ago. */
  answer(nonce: string): string | null;
}

const HOLDS_MS = MINUTE;

/** Questions live in memory only: an answer from a process before this one is no proof. */
export function createHere(clock: Clock): Here {
  const questions = new Map<string, { readonly answer: string; readonly until: number }>();
  const forget = () => {
    for (const [nonce, { until }] of questions) if (until <= clock.now()) questions.delete(nonce);
  };
  return {
    ask() {
      forget();
      const [nonce, answer] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
      questions.set(nonce, { answer, until: clock.now() + HOLDS_MS });
      return { nonce, answer };
    },
    answer(nonce) {
      forget();
      return questions.get(nonce)?.answer ?? null;
    },
  };
}
