import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import type { Business } from '../businesses/business.ts';
import { baseMatrix } from './default-matrix.ts';
import { matrixAt, newestVersion } from './levels.ts';
import { MatrixState, type MatrixVersion } from './matrix.ts';

/** The id of a matrix is its business's. */
export const matricesStore = nounTable<MatrixState, 'matrices'>({
  table: 'matrices',
  parse: (json) => MatrixState.parse(json),
  columns: () => ({}),
});

/** The matrix in force for a business at a moment (epoch ms), the newest one, and every one before it. */
export async function matrixOf(
  reader: Reader,
  business: Business,
  at: number,
): Promise<{
  readonly inForce: MatrixVersion;
  readonly newest: MatrixVersion;
  /** Newest first. */
  readonly history: readonly MatrixVersion[];
}> {
  const stored = await matricesStore.load(reader, business.id);
  const state: MatrixState = stored?.state ?? { status: 'none' };
  const base = baseMatrix(business);
  const saved = state.status === 'none' ? [] : state.versions;
  return {
    inForce: matrixAt(state, base, at),
    newest: newestVersion(state, base),
    history: [...saved.toReversed(), base],
  };
}
