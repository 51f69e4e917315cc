import type { ColumnDefinitionBuilder, Migration } from 'kysely';

/** Where the two databases differ, as answers: nobody outside this folder asks which one it is. */
export interface Dialect {
  readonly kind: 'sqlite' | 'postgres';
  /** More than one process may write to it at the same time. */
  readonly shared: boolean;
  /** Opens a transaction that sees and keeps one consistent state; its commit is on disk before it returns. */
  readonly begin: string;
  /** The type and the making of a key that counts upwards by itself and never repeats. */
  readonly counter: {
    readonly type: 'integer' | 'bigint';
    define(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  };
  /**
   * Set when kysely's lock around schema steps does nothing here, so that two starting processes could both take them:
   * this statement opens a transaction around all of them instead.
   */
  readonly beginSteps: string | null;
  /** Another writer was in the way; the transaction is undone and may simply be run again. */
  clashed(error: unknown): boolean;
  /** The connection is gone. Before a commit nothing was stored; during one nobody knows. */
  lost(error: unknown): boolean;
}

/** One step of the schema, written once for both databases. */
export type SchemaStep = (dialect: Dialect) => Migration;

/** An error and what caused it. Not by `instanceof`: an error of another realm (a worker, a test runner) counts too. */
export function* causesOf(error: unknown): Generator<object> {
  for (let current = error; typeof current === 'object' && current !== null;) {
    yield current;
    current = 'cause' in current ? current.cause : null;
  }
}

/** Whether an error, or what caused it, has a code that `judge` recognises. */
export function hasCode(error: unknown, judge: (code: string) => boolean): boolean {
  for (const cause of causesOf(error)) {
    if ('code' in cause && typeof cause.code === 'string' && judge(cause.code)) return true;
  }
  return false;
}
