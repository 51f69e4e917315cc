import { useCallback } from 'react';
import { useSearchParams, type To } from 'react-router';
import { useMe } from '../api/session.ts';
import { setOrDelete, useChangeQuery } from './change-query.ts';

/** Which business the person looks at, kept in the address; null: all of theirs. */
export function useBusinessFilter() {
  const me = useMe();
  const [params] = useSearchParams();
  const changeQuery = useChangeQuery();
  const asked = params.get('business');
  const businessId = me.memberships.some((membership) => membership.businessId === asked) ? asked : null;
  const choose = useCallback(
    (next: string | null) => changeQuery((query) => setOrDelete(query, 'business', next)),
    [changeQuery],
  );
  /** An address that keeps the chosen business. */
  const to = useCallback(
    (pathname: string, more: Readonly<Record<string, string>> = {}): To => {
      const search = new URLSearchParams({
        ...(businessId === null ? {} : { business: businessId }),
        ...more,
      });
      return { pathname, search: search.size > 0 ? `?${search.toString()}` : '' };
    },
    [businessId],
  );
  return { businessId, choose, to };
}
