import type { MatrixEvent, MatrixState } from './matrix.ts';

/** What a matrix is after an event: versions are only ever added. */
export function evolveMatrix(state: MatrixState, event: MatrixEvent): MatrixState {
  const versions = state.status === 'none' ? [] : state.versions;
  return { status: 'edited', businessId: event.businessId, versions: [...versions, event.saved] };
}
