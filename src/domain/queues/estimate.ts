/** With fewer waits than this there is nothing honest to say. */
const ENOUGH = 5;
/** A wait that ends sooner than told pleases; one that ends later has broken a promise. */
const PADDING = 1.2;
const STEPS = [60, 120, 180, 300, 600, 900, 1_200, 1_800, 2_700, 3_600];

export interface WaitRange {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/**
 * The honest range of a wait, from what recent callers of the queue really waited (ms); null when the evidence is thin.
 * Nine in ten of them waited less than the upper end, and at least half not less than the lower end.
 */
export function estimateWait(recentWaitsMs: readonly number[]): WaitRange | null {
  if (recentWaitsMs.length < ENOUGH) return null;
  const sorted = recentWaitsMs.map((wait) => wait / 1_000).sort((a, b) => a - b);
  const toSeconds = stepAbove(percentile(sorted, 0.9) * PADDING);
  const fromSeconds = stepBelow(percentile(sorted, 0.5));
  return { fromSeconds: Math.min(fromSeconds, previous(toSeconds)), toSeconds };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function stepAbove(seconds: number): number {
  return STEPS.find((step) => seconds <= step) ?? Math.ceil(seconds / 3_600) * 3_600;
}

function stepBelow(seconds: number): number {
  return STEPS.findLast((step) => step <= seconds) ?? 0;
}

function previous(step: number): number {
  return STEPS.findLast((candidate) => candidate < step) ?? 0;
}
