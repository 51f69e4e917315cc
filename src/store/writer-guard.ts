import type { Kysely, KyselyPlugin } from 'kysely';
import type { Writer } from './database.ts';
import type { Tables } from './tables.ts';

/**
 * A writer for one piece of work. It tells whether anything was written, and refuses to be used after the piece
 * has ended: a forgotten `await` would otherwise write into somebody else's transaction.
 */
export function guardWriter(connection: Kysely<Tables>): { writer: Writer; wrote(): boolean; close(): void } {
  let open = true;
  let wrote = false;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      if (!open) throw new Error('A query was begun after its transaction had ended: an await is missing.');
      return node;
    },
    transformResult({ result }) {
      if ((result.numAffectedRows ?? 0n) > 0n) wrote = true;
      return Promise.resolve(result);
    },
  };
  return {
    writer: connection.withPlugin(plugin),
    wrote: () => wrote,
    close() {
      open = false;
    },
  };
}
