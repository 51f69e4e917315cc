import type { Effect } from '../kernel/decision.ts';

/** How one attempt at an effect went. */
export type CarriedOut =
  | { readonly outcome: 'done'; readonly result: Readonly<Record<string, string | number>> }
  /** `gone`: its object has ended already; `refused`: it will never work. */
  | { readonly outcome: 'failed'; readonly why: 'gone' | 'refused'; readonly reason: string }
  /** Certainly nothing happened; not before `afterMs` from now when given. */
  | {
      readonly outcome: 'retry';
      readonly afterMs?: number;
      readonly reason: string;
      /** It was warned of already, once for all that wait for the same thing. */
      readonly quiet?: boolean;
    }
  /** It may or may not have happened: the next attempt looks before it leaps. */
  | { readonly outcome: 'unknown'; readonly reason: string; readonly quiet?: boolean };

export interface Attempt {
  readonly effect: Effect;
  /** Counts from 1. */
  readonly attempt: number;
  /** An earlier attempt may have succeeded unseen: look for it first, and only then do it again. */
  readonly reconcile: boolean;
}

/** Asks the outside world. Throwing counts as an unknown outcome. */
export type CarryOut = (attempt: Attempt) => Promise<CarriedOut>;
