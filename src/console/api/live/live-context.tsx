import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { LiveChange } from '../../../contract/live.ts';
import { meKey, queryClient } from '../query-client.ts';
import { openLiveClient, type LiveClient, type LiveState } from './live-client.ts';
import { freshenOn } from './freshen.ts';
import type { Rows } from './rows.ts';

const LiveContext = createContext<LiveClient | null>(null);

/** Opens the live line for as long as somebody is signed in. */
export function LiveProvider({
  personId,
  children,
}: {
  readonly personId: string;
  readonly children: ReactNode;
}) {
  const [client, setClient] = useState<LiveClient | null>(null);
  useEffect(() => {
    const opened = openLiveClient();
    const off = opened.onState(() => {
      if (opened.state().status === 'signed-out') queryClient.setQueryData(meKey, null);
    });
    const stopFreshening = freshenOn(opened);
    setClient(opened);
    return () => {
      off();
      stopFreshening();
      opened.close();
      setClient(null);
    };
  }, [personId]);
  if (!client) return null;
  return <LiveContext value={client}>{children}</LiveContext>;
}

function useLiveClient(): LiveClient {
  const client = useContext(LiveContext);
  if (!client) throw new Error('Live rows were asked for outside of LiveProvider.');
  return client;
}

/** Whether the board is fresh, and if not, why. @throws Error outside of LiveProvider. */
export function useLiveState(): LiveState {
  const client = useLiveClient();
  return useSyncExternalStore(client.onState, client.state);
}

/** All rows of one kind. */
export function useRows<Kind extends keyof Rows>(kind: Kind): Rows[Kind] {
  const client = useLiveClient();
  return useSyncExternalStore(client.onRows, () => client.rows()[kind]);
}

/** The rows of one kind as a list, of one business when one is named. */
export function useRowsOf<Kind extends 'queue' | 'waiting' | 'call' | 'breach' | 'offer'>(
  kind: Kind,
  businessId: string | null,
): RowOf<Kind>[] {
  const rows = useRows(kind);
  return useMemo(() => {
    const all = [...rows.values()] as (RowOf<Kind> & { readonly businessId: string })[];
    return businessId === null ? all : all.filter((row) => row.businessId === businessId);
  }, [rows, businessId]);
}
type RowOf<Kind extends keyof Rows> = Rows[Kind] extends ReadonlyMap<string, infer Row> ? Row : never;

/** Hears each change; `null` means that everything was fetched anew. */
export function useLiveChanges(listener: (changes: readonly LiveChange[] | null) => void): void {
  const client = useLiveClient();
  useEffect(() => client.onChanges(listener), [client, listener]);
}

/** False until the first snapshot has come: screens show their skeleton. */
export function useHasBoard(): boolean {
  const client = useLiveClient();
  return useSyncExternalStore(client.onState, () => {
    const state = client.state();
    return state.status === 'live' || (state.status === 'lost' && state.heardAt !== null);
  });
}
