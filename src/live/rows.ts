import type { z } from 'zod';
import type {
  BreachRow,
  CallRow,
  LiveKind,
  LiveRows,
  OfferRow,
  PersonRow,
  QueueRow,
  WaitingRow,
} from '../contract/live.ts';

export type RowOf<K extends LiveKind> = z.infer<(typeof LiveRows)[K]>;
export type AnyRow = RowOf<LiveKind>;

/** Names one row of the board. */
export interface RowRef {
  readonly kind: LiveKind;
  readonly id: string;
}

/** A row that changed. Both sides are whole: who may see it is decided by what it was and what it is. */
export type BoardChange = {
  readonly [K in LiveKind]: {
    readonly kind: K;
    readonly id: string;
    /** Null: it is gone. */
    readonly row: RowOf<K> | null;
    /** Null: it is new. */
    readonly before: RowOf<K> | null;
  };
}[LiveKind];

/** Everything on the board at one moment. */
export interface BoardRows {
  readonly queues: readonly QueueRow[];
  readonly waiting: readonly WaitingRow[];
  readonly people: readonly PersonRow[];
  readonly calls: readonly CallRow[];
  readonly breaches: readonly BreachRow[];
  readonly offers: readonly OfferRow[];
}

/** What is on the board, and what changes on it. */
export interface BoardSource {
  /** Unfiltered; whoever passes it on filters it. */
  rows(): BoardRows;
  /** Every change after what `rows()` gave is told, in order. */
  onChange(listener: (changes: readonly BoardChange[]) => void): () => void;
}
