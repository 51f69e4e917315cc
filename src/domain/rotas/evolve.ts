import { assertNever } from '../../kernel/assert-never.ts';
import type { Rota, RotaEvent } from './rota.ts';

/** Overrides that ended this long ago are forgotten; the log keeps them. */
const KEPT_MS = 90 * 86_400_000;

/** What a rota is after an event. */
export function evolveRota(rota: Rota, event: RotaEvent): Rota {
  if (event.type === 'RotaWritten') {
    const { businessId, plan, by } = event;
    const { overrides, feed, editedBy } =
      rota.status === 'kept' ? rota : { overrides: [], feed: 1, editedBy: null };
    return { status: 'kept', businessId, plan, overrides, feed, editedBy: by ?? editedBy };
  }
  if (rota.status === 'none') return rota;
  switch (event.type) {
    case 'OverrideAdded': {
      const kept = rota.overrides.filter(({ to }) => to > event.at - KEPT_MS);
      return { ...rota, overrides: [...kept, event.override] };
    }
    case 'OverrideRemoved':
      return { ...rota, overrides: rota.overrides.filter(({ id }) => id !== event.overrideId) };
    case 'FeedRenewed':
      return { ...rota, feed: event.feed };
    default:
      return assertNever(event);
  }
}
