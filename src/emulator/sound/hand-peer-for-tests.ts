import { decodeMuLaw } from '../audio/g711.ts';
import type { Pcm } from '../audio/pcm.ts';
import type { MediaPeer, MediaState } from './media-peer.ts';
import { framesOf, speakFrames } from './sounds-for-tests.ts';
import { TellingPeer } from './telling-peer.ts';

/** A browser's sound without a browser: a test says what the microphone hears and looks at what the loudspeaker got. */
export class HandPeer extends TellingPeer implements MediaPeer {
  #heard: Uint8Array[] = [];

  /** The microphone hears this, at the pace of speech. */
  say(sound: Pcm): Promise<void> {
    return speakFrames(framesOf(sound), (frame) => this.tellFrame(frame));
  }

  press(key: string): void {
    this.tellKey(key);
  }

  become(state: MediaState): void {
    this.tellState(state);
  }

  get isClosed(): boolean {
    return this.now === 'closed';
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

  close(): void {
    this.tellState('closed');
  }
}
