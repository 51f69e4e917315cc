import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { TouchedNoun } from '../../contract/touched.ts';
import { ask } from './http.ts';
import { queryClient } from './query-client.ts';

/** What a list is narrowed to, as it goes into the address of the request; null: not narrowed. */
export type Narrowing = Readonly<Record<string, string | null>>;

/** News of what was touched keeps screens true; should one be lost, this look makes up for it. */
const secondLookMs = 30_000;

type PageOf<Row> = z.ZodType<{ rows: Row[]; nextCursor: string | null }>;

/** A list of one of the nouns behind the calls, page by page. */
export function usePages<Row>(
  noun: TouchedNoun,
  page: PageOf<Row>,
  narrowing: Narrowing,
  options: { readonly limit?: number; readonly enabled?: boolean } = {},
) {
  const limit = String(options.limit ?? 50);
  const list = useInfiniteQuery({
    queryKey: [noun, 'list', narrowing, limit],
    enabled: options.enabled ?? true,
    initialPageParam: null as string | null,
    refetchInterval: secondLookMs,
    queryFn: ({ pageParam }) =>
      ask(page, 'GET', `/api/${noun}?${queryOf({ ...narrowing, limit, cursor: pageParam })}`),
    getNextPageParam: (last) => last.nextCursor,
  });
  return { ...list, rows: list.data?.pages.flatMap(({ rows }) => rows) ?? [] };
}

/** One thing of a noun; `path` follows its id. */
export function useOne<Answer extends z.ZodType>(
  noun: TouchedNoun,
  answer: Answer,
  id: string | null,
  path = '',
) {
  return useQuery({
    queryKey: [noun, 'one', id, path],
    enabled: id !== null,
    refetchInterval: secondLookMs,
    queryFn: () => ask(answer, 'GET', `/api/${noun}/${encodeURIComponent(id ?? '')}${path}`),
  });
}

/** Something else that is read of a noun: `path` follows `/api/`. */
export function useRead<Answer extends z.ZodType>(
  noun: TouchedNoun,
  answer: Answer,
  path: string,
  options: { readonly enabled?: boolean } = {},
) {
  return useQuery({
    queryKey: [noun, 'list', path],
    enabled: options.enabled ?? true,
    refetchInterval: secondLookMs,
    queryFn: () => ask(answer, 'GET', `/api/${path}`),
  });
}

export interface Sent {
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  /** After `/api/<noun>`, such as `/<id>/keep`. */
  readonly path: string;
  readonly body?: unknown;
}

/**
 * Asks the server to do something with a noun. Whatever it answers, what is shown is read again: after a refusal it was
 * out of date.
 */
export function useSend<Answer extends z.ZodType>(noun: TouchedNoun, answer: Answer) {
  return useMutation({
    mutationFn: ({ method = 'POST', path, body }: Sent) => ask(answer, method, `/api/${noun}${path}`, body),
    onSettled: () => queryClient.invalidateQueries({ queryKey: [noun] }),
  });
}

/** An address's query of what is not null. */
export function queryOf(values: Narrowing): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== null && value !== '') query.set(name, value);
  return query.toString();
}

export const pathOf = (id: string, what = ''): string =>
  `/${encodeURIComponent(id)}${what === '' ? '' : `/${what}`}`;
