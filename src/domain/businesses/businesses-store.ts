import { z } from 'zod';
import { nounTable } from '../../store/noun-table.ts';
import type { Reader } from '../../store/database.ts';
import { remembering } from '../../store/remembering.ts';
import { Business } from './business.ts';

export const BusinessState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('unknown') }),
  z.object({ status: z.literal('served'), business: Business }),
]);
export type BusinessState = z.infer<typeof BusinessState>;

export const businessesStore = nounTable<BusinessState, 'businesses'>({
  table: 'businesses',
  parse: (json) => BusinessState.parse(json),
  columns: () => ({}),
  after: async (writer, id, state) => {
    if (state.status !== 'served') return;
    await writer.deleteFrom('business_numbers').where('business_id', '=', id).execute();
    await writer
      .insertInto('business_numbers')
      .values(state.business.numbers.map(({ number, flow }) => ({ number, business_id: id, flow })))
      .execute();
  },
});

/** The business with this id. @throws Error when there is none: ids come from our own rows. */
export async function businessOf(reader: Reader, id: string): Promise<Business> {
  const stored = await businessesStore.load(reader, id);
  if (stored?.state.status !== 'served') throw new Error(`There is no business "${id}"`);
  return stored.state.business;
}

/** Whose number was dialled, and the flow that answers it; null when it is nobody's. */
export async function businessByNumber(
  reader: Reader,
  number: string,
): Promise<{ readonly businessId: string; readonly flow: string } | null> {
  const row = await reader
    .selectFrom('business_numbers')
    .where('number', '=', number)
    .select(['business_id', 'flow'])
    .executeTakeFirst();
  return row === undefined ? null : { businessId: row.business_id, flow: row.flow };
}

const readState = remembering((json) => BusinessState.parse(json));

/** All businesses, by id. */
export async function allBusinesses(reader: Reader): Promise<readonly Business[]> {
  const rows = await reader.selectFrom('businesses').select('state').orderBy('id').execute();
  return rows
    .map((row) => readState(row.state))
    .flatMap((state) => (state.status === 'served' ? [state.business] : []));
}
