import type { Leg } from '../world/leg.ts';
import type { MediaPeer } from './media-peer.ts';

/** A browser's sound, joined to one leg: what the person says goes where their voice goes, and they hear what they should. */
export interface SoundLine {
  readonly leg: Leg;
  readonly peer: MediaPeer;
  /** Real milliseconds since the last frame came from the browser; since the joining when none came yet. */
  silentForMs(): number;
  /** The leg goes on without this sound; closes the peer. */
  detach(): void;
}

/** The emulator's sound: mixes and carries every live line. */
export interface SoundFabric {
  /** Makes a peer on the back end in use. */
  createPeer(options: { readonly telephoneEvents: boolean }): MediaPeer;
  /** A leg has at most one line: joining a second takes the place of the first. The line ends with the leg. */
  attach(leg: Leg, peer: MediaPeer): SoundLine;
  lineOf(leg: Leg): SoundLine | undefined;
  /** Stops mixing and closes every peer. */
  stop(): void;
}
