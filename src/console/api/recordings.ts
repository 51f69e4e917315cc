import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { RecordingDetail, RecordingPage, RecordingPeaks, RecordingTranscript } from '../../contract/api.ts';
import type { Pathway } from '../../contract/shapes.ts';
import { ask } from './http.ts';

/** What a list of recordings is narrowed to; null: not narrowed. Times are epoch ms. */
export interface RecordingFilter {
  readonly business: string | null;
  readonly pathway: Pathway | null;
  readonly person: string | null;
  readonly kind: 'conversation' | 'message' | null;
  readonly from: number | null;
  readonly order: 'escalated' | 'newest';
}

/** The list, 50 at a time; asked again every 5 s while one of them is being made or fetched. */
export function useRecordings(filter: RecordingFilter) {
  return useInfiniteQuery({
    queryKey: ['recordings', filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: '50', order: filter.order });
      for (const name of ['business', 'pathway', 'person', 'kind'] as const) {
        const value = filter[name];
        if (value !== null) query.set(name, value);
      }
      if (filter.from !== null) query.set('from', String(filter.from));
      if (pageParam !== null) query.set('cursor', pageParam);
      return ask(RecordingPage, 'GET', `/api/recordings?${query.toString()}`);
    },
    getNextPageParam: (last) => last.nextCursor,
    // A recording that is being made or fetched becomes playable without anybody pressing reload.
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) =>
        page.rows.some((row) => row.status === 'recording' || row.status === 'fetching'),
      )
        ? 5_000
        : false,
  });
}

/** One recording; asked again every 3 s until it can be played. */
export function useRecording(recordingId: string) {
  return useQuery({
    queryKey: ['recording', recordingId],
    queryFn: () => ask(RecordingDetail, 'GET', `/api/recordings/${encodeURIComponent(recordingId)}`),
    refetchInterval: (query) =>
      query.state.data?.status === 'recording' || query.state.data?.status === 'fetching' ? 3_000 : false,
  });
}

/** The shape of the sound, for drawing. It never changes. */
export function usePeaks(recordingId: string) {
  return useQuery({
    queryKey: ['peaks', recordingId],
    staleTime: Infinity,
    queryFn: () => ask(RecordingPeaks, 'GET', `/api/recordings/${encodeURIComponent(recordingId)}/peaks`),
  });
}

/** What was said; `growing` while more may come. */
export function useTranscript(recordingId: string, growing: boolean) {
  return useQuery({
    queryKey: ['transcript', recordingId],
    queryFn: () =>
      ask(RecordingTranscript, 'GET', `/api/recordings/${encodeURIComponent(recordingId)}/transcript`),
    refetchInterval: growing ? 3_000 : false,
  });
}

/** Where the browser plays a recording from; the server answers ranges. */
export const audioAddress = (recordingId: string): string =>
  `/api/recordings/${encodeURIComponent(recordingId)}/audio`;
