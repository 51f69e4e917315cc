import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { setOrDelete, useChangeQuery } from '../change-query.ts';

/** A list's filter, kept in the address, so that a link shows what its sender saw. */
export function useNarrowing<Name extends string>(names: readonly Name[]) {
  const [params] = useSearchParams();
  const changeQuery = useChangeQuery();
  const values = Object.fromEntries(names.map((name) => [name, params.get(name)])) as Record<
    Name,
    string | null
  >;
  const choose = useCallback(
    (name: Name, value: string | null) =>
      changeQuery((query) => setOrDelete(query, name, value), { replace: true }),
    [changeQuery],
  );
  const clear = useCallback(
    () =>
      changeQuery((query) => {
        for (const name of names) query.delete(name);
      }),
    [changeQuery, names],
  );
  const narrowed = names.some((name) => values[name] !== null);
  return { values, choose, clear, narrowed };
}
