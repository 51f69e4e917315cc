import type { Hook, HookDelivery } from '../contract/hooks.ts';
import { deadLettersOf, lastTriedOf, type DeliveryRow } from '../domain/hooks/deliveries-store.ts';
import { hooksOf } from '../domain/hooks/hooks-store.ts';
import type { Reader } from '../store/database.ts';

/** Webhooks and what was sent to them, as the console and programs see them. */

export function deliveryView({ seq: _seq, ...row }: DeliveryRow): HookDelivery {
  return row;
}

/** The webhooks of a business, each with how it fares. */
export async function hookRows(reader: Reader, businessId: string): Promise<readonly Hook[]> {
  const { hooks } = await hooksOf(reader, businessId);
  const dead = await deadLettersOf(
    reader,
    businessId,
    hooks.map(({ id }) => id),
  );
  return Promise.all(
    hooks.map(async (hook): Promise<Hook> => {
      const last = await lastTriedOf(reader, businessId, hook.id);
      return {
        businessId,
        ...hook,
        last: last === null ? null : deliveryView(last),
        trouble: last === null || last.status === 'done' ? null : last.result,
        undelivered: dead.filter(({ hookId }) => hookId === hook.id).length,
      };
    }),
  );
}
