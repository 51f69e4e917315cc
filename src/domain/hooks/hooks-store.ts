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

export interface DeliveryRow {
  readonly id: string;
  readonly hookId: string;
  readonly messageId: string;
  readonly type: string;
  readonly body: string;
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'withdrawn';
  readonly attempts: number;
  readonly askedAt: number;
  readonly nextAt: number | null;
  /** What the last attempt came to, in words; null before the first. */
  readonly result: string | null;
}

const payloadShape = z.object({ hookId: z.string(), messageId: z.string(), body: z.string() });
const bodyShape = z.object({ type: z.string() });
const resultShape = z.object({
  reason: z.string().optional(),
  result: z.object({ words: z.string().optional() }).optional(),
});

/** What was sent to a business's hooks, newest first. */
export async function deliveriesOf(
  reader: Reader,
  businessId: string,
  query: { readonly failedOnly: boolean; readonly before: number | null; readonly limit: number },
): Promise<readonly (DeliveryRow & { readonly seq: number })[]> {
  let select = reader
    .selectFrom('effects')
    .where('noun', '=', 'hooks')
    .where('noun_id', '=', businessId)
    .select(['seq', 'id', 'payload', 'status', 'attempts', 'created_at', 'due_at', 'result']);
  if (query.failedOnly) select = select.where('status', '=', 'failed');
  if (query.before !== null) select = select.where('seq', '<', query.before);
  const rows = await select.orderBy('seq', 'desc').limit(query.limit).execute();
  return rows.map((row) => {
    const { hookId, messageId, body } = payloadShape.parse(JSON.parse(row.payload));
    const result = row.result === null ? null : resultShape.parse(JSON.parse(row.result));
    const open = row.status === 'waiting' || row.status === 'running';
    return {
      seq: row.seq,
      ...{ id: row.id, hookId, messageId, body, status: row.status, attempts: row.attempts },
      type: bodyShape.parse(JSON.parse(body)).type,
      askedAt: row.created_at,
      nextAt: open ? row.due_at : null,
      result: result === null ? null : (result.reason ?? result.result?.words ?? null),
    };
  });
}
