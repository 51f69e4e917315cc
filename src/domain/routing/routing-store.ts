import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { Search } from './routing.ts';

export const routingStore = nounTable<Search, 'routings'>({
  table: 'routings',
  parse: (json) => Search.parse(json),
  columns: (search) => ({ ended_at: search.status === 'looking' ? null : 0 }),
});

/** The search for this wait, or null. */
export async function searchOf(reader: Reader, entryId: string): Promise<Search | null> {
  return (await routingStore.load(reader, entryId))?.state ?? null;
}
