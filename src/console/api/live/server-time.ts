import { useSyncExternalStore } from 'react';

/**
 * The server's clock as far as this browser knows it. All clocks on screen tick from here, so that two people who look
 * at the same wait read the same number whatever their computers believe.
 */
const samples: number[] = [];
let offsetMs = 0;

const kept = 20;
const jumpMs = 2_000;

/** @param at the server's time in a message that has just arrived, epoch ms */
export function learnServerTime(at: number): void {
  const sample = at - Date.now();
  // The network only ever delays: of several samples the largest is the truest, unless a clock was moved.
  if (samples.length > 0 && Math.abs(sample - offsetMs) > jumpMs) samples.length = 0;
  samples.push(sample);
  if (samples.length > kept) samples.shift();
  offsetMs = Math.max(...samples);
}

/** Epoch ms by the server's clock. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}

const listeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticker ??= setInterval(() => {
    for (const each of listeners) each();
  }, 250);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || ticker === null) return;
    clearInterval(ticker);
    ticker = null;
  };
}

/** The server's time in whole seconds (epoch ms); draws again once a second. */
export function useServerSecond(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(serverNow() / 1000) * 1000);
}

/** Whole seconds since a moment (negative before it); draws again each time the number changes. */
export function useSecondsSince(at: number): number {
  return useSyncExternalStore(subscribe, () => Math.floor((serverNow() - at) / 1000));
}

/** Whether the moment has passed; draws again only when it does. Null never passes. */
export function useHasPassed(at: number | null): boolean {
  return useSyncExternalStore(subscribe, () => at !== null && serverNow() >= at);
}
