import type { MediaPeer, MediaState } from './media-peer.ts';

/** The half of every peer that is the same: whom it tells of what arrives, and what is true of it now. */
export abstract class TellingPeer implements Pick<MediaPeer, 'onFrame' | 'onKey' | 'onState'> {
  readonly #hearFrame: ((frame: Uint8Array) => void)[] = [];
  readonly #hearKey: ((key: string) => void)[] = [];
  readonly #hearState: ((state: MediaState) => void)[] = [];
  #now: MediaState | null = null;

  onFrame(handler: (frame: Uint8Array) => void): void {
    this.#hearFrame.push(handler);
  }

  onKey(handler: (key: string) => void): void {
    this.#hearKey.push(handler);
  }

  onState(handler: (state: MediaState) => void): void {
    this.#hearState.push(handler);
  }

  /** The state told last; null before the first one. */
  protected get now(): MediaState | null {
    return this.#now;
  }

  protected tellFrame(frame: Uint8Array): void {
    for (const hear of this.#hearFrame) hear(frame);
  }

  protected tellKey(key: string): void {
    for (const hear of this.#hearKey) hear(key);
  }

  /** Tells a state once; after `closed` there is no other. */
  protected tellState(state: MediaState): void {
    if (this.#now === state || this.#now === 'closed') return;
    this.#now = state;
    for (const hear of this.#hearState) hear(state);
  }
}
