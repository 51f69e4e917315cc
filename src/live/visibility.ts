import type { LiveChange, LiveSnapshot, OfferRow, PersonRow } from '../contract/live.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { BoardChange, BoardRows } from './rows.ts';
import type { Watcher } from './visitors.ts';

/** What one person may see of the board: their businesses' rows; offers only when theirs, or as a manager. */
export interface Sight {
  change(change: BoardChange): LiveChange | null;
  rows(rows: BoardRows): Omit<LiveSnapshot, 'seq' | 'at'>;
}

/** What this person may see, by the memberships they have now. */
export function sightOf(watcher: Watcher): Sight {
  const businesses = new Set(watcher.memberships.map(({ businessId }) => businessId));
  const led = new Set(
    watcher.memberships
      .filter(({ role }) => role === 'manager' || role === 'admin')
      .map(({ businessId }) => businessId),
  );

  const ours = <R extends { readonly businessId: string }>(row: R): R | null =>
    businesses.has(row.businessId) ? row : null;

  const offer = (row: OfferRow): OfferRow | null =>
    row.personId === watcher.personId || led.has(row.businessId) ? row : null;

  /** A colleague, without the other businesses that they work for. */
  const person = (row: PersonRow): PersonRow | null => {
    const shared = row.memberships.filter(({ businessId }) => businesses.has(businessId));
    if (shared.length === 0) return null;
    return shared.length === row.memberships.length ? row : { ...row, memberships: shared };
  };

  return {
    change(change) {
      const { kind } = change;
      switch (kind) {
        case 'queue':
          return shown(kind, change, ours);
        case 'waiting':
          return shown(kind, change, ours);
        case 'call':
          return shown(kind, change, ours);
        case 'breach':
          return shown(kind, change, ours);
        case 'person':
          return shown(kind, change, person);
        case 'offer':
          return shown(kind, change, offer);
        default:
          return assertNever(kind);
      }
    },
    rows: (rows) => ({
      queues: seen(rows.queues, ours),
      waiting: seen(rows.waiting, ours),
      people: seen(rows.people, person),
      calls: seen(rows.calls, ours),
      breaches: seen(rows.breaches, ours),
      offers: seen(rows.offers, offer),
    }),
  };
}

type See<R> = (row: R) => R | null;

/** A row that was seen and is not to be seen any more looks gone; one that was never seen is not mentioned. */
function shown<K extends string, R>(
  kind: K,
  { id, row, before }: { readonly id: string; readonly row: R | null; readonly before: R | null },
  see: See<R>,
): { kind: K; id: string; row: R | null } | null {
  const now = row === null ? null : see(row);
  if (now === null && (before === null || see(before) === null)) return null;
  return { kind, id, row: now };
}

function seen<R extends object>(rows: readonly R[], see: See<R>): R[] {
  return rows.flatMap((row) => see(row) ?? []);
}
