/** What can be seen of a browser's call, in real milliseconds: sockets and sound keep no other time. */
export interface CallSigns {
  /** Since the signalling broke; null while it is there. */
  readonly signallingAwayMs: number | null;
  /** How long the client said that it tries to come back. */
  readonly comesBackWithinMs: number;
  /** Since its sound was set up. */
  readonly joinedMs: number;
  /** Since its sound connected; null while it has not. */
  readonly connectedMs: number | null;
  /** Since the last frame of its sound. */
  readonly silentMs: number;
}

/** Why a call ends though nobody hung up. */
export type Loss =
  /** Neither signalling nor sound: the tab was closed. */
  'browser-gone' | 'signalling-away-too-long' | 'sound-never-connected' | 'sound-stopped';

/** A muted microphone still sends frames, so this much nothing means that nobody is there. */
const goneMs = 1_500;
const connectWithinMs = 15_000;
const stoppedMs = 10_000;

/** Why a call ends though nobody hung up; null while it may go on. A client that is away has the time it asked for to come back. */
export function lossOf(signs: CallSigns): Loss | null {
  const { signallingAwayMs, comesBackWithinMs, joinedMs, connectedMs, silentMs } = signs;
  if (signallingAwayMs !== null) {
    if (signallingAwayMs > comesBackWithinMs) return 'signalling-away-too-long';
    return signallingAwayMs > 0 && silentMs > goneMs ? 'browser-gone' : null;
  }
  if (connectedMs === null) return joinedMs > connectWithinMs ? 'sound-never-connected' : null;
  return Math.min(silentMs, connectedMs) > stoppedMs ? 'sound-stopped' : null;
}
