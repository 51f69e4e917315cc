/**
 * One browser's sound, in both directions: 20 ms frames of G.711 µ-law (160 bytes) and telephone keys (RFC 4733).
 * Two libraries can carry it; the emulator knows them only through this.
 */
export interface MediaPeer {
  /** Answers a browser's SDP offer; our candidates are in the answer, since the Voice SDK never trickles. */
  answer(offerSdp: string): Promise<string>;
  /** Makes an offer for a browser that is to be rung. */
  offer(): Promise<string>;
  setAnswer(answerSdp: string): Promise<void>;
  /** Sends one frame of 160 bytes; nothing is sent before the peer is connected. */
  send(frame: Uint8Array): void;
  onFrame(handler: (frame: Uint8Array) => void): void;
  /** A key that arrived as RFC 4733 events, told once. */
  onKey(handler: (key: string) => void): void;
  onState(handler: (state: MediaState) => void): void;
  /** Frees everything; may be called more than once. */
  close(): void;
}

/** `connected` is the only proof that sound can flow: signalling says "accepted" earlier than that. */
export type MediaState = 'connecting' | 'connected' | 'failed' | 'closed';

export interface MediaBackend {
  readonly name: 'werift' | 'node-datachannel';
  /** `telephoneEvents`: whether keys are agreed on as RFC 4733 events; without, the Voice SDK sends them by signalling. */
  createPeer(options: { readonly telephoneEvents: boolean }): MediaPeer;
  /** Frees what the library holds beyond its peers, once none of them is open; new peers may be made afterwards. */
  release(): void;
}
