import { z } from 'zod';
import type { Reader, Writer } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { Hooks } from './hook.ts';

export const hooksStore = nounTable<Hooks, 'hooks'>({
  table: 'hooks',
  parse: (json) => Hooks.parse(json),
  columns: () => ({}),
});

/** The webhooks of a business. */
export async function hooksOf(reader: Reader, businessId: string): Promise<Hooks> {
  return (await hooksStore.load(reader, businessId))?.state ?? { hooks: [], announced: 0 };
}

const Secrets = z.array(z.object({ value: z.string(), until: z.number().nullable() }));

/** Secrets that sign for a hook at `at` (epoch ms), the newest first. They are kept apart: the log of events is for ever. */
export async function hookSecrets(reader: Reader, hookId: string, at: number): Promise<readonly string[]> {
  const row = await reader
    .selectFrom('secrets')
    .where('name', '=', `hook/${hookId}`)
    .select('value')
    .executeTakeFirst();
  return row === undefined
    ? []
    : Secrets.parse(JSON.parse(row.value))
        .filter(({ until }) => until === null || until > at)
        .map(({ value }) => value);
}

/** Signs with `secret` from now on, and with the one before until `oldUntil` (epoch ms), so that nobody loses a message. */
export async function keepHookSecret(
  writer: Writer,
  hookId: string,
  secret: string,
  oldUntil: number,
): Promise<void> {
  const name = `hook/${hookId}`;
  const row = await writer.selectFrom('secrets').where('name', '=', name).select('value').executeTakeFirst();
  const before = row === undefined ? [] : Secrets.parse(JSON.parse(row.value));
  const [last] = before;
  const value = JSON.stringify([
    { value: secret, until: null },
    ...(last === undefined ? [] : [{ value: last.value, until: oldUntil }]),
  ]);
  await writer
    .insertInto('secrets')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

export async function forgetHookSecrets(writer: Writer, hookId: string): Promise<void> {
  await writer.deleteFrom('secrets').where('name', '=', `hook/${hookId}`).execute();
}
