import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { RecordingFilter } from '../../api/recordings.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { setOrDelete, useChangeQuery } from '../../components/change-query.ts';

const pathways = ['functional', 'hierarchical', 'automatic'] as const;
const kinds = ['conversation', 'message'] as const;
export const periods = ['today', '7-days', '30-days'] as const;
export type Period = (typeof periods)[number];

const dayMs = 86_400_000;

/** The list's filter, kept in the address, so that a link shows what its sender saw. */
export function useRecordingFilter() {
  const { businessId } = useBusinessFilter();
  const [params] = useSearchParams();
  const changeQuery = useChangeQuery();
  const one = <T extends string>(name: string, allowed: readonly T[]): T | null =>
    allowed.find((each) => each === params.get(name)) ?? null;
  const pathway = one('pathway', pathways);
  const kind = one('kind', kinds);
  const period = one('period', periods);
  const person = params.get('person');
  const order = one('order', ['newest'] as const) ?? 'escalated';

  const filter = useMemo<RecordingFilter>(
    () => ({ business: businessId, pathway, kind, person, from: beginOf(period), order }),
    [businessId, pathway, kind, person, period, order],
  );
  const choose = useCallback(
    (name: 'pathway' | 'kind' | 'period' | 'person' | 'order', value: string) =>
      changeQuery((query) => setOrDelete(query, name, value), { replace: true }),
    [changeQuery],
  );
  const clear = useCallback(
    () =>
      changeQuery((query) => {
        for (const name of ['pathway', 'kind', 'period', 'person', 'order']) query.delete(name);
      }),
    [changeQuery],
  );
  const narrowed = pathway !== null || kind !== null || period !== null || person !== null;
  return { filter, period, choose, clear, narrowed };
}

/** Midnight, by the viewer's calendar, at which the period begins. */
function beginOf(period: Period | null): number | null {
  if (period === null) return null;
  const midnight = new Date().setHours(0, 0, 0, 0);
  switch (period) {
    case 'today':
      return midnight;
    case '7-days':
      return midnight - 6 * dayMs;
    case '30-days':
      return midnight - 29 * dayMs;
    default:
      return period satisfies never;
  }
}
