import { createHash } from 'node:crypto';
import type { Reader, Writer } from '../../store/database.ts';

/** A browser that its person wants to be told in. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** The browsers in which this person wants to be told. */
export async function pushSubscriptionsOf(
  reader: Reader,
  personId: string,
): Promise<readonly (PushSubscription & { readonly browser: string })[]> {
  const rows = await reader
    .selectFrom('push_subscriptions')
    .where('person_id', '=', personId)
    .select(['endpoint', 'p256dh', 'auth'])
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({ ...row, browser: browserOf(row.endpoint) }));
}

/** Names a browser where its endpoint must not stand: whoever holds that may send to it. */
function browserOf(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('base64url').slice(0, 16);
}

/** A browser belongs to whoever used it last. */
export async function keepPushSubscription(
  writer: Writer,
  personId: string,
  { endpoint, p256dh, auth }: PushSubscription,
  at: number,
): Promise<void> {
  const row = { person_id: personId, p256dh, auth, created_at: at };
  await writer
    .insertInto('push_subscriptions')
    .values({ endpoint, ...row })
    .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(row))
    .execute();
}

/** @param personId null: whoever it belongs to, because the browser is gone */
export async function forgetPushSubscription(
  writer: Writer,
  endpoint: string,
  personId: string | null,
): Promise<void> {
  const gone = writer.deleteFrom('push_subscriptions').where('endpoint', '=', endpoint);
  await (personId === null ? gone : gone.where('person_id', '=', personId)).execute();
}
