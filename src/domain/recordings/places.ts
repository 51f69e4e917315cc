import { HOUR } from '../../kernel/duration.ts';
import type { BegunRecording } from './recording.ts';

/** A stretch of the call that is not on record, as it lies in the file. Milliseconds from the file's beginning. */
export interface Gap {
  readonly fromMs: number;
  /** The same as `fromMs` where the pause was cut out. */
  readonly toMs: number;
  /** How long the pause was. */
  readonly forMs: number;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** When it is deleted, as was promised when it was made; epoch ms. */
export function retainUntil({ retentionDays }: BegunRecording, endedAt: number): number {
  return endedAt + retentionDays * 24 * HOUR;
}

/** Where in the file a moment of the call is. Before the beginning it is negative; within a cut it is the cut. */
export function placeOf(recording: BegunRecording, at: number): number {
  const began = recording.startedAt ?? recording.beganAt;
  if (recording.pauseBy === 'silence') return at - began;
  const cut = stretches(recording).reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(at, to) - Math.min(at, from)),
    0,
  );
  return at - began - cut;
}

/** The pauses that held, in order. */
export function gapsOf(recording: BegunRecording): readonly Gap[] {
  return stretches(recording).map(({ from, to }) => ({
    fromMs: Math.max(0, placeOf(recording, from)),
    toMs: Math.max(0, placeOf(recording, to)),
    forMs: to - from,
  }));
}

/** A pause that was still on at the end lasted until the end. */
function stretches(recording: BegunRecording): readonly Stretch[] {
  const end = recording.status === 'recording' ? null : recording.endedAt;
  return pausesOf(recording).flatMap(({ from, to, held }) => {
    const until = to ?? end;
    return held && until !== null ? [{ from, to: until }] : [];
  });
}

/** Recordings from before pauses were kept by themselves have them as marks only. */
function pausesOf({ pauses, markers }: BegunRecording): BegunRecording['pauses'] {
  if (pauses.length > 0) return pauses;
  return markers
    .filter(({ kind }) => kind === 'pause')
    .map(({ at }) => ({
      from: at,
      // The caller coming back from hold is marked `resume` too; whichever comes first can only show a pause too short.
      to: markers.find((marker) => marker.kind === 'resume' && marker.at >= at)?.at ?? null,
      held: true,
    }));
}
