/** What the tabs of one person tell each other. */
export type TabMessage =
  /** Answered or passed on here: be silent at once, before the server has told. */
  | { readonly type: 'settled'; readonly offerId: string }
  /** Answer pressed in a tab that has no telephone: whichever has the call picks it up. */
  | { readonly type: 'answer'; readonly offerId: string };

export interface Tabs {
  send(message: TabMessage): void;
  onMessage(listener: (message: TabMessage) => void): () => void;
  /**
   * Waits to be the only one of this person's tabs with this role and holds it until the returned function is called.
   * A tab that closes or crashes loses its roles to the next one in line.
   */
  hold(role: TabRole, onHeld: () => void): () => void;
  /** Whether another tab of this browser holds this role now. */
  isHeldElsewhere(role: TabRole): Promise<boolean>;
  close(): void;
}

/** `ringer`: the one that is heard; `call`: the one in which somebody talks. */
export type TabRole = 'ringer' | 'call';

/** The browser's own locks decide who is first: no heartbeats, no votes, and nothing to clean up after a crash. */
export function joinTabs(personId: string): Tabs {
  const channel = new BroadcastChannel(`deskbell.tabs.${personId}`);
  const listeners = new Set<(message: TabMessage) => void>();
  const mine = new Set<TabRole>();
  const nameOf = (role: TabRole): string => `deskbell.${role}.${personId}`;
  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = readMessage(event.data);
    if (message) for (const listener of listeners) listener(message);
  });
  return {
    // A channel reaches our own origin only and takes no target.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    send: (message) => channel.postMessage(message),
    onMessage: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hold: (role, onHeld) => {
      // Where pages have no locks (plain http from another computer) every tab acts for itself.
      if (!('locks' in navigator)) {
        onHeld();
        return () => undefined;
      }
      const giveUp = new AbortController();
      let letGo = (): void => undefined;
      const held = new Promise<void>((resolve) => (letGo = resolve));
      navigator.locks
        .request(nameOf(role), { signal: giveUp.signal }, () => {
          mine.add(role);
          onHeld();
          return held;
        })
        .catch((error: unknown) => {
          if (!giveUp.signal.aborted) console.warn(`This tab cannot become the ${role}.`, error);
        });
      return () => {
        mine.delete(role);
        giveUp.abort();
        letGo();
      };
    },
    isHeldElsewhere: async (role) => {
      if (!('locks' in navigator) || mine.has(role)) return false;
      const { held } = await navigator.locks.query();
      return held?.some((lock) => lock.name === nameOf(role)) ?? false;
    },
    close: () => channel.close(),
  };
}

/** A name for this tab that no other has; not `randomUUID`, which plain http pages lack. */
export function newTabName(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** What another tab sent, which may be of another version; null: not understood. */
export function readMessage(data: unknown): TabMessage | null {
  if (typeof data !== 'object' || data === null || !('type' in data) || !('offerId' in data)) return null;
  const { type, offerId } = data;
  if (typeof offerId !== 'string' || (type !== 'settled' && type !== 'answer')) return null;
  return { type, offerId };
}
