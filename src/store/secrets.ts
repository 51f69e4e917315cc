import type { Database } from './database.ts';

/**
 * A secret that is made once and kept: every server on this database uses the same, and a restart keeps what was
 * signed with it. `make` is asked only when there is none.
 */
export async function keptSecret(database: Database, name: string, make: () => string): Promise<string> {
  const read = () =>
    database.reader.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirst();
  const known = await read();
  if (known !== undefined) return known.value;
  const made = make();
  await database.transact((writer) =>
    writer
      .insertInto('secrets')
      .values({ name, value: made })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute(),
  );
  // Another server may have been faster.
  return (await read())?.value ?? made;
}
