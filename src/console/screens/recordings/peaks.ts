import type { RecordingPeaks } from '../../../contract/api.ts';

/** A sound as it is drawn: for each slice of time the lowest and the highest sample, -128 to 127. */
export interface Shape {
  readonly sliceMs: number;
  /** The caller, then everyone else; one list of pairs each. */
  readonly channels: readonly Int8Array[];
}

export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Shorter silences are how people speak. */
const SHORTEST_SILENCE_MS = 1_500;
/** A quiet line hisses up to here. */
const QUIET = 2;

/** Unpacks what the server sends: base64 of one signed byte per peak. */
export function shapeOf(peaks: RecordingPeaks): Shape {
  return {
    sliceMs: peaks.sliceMs,
    channels: peaks.channels.map((text) =>
      Int8Array.from(atob(text), (letter) => (letter.charCodeAt(0) << 24) >> 24),
    ),
  };
}

/** Stretches in which nobody is heard on either side for longer than a breath. */
export function silencesOf({ sliceMs, channels }: Shape): readonly Stretch[] {
  const slices = (channels[0]?.length ?? 0) / 2;
  const isQuiet = (slice: number): boolean =>
    channels.every((pairs) => (pairs[2 * slice] ?? 0) >= -QUIET && (pairs[2 * slice + 1] ?? 0) <= QUIET);
  const found: Stretch[] = [];
  for (let slice = 0; slice < slices;) {
    if (!isQuiet(slice)) {
      slice += 1;
      continue;
    }
    const from = slice;
    while (slice < slices && isQuiet(slice)) slice += 1;
    const stretch = { fromMs: from * sliceMs, toMs: slice * sliceMs };
    if (stretch.toMs - stretch.fromMs > SHORTEST_SILENCE_MS) found.push(stretch);
  }
  return found;
}

/** Loudest sample of a channel between two slices: how far down and how far up, both at least 0. */
export function reachOf(pairs: Int8Array, from: number, to: number): { down: number; up: number } {
  let down = 0;
  let up = 0;
  for (let slice = from; slice < to; slice += 1) {
    down = Math.max(down, -(pairs[2 * slice] ?? 0));
    up = Math.max(up, pairs[2 * slice + 1] ?? 0);
  }
  return { down, up };
}
