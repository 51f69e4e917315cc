import type { LineRequest } from '../line.ts';

/** How one attempt to carry out a request ended, in the words of the effect runner. */
export type CarriedOut =
  | { readonly outcome: 'done'; readonly result: Readonly<Record<string, string | number>> }
  | { readonly outcome: 'failed'; readonly why: 'gone' | 'refused'; readonly reason: string }
  /** Certainly not carried out; to be tried again. */
  | { readonly outcome: 'retry'; readonly afterMs?: number; readonly reason: string }
  /** Perhaps carried out: the next run looks before it acts. */
  | { readonly outcome: 'unknown'; readonly reason: string };

export interface Assignment<R extends LineRequest = LineRequest> {
  readonly effect: R;
  /** 1 at first. */
  readonly attempt: number;
  /** An earlier run may have succeeded unseen. */
  readonly reconcile: boolean;
}

/** It was carried out. `result`: what the answer taught, such as the sid of a new leg. */
export function done(result: Readonly<Record<string, string | number>> = {}): CarriedOut {
  return { outcome: 'done', result };
}

/** It was not carried out, and trying again would not help; `reason` is read by people. */
export function failed(why: 'gone' | 'refused', reason: string): CarriedOut {
  return { outcome: 'failed', why, reason };
}
