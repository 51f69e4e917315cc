import { useInfiniteQuery } from '@tanstack/react-query';
import { HookDeliveries, HookList, HookReplayed, HookSecret } from '../../contract/hooks.ts';
import { ask, Nothing } from './http.ts';
import { pathOf, queryOf, useRead, useSend } from './matters.ts';

export function useHooks(businessId: string | null) {
  return useRead('hooks', HookList, `hooks?${queryOf({ business: businessId })}`);
}

/** Adds one, or makes a new secret: the answer has the secret, which is never shown again. */
export function useHookSecret() {
  return useSend('hooks', HookSecret);
}

/** Changes, removes, tests, begins again, sends one delivery again. */
export function useHookAction() {
  return useSend('hooks', Nothing);
}

/** Sends all again that could not be delivered to a webhook. */
export function useReplayAll() {
  return useSend('hooks', HookReplayed);
}

/** `/<business>/<webhook>/<what>`, as `useSend` takes it. */
export const hookPath = (businessId: string, hookId: string, what = ''): string =>
  pathOf(businessId) + pathOf(hookId, what);

interface Which {
  readonly businessId: string;
  /** Null: of every webhook of the business. */
  readonly hookId: string | null;
  /** Only what could not be delivered. */
  readonly failed: boolean;
}

/** While something is on its way, its result is looked for this often. */
const onItsWayMs = 2_000;
const secondLookMs = 30_000;

/** What was sent, newest first, page by page. No news tells that something arrived: what is on its way is looked at again. */
export function useDeliveries({ businessId, hookId, failed }: Which) {
  const narrowing = { hook: hookId, failed: failed ? 'true' : null, limit: '25' };
  const list = useInfiniteQuery({
    queryKey: ['hooks', 'list', 'deliveries', businessId, narrowing],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      ask(
        HookDeliveries,
        'GET',
        `/api/hooks${pathOf(businessId, 'deliveries')}?${queryOf({ ...narrowing, cursor: pageParam })}`,
      ),
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: ({ state }) =>
      (state.data?.pages ?? []).some(({ rows }) =>
        rows.some(({ status, attempts }) => status === 'running' || (status === 'waiting' && attempts === 0)),
      )
        ? onItsWayMs
        : secondLookMs,
  });
  return { ...list, rows: list.data?.pages.flatMap(({ rows }) => rows) ?? [] };
}
