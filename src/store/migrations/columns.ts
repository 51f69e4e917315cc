import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/**
 * Words that the steps of the schema are written with. Released steps lean on them: a word may be added, but what one
 * does is never changed.
 */

type Table = CreateTableBuilder<string, string>;
type Widen = (table: Table) => Table;

export const texts =
  (...names: readonly string[]): Widen =>
  (table) =>
    names.reduce((wider, name) => wider.addColumn(name, 'text', (column) => column.notNull()), table);

export const optionalTexts =
  (...names: readonly string[]): Widen =>
  (table) =>
    names.reduce((wider, name) => wider.addColumn(name, 'text'), table);

export const integers =
  (...names: readonly string[]): Widen =>
  (table) =>
    names.reduce((wider, name) => wider.addColumn(name, 'integer', (column) => column.notNull()), table);

/** Epoch milliseconds. */
export const times =
  (...names: readonly string[]): Widen =>
  (table) =>
    names.reduce((wider, name) => wider.addColumn(name, 'bigint', (column) => column.notNull()), table);

/** Epoch milliseconds, or null. */
export const optionalTimes =
  (...names: readonly string[]): Widen =>
  (table) =>
    names.reduce((wider, name) => wider.addColumn(name, 'bigint'), table);

/** What makes the tables and indexes of one step. */
export function makerIn({ schema }: Kysely<unknown>) {
  return {
    /** A table of a noun: its id, its version and its state, for a step to widen. */
    nounTable: (name: string): Table =>
      schema
        .createTable(name)
        .addColumn('id', 'text', (column) => column.primaryKey())
        .$call(integers('version'))
        .$call(texts('state')),
    /** Named after what it is by. */
    index: (table: string, ...columns: string[]): Promise<void> =>
      schema
        .createIndex(`${table}_by_${columns.join('_')}`)
        .on(table)
        .columns(columns)
        .execute(),
    /** Over the rows only for which `live` holds, of which there are few. */
    liveIndex: (table: string, live: string, ...columns: string[]): Promise<void> =>
      schema
        .createIndex(`${table}_live_by_${columns.join('_')}`)
        .on(table)
        .columns(columns)
        .where(sql.raw<boolean>(live))
        .execute(),
  };
}
