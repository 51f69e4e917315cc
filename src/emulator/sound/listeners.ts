import type { MediaState } from './media-peer.ts';

/** Whom a peer tells of what arrives, and what is true of it now. */
export class PeerListeners {
  readonly frame: ((frame: Uint8Array) => void)[] = [];
  readonly key: ((key: string) => void)[] = [];
  readonly state: ((state: MediaState) => void)[] = [];
  #now: MediaState | null = null;

  get now(): MediaState | null {
    return this.#now;
  }

  tellFrame(frame: Uint8Array): void {
    for (const hear of this.frame) hear(frame);
  }

  tellKey(key: string): void {
    for (const hear of this.key) hear(key);
  }

  /** Tells a state once; after `closed` there is no other. */
  tellState(state: MediaState): void {
    if (this.#now === state || this.#now === 'closed') return;
    this.#now = state;
    for (const hear of this.state) hear(state);
  }
}
