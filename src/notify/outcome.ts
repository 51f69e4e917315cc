/** How one attempt to tell somebody ended, in the words of whoever carries effects out. */
export type CarriedOut =
  | { readonly outcome: 'done'; readonly result: Readonly<Record<string, string | number>> }
  | { readonly outcome: 'failed'; readonly why: 'gone' | 'refused'; readonly reason: string }
  /** Certainly not done; to be tried again. `quiet`: warned of already, once for all. */
  | {
      readonly outcome: 'retry';
      readonly afterMs?: number;
      readonly reason: string;
      readonly quiet?: boolean;
    }
  /** Perhaps done: the next run looks before it acts, or sends what can be told from the first. */
  | { readonly outcome: 'unknown'; readonly reason: string; readonly quiet?: boolean };

export function failed(why: 'gone' | 'refused', reason: string): CarriedOut {
  return { outcome: 'failed', why, reason };
}
