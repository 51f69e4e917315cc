import type { LazyScreen } from './screen.tsx';

/**
 * Reads screens while the browser has nothing else to do, one after the other, so that opening one is quick on a weak
 * line too. Not where somebody asked their browser to save data. Returns how to stop.
 */
export function readAhead(screens: readonly LazyScreen[]): () => void {
  let stopped = savesData();
  const next = (index: number): void => {
    const screen = screens[index];
    if (!screen || stopped) return;
    whenIdle(() => void screen.preload().then(() => next(index + 1)));
  };
  next(0);
  return () => {
    stopped = true;
  };
}

/** A browser without a sense of idleness is given two seconds. */
const WITHOUT_IDLENESS_MS = 2_000;

function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(run);
  else setTimeout(run, WITHOUT_IDLENESS_MS);
}

function savesData(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}
