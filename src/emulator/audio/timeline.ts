import type { LiveSound } from './live-sound.ts';
import { speechDurationMs } from './speech-duration.ts';

/**
 * What was to be heard on one leg while a recording ran, as data. The world writes it down as things happen;
 * the renderer turns it into sound afterwards, so a recording costs nothing while the call is live.
 */

/** `near` is the recorded party's own voice (channel 1); `far` is everything that was sent to that party (channel 2). */
export type Side = 'near' | 'far';

export type Sound =
  | { readonly kind: 'speech'; readonly text: string; readonly voice: string }
  | { readonly kind: 'keys'; readonly digits: string }
  | { readonly kind: 'beep' }
  | { readonly kind: 'ringback'; readonly durationMs: number }
  | { readonly kind: 'music'; readonly durationMs: number }
  /** A WAV that was fetched for `<Play>`; null bytes when it could not be had, then it sounds like music. */
  | { readonly kind: 'file'; readonly bytes: Buffer | null; readonly durationMs: number }
  /** A person's own voice, from a microphone. */
  | { readonly kind: 'live'; readonly voice: LiveSound };

const KEY_MS = 200;
const BEEP_MS = 500;

/** Emulated milliseconds that a sound takes when nobody cuts it. */
export function soundDurationMs(sound: Sound): number {
  switch (sound.kind) {
    case 'speech':
      return speechDurationMs(sound.text);
    case 'keys':
      return sound.digits.length * KEY_MS;
    case 'beep':
      return BEEP_MS;
    case 'ringback':
    case 'music':
    case 'file':
      return sound.durationMs;
    case 'live':
      return sound.voice.durationMs;
    default:
      return sound satisfies never;
  }
}

export interface Segment {
  readonly side: Side;
  /** Milliseconds since the recording began, pauses of kind `skip` already taken out. */
  readonly startMs: number;
  /** A sound that was interrupted ends here (barge-in, hang-up); null: it played to its end. */
  readonly cutAtMs: number | null;
  readonly sound: Sound;
}

export interface Timeline {
  readonly durationMs: number;
  readonly channels: 1 | 2;
  readonly segments: readonly Segment[];
  /** Stretches that must be silent on both channels, whatever was said (`PauseBehavior=silence`). */
  readonly muted: readonly { readonly fromMs: number; readonly toMs: number }[];
}
