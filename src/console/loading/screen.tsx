import { lazy, useSyncExternalStore, type ComponentType } from 'react';

/** Screens are read from the server when they are opened, not with the first page. */

type Load = () => Promise<ComponentType>;

export interface LazyScreen {
  (): React.ReactNode;
  /** Reads its file before it is opened. A failure is nothing yet: it is read again when it is needed. */
  readonly preload: () => Promise<void>;
}

/** The file of a screen could not be read: the line is down, or an update has renamed it. */
export class ScreenNotRead extends Error {
  override readonly name = 'ScreenNotRead';

  constructor(cause: unknown) {
    super('The file of a screen could not be read.', { cause });
  }
}

const renewals = new Set<() => void>();
const listeners = new Set<() => void>();
let underWay = 0;

/** A screen whose file is read when it is first shown. */
export function screenOf(load: Load): LazyScreen {
  const show = async (): Promise<{ default: ComponentType }> => {
    count(1);
    try {
      return { default: await load() };
    } catch (error) {
      renewals.add(() => (Loaded = lazy(show)));
      throw new ScreenNotRead(error);
    } finally {
      count(-1);
    }
  };
  let Loaded = lazy(show);
  const Screen = () => <Loaded />;
  return Object.assign(Screen, { preload: () => load().then(noMatter, noMatter) });
}

const noMatter = (): void => undefined;

/** Screens whose file could not be read are asked for again. */
export function forgetFailures(): void {
  for (const renew of renewals) renew();
  renewals.clear();
}

function count(change: 1 | -1): void {
  underWay += change;
  // A screen is asked for while the page is being drawn; others may only be told after that.
  queueMicrotask(() => {
    for (const listener of listeners) listener();
  });
}

/** Whether a screen that somebody opened is being read. */
export function useScreenIsLoading(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => underWay > 0,
  );
}
