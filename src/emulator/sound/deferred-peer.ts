import { PeerListeners } from './listeners.ts';
import type { MediaBackend, MediaPeer, MediaState } from './media-peer.ts';

/** A peer that can be spoken with while the library that will carry it is still being loaded, which takes a moment once. */
export class DeferredPeer implements MediaPeer {
  readonly #listeners = new PeerListeners();
  readonly #made: Promise<MediaPeer>;
  #peer: MediaPeer | null = null;

  constructor(backend: Promise<MediaBackend>, options: { readonly telephoneEvents: boolean }) {
    this.#made = backend.then((loaded) => this.#adopt(loaded.createPeer(options)));
    // Whoever makes the offer or the answer is told; a peer that nobody uses fails nobody.
    this.#made.catch(() => this.#listeners.tellState('failed'));
  }

  async answer(offerSdp: string): Promise<string> {
    return (await this.#made).answer(offerSdp);
  }

  async offer(): Promise<string> {
    return (await this.#made).offer();
  }

  async setAnswer(answerSdp: string): Promise<void> {
    return (await this.#made).setAnswer(answerSdp);
  }

  send(frame: Uint8Array): void {
    this.#peer?.send(frame);
  }

  onFrame(handler: (frame: Uint8Array) => void): void {
    this.#listeners.frame.push(handler);
  }

  onKey(handler: (key: string) => void): void {
    this.#listeners.key.push(handler);
  }

  onState(handler: (state: MediaState) => void): void {
    this.#listeners.state.push(handler);
  }

  close(): void {
    this.#peer?.close();
    this.#listeners.tellState('closed');
  }

  #adopt(peer: MediaPeer): MediaPeer {
    this.#peer = peer;
    peer.onFrame((frame) => this.#listeners.tellFrame(frame));
    peer.onKey((key) => this.#listeners.tellKey(key));
    peer.onState((state) => this.#listeners.tellState(state));
    if (this.#listeners.now === 'closed') peer.close();
    return peer;
  }
}
