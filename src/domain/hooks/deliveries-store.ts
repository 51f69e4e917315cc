import { z } from 'zod';
import type { Reader } from '../../store/database.ts';
import { againOf } from './hook.ts';

/** What was sent to webhooks, read from the effects that it is. */

export interface DeliveryRow {
  readonly seq: number;
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

function rowsOf(reader: Reader, businessId: string) {
  return reader
    .selectFrom('effects')
    .where('noun', '=', 'hooks')
    .where('noun_id', '=', businessId)
    .select(['seq', 'id', 'payload', 'status', 'attempts', 'created_at', 'due_at', 'result']);
}
type Stored = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>;

function deliveryRow(row: Stored): DeliveryRow {
  const { hookId, messageId, body } = payloadShape.parse(JSON.parse(row.payload));
  const result = row.result === null ? null : resultShape.parse(JSON.parse(row.result));
  const open = row.status === 'waiting' || row.status === 'running';
  return {
    ...{ seq: row.seq, id: row.id, hookId, messageId, body, status: row.status, attempts: row.attempts },
    type: bodyShape.parse(JSON.parse(body)).type,
    askedAt: row.created_at,
    nextAt: open ? row.due_at : null,
    result: result === null ? null : (result.reason ?? result.result?.words ?? null),
  };
}

interface Page {
  /** Null: of every webhook of the business. */
  readonly hookId: string | null;
  readonly before: number | null;
  readonly limit: number;
}

/** What was sent to a business's webhooks, newest first. */
export async function deliveriesOf(
  reader: Reader,
  businessId: string,
  { hookId, before, limit }: Page,
): Promise<readonly DeliveryRow[]> {
  let select = rowsOf(reader, businessId);
  if (hookId !== null) select = select.where('id', 'like', `hooks/${hookId}/%`);
  if (before !== null) select = select.where('seq', '<', before);
  return (await select.orderBy('seq', 'desc').limit(limit).execute()).map(deliveryRow);
}

/** One delivery; null: there is none of this name in the business. */
export async function deliveryOf(
  reader: Reader,
  businessId: string,
  id: string,
): Promise<DeliveryRow | null> {
  const row = await rowsOf(reader, businessId).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : deliveryRow(row);
}

/** The newest delivery to a webhook of which an attempt was made; null: there is none yet. */
export async function lastTriedOf(
  reader: Reader,
  businessId: string,
  hookId: string,
): Promise<DeliveryRow | null> {
  const row = await rowsOf(reader, businessId)
    .where('id', 'like', `hooks/${hookId}/%`)
    .where('result', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : deliveryRow(row);
}

export interface DeadLetter {
  readonly seq: number;
  readonly id: string;
  readonly hookId: string;
}

/** What was given up and has not been sent once more since, to these webhooks, newest first. */
export async function deadLettersOf(
  reader: Reader,
  businessId: string,
  hookIds: readonly string[],
): Promise<readonly DeadLetter[]> {
  const all = reader
    .selectFrom('effects')
    .where('noun', '=', 'hooks')
    .where('noun_id', '=', businessId)
    .select(['seq', 'id'])
    .orderBy('seq', 'desc');
  const again = await all.where('id', 'like', 'hooks/%/again/%').execute();
  const sentAgain = new Set(again.map(({ id }) => againOf(id)));
  const failed = await all.where('status', '=', 'failed').execute();
  return failed
    .filter(({ id }) => !sentAgain.has(id))
    .map(({ seq, id }) => ({ seq, id, hookId: id.split('/')[1] ?? '' }))
    .filter(({ hookId }) => hookIds.includes(hookId));
}

/** These deliveries, newest first. */
export async function deliveriesNamed(
  reader: Reader,
  businessId: string,
  ids: readonly string[],
): Promise<readonly DeliveryRow[]> {
  if (ids.length === 0) return [];
  const rows = await rowsOf(reader, businessId)
    .where('id', 'in', [...ids])
    .orderBy('seq', 'desc')
    .execute();
  return rows.map(deliveryRow);
}
