import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export type { Tables } from './tables.ts';

/** Reads, inside or outside a transaction. */
export type Reader = Kysely<Tables>;
/** Reads and writes inside the running transaction. */
export type Writer = Kysely<Tables>;

/**
 * The one door to storage; SQLite and PostgreSQL stand behind it.
 * Pieces of work handed in together share one commit; each has its own savepoint, so one that throws undoes only itself.
 */
export interface Database {
  readonly kind: 'sqlite' | 'postgres';
  /** Other processes may write here too: what one of them left behind is found only by looking. */
  readonly shared: boolean;
  /** For reads outside of decisions: the last committed state. */
  readonly reader: Reader;
  /**
   * Runs `work` alone on the writing connection and resolves after the commit is on disk.
   * A clash with another node runs `work` again from the start.
   * Never await anything but the database inside.
   */
  transact<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** Called after each commit that wrote something. */
  onCommit(listener: () => void): () => void;
  /** @throws Error in plain words when the store cannot answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}
