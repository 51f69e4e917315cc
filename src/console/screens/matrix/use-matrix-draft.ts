import { useCallback } from 'react';
import { Matrix, type MatrixLevel, type MatrixView } from '../../../contract/matrices.ts';
import { useKeptDraft } from '../../components/versions/use-kept-draft.ts';

export interface Draft {
  /** The version that the edit began from. */
  readonly asOf: number;
  readonly matrix: Matrix;
}

/** The matrix as it is being edited. It is kept on this computer until it is saved or thrown away. */
export function useMatrixDraft(view: MatrixView) {
  const edit = useKeptDraft<Draft>({
    key: `deskbell.draft.matrix.${view.businessId}`,
    fresh: { asOf: view.current.version, matrix: view.current.matrix },
    parse: keptDraft,
  });
  const { put, draft } = edit;
  const change = useCallback((matrix: Matrix) => put({ asOf: draft.asOf, matrix }), [put, draft.asOf]);
  return { ...edit, change };
}

function keptDraft(kept: unknown): Draft | null {
  const { asOf, matrix: written } = kept as { readonly asOf?: unknown; readonly matrix?: unknown };
  const matrix = Matrix.safeParse(written);
  return matrix.success && typeof asOf === 'number' ? { asOf, matrix: matrix.data } : null;
}

/** The levels of one topic (null: every topic that has none of its own), replaced. */
export function withLevels(matrix: Matrix, topic: string | null, levels: MatrixLevel[]): Matrix {
  return { ...matrix, rows: matrix.rows.map((row) => (row.topic === topic ? { ...row, levels } : row)) };
}
