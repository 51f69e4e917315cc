import { io } from 'socket.io-client';
import { LiveBatch, LiveSnapshot, type LiveChange } from '../../../contract/live.ts';
import { TouchedNews, type Touched } from '../../../contract/touched.ts';
import { applyChanges, noRows, rowsOf, type Rows } from './rows.ts';
import { learnServerTime } from './server-time.ts';

/** `live`: what is shown was true at `heardAt`. `lost`: it was true then and may not be now. Times are this browser's. */
export type LiveState =
  | { readonly status: 'connecting' }
  | { readonly status: 'live'; readonly heardAt: number }
  | { readonly status: 'lost'; readonly heardAt: number | null }
  | { readonly status: 'signed-out' };

export interface LiveClient {
  state(): LiveState;
  rows(): Rows;
  onState(listener: () => void): () => void;
  onRows(listener: () => void): () => void;
  /** Each change as it comes; `null` when everything was fetched anew. */
  onChanges(listener: (changes: readonly LiveChange[] | null) => void): () => void;
  /** What was touched behind the calls; `null` after a gap, when it could have been anything. */
  onNews(listener: (news: readonly Touched[] | null) => void): () => void;
  close(): void;
}

/** Quiet for longer than this: ask whether the line still lives. */
const quietMs = 2_500;
/** With `quietMs` this keeps the promise that a loss shows within 5 s. */
const answerMs = 2_000;

/** Opens the live line and keeps it: reconnects, fetches a snapshot after each gap, and says when it is not live. */
export function openLiveClient(): LiveClient {
  let state: LiveState = { status: 'connecting' };
  let rows: Rows = noRows;
  let seq = 0;
  let heardAt: number | null = null;
  /** A snapshot on its way, with the batches that came meanwhile. */
  let asking: { readonly batches: LiveBatch[] } | null = null;
  let closed = false;

  const stateListeners = new Set<() => void>();
  const rowListeners = new Set<() => void>();
  const changeListeners = new Set<(changes: readonly LiveChange[] | null) => void>();
  const newsListeners = new Set<(news: readonly Touched[] | null) => void>();
  const socket = io({
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelayMax: 3_000,
  });

  const become = (next: LiveState): void => {
    state = next;
    for (const listener of stateListeners) listener();
  };
  const show = (next: Rows, changes: readonly LiveChange[] | null): void => {
    const changed = next !== rows;
    rows = next;
    if (changed) for (const listener of rowListeners) listener();
    for (const listener of changeListeners) listener(changes);
  };
  const heard = (at: number): void => {
    learnServerTime(at);
    heardAt = Date.now();
    become({ status: 'live', heardAt });
  };
  const lose = (): void => {
    if (state.status !== 'signed-out') become({ status: 'lost', heardAt });
  };

  const apply = (batch: LiveBatch): void => {
    if (batch.seq <= seq) return;
    if (batch.seq > seq + 1) {
      void watch();
      return;
    }
    seq = batch.seq;
    heard(batch.at);
    if (batch.changes.length > 0) show(applyChanges(rows, batch.changes), batch.changes);
  };

  const watch = async (): Promise<void> => {
    if (asking) return;
    const mine = { batches: [] as LiveBatch[] };
    asking = mine;
    try {
      const answer: unknown = await socket.timeout(answerMs).emitWithAck('watch');
      if (asking !== mine) return;
      const snapshot = LiveSnapshot.parse(answer);
      asking = null;
      seq = snapshot.seq;
      heard(snapshot.at);
      show(rowsOf(snapshot, rows), null);
      for (const listener of newsListeners) listener(null);
      for (const batch of mine.batches) apply(batch);
    } catch (error) {
      if (asking !== mine || closed) return;
      // No answer in time, or one of another shape: both mean that the board cannot be trusted. The watchdog asks again.
      console.warn('The live board has no snapshot.', error);
      asking = null;
      lose();
    }
  };

  socket.on('connect', () => {
    asking = null;
    void watch();
  });
  socket.on('live', (message: unknown) => {
    const batch = LiveBatch.safeParse(message);
    if (!batch.success) {
      console.warn('A live message did not have the agreed shape.', batch.error);
      void watch();
    } else if (asking) asking.batches.push(batch.data);
    else apply(batch.data);
  });
  socket.on('touched', (message: unknown) => {
    const news = TouchedNews.safeParse(message);
    if (!news.success) console.warn('News did not have the agreed shape.', news.error);
    for (const listener of newsListeners) listener(news.success ? news.data : null);
  });
  socket.on('disconnect', (reason) => {
    lose();
    // The server cut this client off; Socket.IO leaves coming back to us.
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1_000);
  });
  socket.on('connect_error', (error) => {
    if (error.message === 'signed-out') {
      socket.disconnect();
      become({ status: 'signed-out' });
      return;
    }
    lose();
    // A refusal by the server (unlike a failed connection) is not tried again by Socket.IO itself.
    if (!socket.active) setTimeout(() => socket.connect(), 2_000);
  });

  const watchdog = setInterval(() => {
    const quiet = Date.now() - (heardAt ?? 0) > quietMs;
    if (socket.connected && quiet) void watch();
  }, 250);
  const offline = (): void => lose();
  window.addEventListener('offline', offline);

  const subscribe =
    <L>(set: Set<L>) =>
    (listener: L): (() => void) => {
      set.add(listener);
      return () => set.delete(listener);
    };

  return {
    state: () => state,
    rows: () => rows,
    onState: subscribe(stateListeners),
    onRows: subscribe(rowListeners),
    onChanges: subscribe(changeListeners),
    onNews: subscribe(newsListeners),
    close: () => {
      closed = true;
      clearInterval(watchdog);
      window.removeEventListener('offline', offline);
      socket.disconnect();
    },
  };
}
