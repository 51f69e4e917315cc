import { decodeMuLaw } from '../audio/g711.ts';
import type { Pcm } from '../audio/pcm.ts';
import { PeerListeners } from './listeners.ts';
import type { MediaPeer, MediaState } from './media-peer.ts';
import { framesOf, speakFrames } from './sounds-for-tests.ts';

/** A browser's sound without a browser: a test says what the microphone hears and looks at what the loudspeaker got. */
export class HandPeer implements MediaPeer {
  readonly #listeners = new PeerListeners();
  #heard: Uint8Array[] = [];

  /** The microphone hears this, at the pace of speech. */
  say(sound: Pcm): Promise<void> {
    return speakFrames(framesOf(sound), (frame) => this.#listeners.tellFrame(frame));
  }

  press(key: string): void {
    this.#listeners.tellKey(key);
  }

  become(state: MediaState): void {
    this.#listeners.tellState(state);
  }

  get isClosed(): boolean {
    return this.#listeners.now === 'closed';
  }

  /** What came since the last time this was asked. */
  heard(): Pcm {
    const codes = Buffer.concat(this.#heard);
    this.#heard = [];
    return decodeMuLaw(codes);
  }

  async answer(): Promise<string> {
    return 'v=0';
  }

  async offer(): Promise<string> {
    return 'v=0';
  }

  async setAnswer(): Promise<void> {
    await Promise.resolve();
  }

  send(frame: Uint8Array): void {
    this.#heard.push(frame.slice());
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
    this.#listeners.tellState('closed');
  }
}
