import { useMutation, useQuery } from '@tanstack/react-query';
import {
  MatrixHistory,
  MatrixPreview,
  MatrixSaved,
  MatrixTried,
  MatrixView,
  type Matrix,
} from '../../contract/matrices.ts';
import { ask } from './http.ts';
import { useOne, useSend } from './matters.ts';

export function useMatrix(businessId: string | null) {
  return useOne('matrices', MatrixView, businessId);
}

export function useMatrixHistory(businessId: string) {
  return useOne('matrices', MatrixHistory, businessId, '/history');
}

export function useSaveMatrix() {
  return useSend('matrices', MatrixSaved);
}

const path = (businessId: string, what: string): string =>
  `/api/matrices/${encodeURIComponent(businessId)}/${what}`;

export interface PreviewOf {
  readonly matrix: Matrix;
  readonly topic: string | null;
  readonly severity: number;
  /** Epoch ms. */
  readonly startAt: number;
}

/** What a draft means in sentences, what is wrong with it, and what would happen to a case that nobody resolves. */
export function useMatrixPreview(businessId: string, of: PreviewOf) {
  return useQuery({
    queryKey: ['matrices', 'preview', businessId, of],
    queryFn: () => ask(MatrixPreview, 'POST', path(businessId, 'preview'), of),
    // While the next answer is on its way the last one stays, so that nothing jumps at each letter.
    placeholderData: (before) => before,
    refetchInterval: 60_000,
  });
}

/** What a draft would have done to a case of the past. */
export function useTryMatrix(businessId: string) {
  return useMutation({
    mutationFn: (tried: { readonly matrix: Matrix; readonly caseId: string }) =>
      ask(MatrixTried, 'POST', path(businessId, 'try'), tried),
  });
}
