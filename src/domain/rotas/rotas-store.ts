import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { Rota, type KeptRota } from './rota.ts';

export const rotasStore = nounTable<Rota, 'rotas'>({
  table: 'rotas',
  parse: (json) => Rota.parse(json),
  columns: (rota) => ({ business_id: rota.status === 'none' ? '' : rota.businessId }),
});

/** The rota with this id (`<business>.<key>`), or null. */
export async function findRota(reader: Reader, id: string): Promise<KeptRota | null> {
  const stored = await rotasStore.load(reader, id);
  return stored?.state.status === 'kept' ? stored.state : null;
}

export interface RotaRecord {
  readonly id: string;
  readonly rota: KeptRota;
}

/** The rotas of these businesses, by id. */
export async function rotasOf(
  reader: Reader,
  businessIds: readonly string[],
): Promise<readonly RotaRecord[]> {
  if (businessIds.length === 0) return [];
  const rows = await reader
    .selectFrom('rotas')
    .where('business_id', 'in', [...businessIds])
    .select(['id', 'state'])
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => {
    const rota = Rota.parse(JSON.parse(row.state));
    return rota.status === 'kept' ? [{ id: row.id, rota }] : [];
  });
}
