import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/**
 * Changes the address's query. Starts from the address as it is, not as last drawn: of two changes in quick succession
 * the router would otherwise let the second undo the first.
 */
export function useChangeQuery() {
  const [, setParams] = useSearchParams();
  return useCallback(
    (change: (query: URLSearchParams) => void, options?: { readonly replace: boolean }): void => {
      const query = new URLSearchParams(window.location.search);
      change(query);
      setParams(query, options);
    },
    [setParams],
  );
}

/** Sets a value, or takes the name out of the address when there is none. */
export function setOrDelete(query: URLSearchParams, name: string, value: string | null): void {
  if (value === null || value === '') query.delete(name);
  else query.set(name, value);
}
