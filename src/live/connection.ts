import type { Socket } from 'socket.io';
import type { LiveBatch, LiveSnapshot } from '../contract/live.ts';
import type { Touched } from '../contract/touched.ts';
import { bufferOf } from './buffered.ts';
import { livePacket } from './live-text.ts';
import type { BoardChange, BoardRows } from './rows.ts';
import type { Sight } from './visibility.ts';
import { sightOf } from './visibility.ts';
import type { Watcher } from './visitors.ts';

interface LiveEvents {
  live: (batch: LiveBatch) => void;
  touched: (news: readonly Touched[]) => void;
}
interface AskedEvents {
  watch: (answer: (snapshot: LiveSnapshot) => void) => void;
}
export type LiveSocket = Socket<AskedEvents, LiveEvents>;

/** One browser's live connection: its own sight, its own sequence. */
export interface Connection {
  readonly sessionId: string;
  watcher(): Watcher;
  /** Answers `watch`: from now on changes are sent too. */
  snapshot(rows: BoardRows, at: number): LiveSnapshot;
  /** Called when the snapshot was handed to the socket: what it weighs is not held against the client. */
  snapshotSent(): void;
  /** Sends what this person may see of the changes. Returns false when the client reads too slowly. */
  send(changes: readonly BoardChange[], at: number): boolean;
  /** Says which things of this person's businesses were touched. Returns false when the client reads too slowly. */
  tell(news: readonly Touched[]): boolean;
  /** Says that the line lives, if nothing was sent since the last time. */
  beat(at: number): boolean;
  /** The person's part changed: what was sent before may be too much or too little, so the browser is made to ask again. */
  become(watcher: Watcher, at: number): void;
  /** The browser may come back at once. */
  cutOff(): void;
  /** The browser must sign in again. */
  signOut(): void;
}

/** One browser at the board. `maxBuffered`: bytes that may wait to be sent before it counts as too slow. */
export function openConnection(options: {
  readonly socket: LiveSocket;
  readonly sessionId: string;
  readonly watcher: Watcher;
  readonly maxBuffered: number;
}): Connection {
  const { socket, sessionId, maxBuffered } = options;
  const buffered = bufferOf(socket.conn);
  let watcher = options.watcher;
  let sight: Sight = sightOf(watcher);
  let seq = 0;
  let watching = false;
  let spoke = false;
  let bufferedBefore = 0;
  let allowance = 0;

  function emit(changes: LiveBatch['changes'], at: number): boolean {
    seq += 1;
    spoke = true;
    socket.conn.write(livePacket({ seq, at, changes }));
    return buffered() <= maxBuffered + allowance;
  }

  return {
    sessionId,
    watcher: () => watcher,
    snapshot(rows, at) {
      watching = true;
      spoke = true;
      bufferedBefore = buffered();
      return { seq, at, ...sight.rows(rows) };
    },
    snapshotSent() {
      allowance = Math.max(0, buffered() - bufferedBefore);
    },
    send(changes, at) {
      if (!watching) return true;
      const mine = changes.map((change) => sight.change(change)).filter((change) => change !== null);
      return mine.length === 0 ? true : emit(mine, at);
    },
    tell(news) {
      if (!watching) return true;
      const mine = news.filter(({ businessId }) =>
        watcher.memberships.some((membership) => membership.businessId === businessId),
      );
      if (mine.length === 0) return true;
      socket.emit('touched', mine);
      return buffered() <= maxBuffered + allowance;
    },
    beat(at) {
      const quiet = watching && !spoke;
      spoke = false;
      return quiet ? emit([], at) : true;
    },
    become(next, at) {
      watcher = next;
      sight = sightOf(next);
      if (!watching) return;
      // A number left out is a gap, and a gap means: take a snapshot.
      seq += 1;
      emit([], at);
    },
    cutOff() {
      watching = false;
      // Without `true` it would wait politely for the buffer to drain, which is the very thing that does not happen.
      socket.conn.close(true);
    },
    signOut() {
      watching = false;
      socket.disconnect(true);
    },
  };
}
