import { sql } from 'kysely';
import type { NounStore } from '../engine/noun.ts';
import type { Reader, Tables, Writer } from './database.ts';
import { remembering } from './remembering.ts';
import type { NewRow, NounRow } from './tables.ts';

/** Tables that hold one noun's state, with columns beside it for look-ups. */
export type NounTableName = { [T in keyof Tables]: Tables[T] extends NounRow ? T : never }[keyof Tables];

/** What a noun's table has beside id, version and state. */
export type ExtraColumns<T extends NounTableName> = Omit<NewRow<T>, keyof NounRow>;

interface Settings<State, T extends NounTableName> {
  readonly table: T;
  /** Reads what `JSON.parse` gave, usually a zod schema's `parse`. @throws when it is not a state. */
  readonly parse: (json: unknown) => State;
  /** The look-up columns that follow from the state. */
  readonly columns: (state: State, id: string) => ExtraColumns<T>;
  /** Writes rows of other tables that mirror this state, in the same transaction. */
  readonly after?: (writer: Writer, id: string, state: State) => Promise<void>;
}

/**
 * A noun's state in its table: one JSON text with a version, and columns derived from it at each save.
 * Saving is conditional on the version, the same on both databases.
 */
export function nounTable<State, T extends NounTableName>(settings: Settings<State, T>): NounStore<State> {
  const { table, columns, after } = settings;
  const read = remembering(settings.parse);
  const tableRef = sql.table(table);

  async function insert(writer: Writer, id: string, row: readonly (readonly [string, unknown])[]) {
    const names = sql.join(['id', ...row.map(([name]) => name)].map((name) => sql.ref(name)));
    const values = sql.join([id, ...row.map(([, value]) => value)]);
    const query = sql`insert into ${tableRef} (${names}) values (${values}) on conflict (id) do nothing`;
    return query.execute(writer);
  }

  async function update(
    writer: Writer,
    id: string,
    row: readonly (readonly [string, unknown])[],
    expected: number,
  ) {
    const changes = sql.join(row.map(([name, value]) => sql`${sql.ref(name)} = ${value}`));
    const query = sql`update ${tableRef} set ${changes} where id = ${id} and version = ${expected}`;
    return query.execute(writer);
  }

  return {
    table,
    async load(reader: Reader, id) {
      const query = sql<NounRow>`select id, version, state from ${tableRef} where id = ${id}`;
      const row = (await query.execute(reader)).rows[0];
      if (!row) return null;
      try {
        return { state: read(row.state), version: row.version };
      } catch (error) {
        throw new Error(`The stored state of ${table}/${id} (version ${row.version}) cannot be read.`, {
          cause: error,
        });
      }
    },
    async save(writer, id, state, expected) {
      const row = Object.entries({
        version: expected + 1,
        state: JSON.stringify(state),
        ...columns(state, id),
      });
      const { numAffectedRows } =
        expected === 0 ? await insert(writer, id, row) : await update(writer, id, row, expected);
      if (numAffectedRows !== 1n) return false;
      await after?.(writer, id, state);
      return true;
    },
  };
}
