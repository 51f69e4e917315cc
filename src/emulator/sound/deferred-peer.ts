import type { MediaBackend, MediaPeer } from './media-peer.ts';
import { TellingPeer } from './telling-peer.ts';

/** A peer that can be spoken with while the library that will carry it is still being loaded, which takes a moment once. */
export class DeferredPeer extends TellingPeer implements MediaPeer {
  readonly #made: Promise<MediaPeer>;
  #peer: MediaPeer | null = null;

  constructor(backend: Promise<MediaBackend>, options: { readonly telephoneEvents: boolean }) {
    super();
    this.#made = backend.then((loaded) => this.#adopt(loaded.createPeer(options)));
    // Whoever makes the offer or the answer is told; a peer that nobody uses fails nobody.
    this.#made.catch(() => this.tellState('failed'));
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

  close(): void {
    this.#peer?.close();
    this.tellState('closed');
  }

  #adopt(peer: MediaPeer): MediaPeer {
    this.#peer = peer;
    peer.onFrame((frame) => this.tellFrame(frame));
    peer.onKey((key) => this.tellKey(key));
    peer.onState((state) => this.tellState(state));
    if (this.now === 'closed') peer.close();
    return peer;
  }
}
