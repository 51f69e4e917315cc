import type { LiveKind } from '../contract/live.ts';
import type { BoardChange } from './rows.ts';

/** Lets the first change through at once, then gathers: of several changes of one row only the last is sent. */
export interface ChangeWindow {
  add(changes: readonly BoardChange[]): void;
  /** Sends what was gathered, now. */
  flush(): void;
  close(): void;
}

/** A person must see these the moment they happen; there are few of them. */
const URGENT: ReadonlySet<LiveKind> = new Set<LiveKind>(['offer', 'breach']);

/** `windowMs`: how long changes are gathered after a message went out. */
export function changeWindow(
  windowMs: number,
  send: (changes: readonly BoardChange[]) => void,
): ChangeWindow {
  const gathered = new Map<string, BoardChange>();
  let timer: NodeJS.Timeout | null = null;

  const flush = () => {
    if (gathered.size === 0) return;
    const changes = [...gathered.values()];
    gathered.clear();
    send(changes);
  };
  const open = () => {
    timer = setTimeout(() => {
      timer = null;
      if (gathered.size === 0) return;
      flush();
      open();
    }, windowMs);
  };

  return {
    add(changes) {
      const urgent: BoardChange[] = [];
      for (const change of changes) {
        if (URGENT.has(change.kind)) urgent.push(change);
        else gather(gathered, change);
      }
      if (urgent.length > 0) send(urgent);
      if (timer === null && gathered.size > 0) {
        flush();
        open();
      }
    },
    flush,
    close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      gathered.clear();
    },
  };
}

function gather(gathered: Map<string, BoardChange>, change: BoardChange): void {
  const key = `${change.kind}/${change.id}`;
  const earlier = gathered.get(key);
  // Whoever could see the row at the beginning must hear that it is gone, whatever it was in between.
  const before = earlier === undefined ? change.before : (earlier.before ?? earlier.row);
  gathered.set(key, { ...change, before } as BoardChange);
}
