import { assertNever } from '../../kernel/assert-never.ts';
import { earlierThan } from './change.ts';
import type { Rota, RotaEvent } from './rota.ts';

/** Overrides that ended this long ago are forgotten; the log keeps them. */
const KEPT_MS = 90 * 86_400_000;

/** What a rota is after an event. */
export function evolveRota(rota: Rota, event: RotaEvent): Rota {
  if (event.type === 'RotaWritten') return written(rota, event);
  if (rota.status !== 'kept') return rota;
  switch (event.type) {
    case 'RotaRetired': {
      const { businessId, version, feed } = rota;
      return { status: 'retired', businessId, version, feed, by: event.by, at: event.at };
    }
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

function written(rota: Rota, event: Extract<RotaEvent, { type: 'RotaWritten' }>): Rota {
  const { businessId, plan, by, version, effectiveFrom, fallsAway } = event;
  if (rota.status !== 'kept') {
    // Who subscribed to the calendar of a retired rota does not see the new one of that name.
    const feed = rota.status === 'retired' ? rota.feed + 1 : 1;
    return { status: 'kept', businessId, plan, earlier: [], version, overrides: [], feed, editedBy: by };
  }
  const overrides = rota.overrides.filter(({ id }) => !fallsAway.includes(id));
  const earlier = earlierThan(rota, effectiveFrom);
  return { ...rota, plan, earlier, version, overrides, editedBy: by ?? rota.editedBy };
}
