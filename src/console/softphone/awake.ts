import { stoodStillMs } from './reachability.ts';
import { newTabName } from './tabs.ts';

/** Watches whether this tab is running, and does what a page can do to be left running. */
export interface Awake {
  close(): void;
}

interface Listener {
  /** Once a second, also in the background. */
  readonly onTick: () => void;
  /** The browser is about to stop this tab; only a last word can be sent. */
  readonly onFreeze: () => void;
  /** The tab runs again after it stood still. @param forMs for how long, as far as it is known */
  readonly onWake: (forMs: number) => void;
}

const tickMs = 1_000;

/**
 * While calls are taken here the tab must not be put to sleep. Three means, each documented by browsers as a reason to
 * leave a page alone: the open microphone (`microphone.ts`), a held Web Lock, and a clock in a worker, whose ticks come
 * on time in a hidden tab and renew the lease with the server.
 */
export function stayAwake(listener: Listener): Awake {
  const worker = new Worker(new URL('./clock-worker.ts', import.meta.url), { type: 'module' });
  let lastTick = Date.now();
  let frozenAt: number | null = null;
  const wake = (): void => {
    const now = Date.now();
    const still = frozenAt === null ? stoodStillMs(lastTick, now, tickMs) : now - frozenAt;
    lastTick = now;
    if (still === 0 && frozenAt === null) return;
    frozenAt = null;
    listener.onWake(still);
  };
  const freeze = (): void => {
    frozenAt = Date.now();
    listener.onFreeze();
  };
  worker.addEventListener('message', () => {
    wake();
    listener.onTick();
  });
  document.addEventListener('freeze', freeze);
  document.addEventListener('resume', wake);
  document.addEventListener('visibilitychange', wake);

  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  if ('locks' in navigator)
    navigator.locks
      .request(`deskbell.awake.${newTabName()}`, () => held)
      .catch((error: unknown) => console.warn('This tab may be put to sleep: it got no lock.', error));

  return {
    close: () => {
      worker.terminate();
      document.removeEventListener('freeze', freeze);
      document.removeEventListener('resume', wake);
      document.removeEventListener('visibilitychange', wake);
      letGo();
    },
  };
}
