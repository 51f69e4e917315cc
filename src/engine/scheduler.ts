/** Wakes the engine up. Injected, so that a test decides when anything happens by itself. */
export interface Scheduler {
  /** Calls `run` once after `ms` milliseconds; the answer calls it off. */
  after(ms: number, run: () => void): () => void;
}

export const systemScheduler: Scheduler = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Never wakes anybody: with it only `engine.runDue()` fires timers and carries out effects. */
export const manualScheduler: Scheduler = { after: () => () => undefined };
