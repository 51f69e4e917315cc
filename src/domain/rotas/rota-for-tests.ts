import { DateTime } from 'luxon';
import type { KeptRota, Layer, Override } from './rota.ts';

export const ZONE = 'Europe/London';

/** A local time such as `2026-03-02T09:00`, as epoch ms. */
export const at = (text: string) => DateTime.fromISO(text, { zone: ZONE }).toMillis();

/** Such as `Mon 2 Mar 09:00`. */
export const local = (ms: number) => DateTime.fromMillis(ms, { zone: ZONE }).toFormat('ccc d LLL HH:mm');

/** Ana, Tom and Grace in turn, from Monday to Monday. */
export const weekly: Layer = {
  name: 'Weeks',
  people: ['ana', 'tom', 'grace'],
  from: '2026-03-02',
  handover: { weekday: 'mon', time: '09:00' },
  every: { count: 1, unit: 'weeks' },
};

/** A rota of these layers, as somebody wrote it once. */
export function rota(layers: readonly Layer[], overrides: readonly Override[] = []): KeptRota {
  return {
    status: 'kept',
    businessId: 'shop',
    plan: { key: 'night', name: 'Nights', timezone: ZONE, layers: [...layers] },
    earlier: [],
    version: 1,
    overrides: [...overrides],
    feed: 1,
    editedBy: null,
  };
}

/** Somebody stands in between two local times. */
export function override(
  personId: string,
  from: string,
  to: string,
  insteadOf: string | null = null,
): Override {
  const id = `${personId}-${from}`;
  return { id, from: at(from), to: at(to), personId, insteadOf, swappedFor: null, why: '', by: 'Grace' };
}
