/**
 * As much of node-datachannel as is used here. Written down because the library is optional: the emulator is compiled, too,
 * where it is not installed.
 */
export interface NodeDatachannel {
  readonly PeerConnection: new (name: string, options: PeerOptions) => PeerConnection;
  readonly Audio: new (mid: string, direction: Direction) => AudioDescription;
  cleanup(): void;
}

export type Direction = 'SendOnly' | 'RecvOnly' | 'SendRecv';

export interface PeerOptions {
  readonly iceServers: string[];
  readonly bindAddress: string;
  readonly disableAutoNegotiation: boolean;
  readonly forceMediaTransport: boolean;
}

export interface AudioDescription {
  addAudioCodec(payloadType: number, codec: string, profile?: string): void;
  addSSRC(source: number, name: string, stream: string, track: string): void;
}

export interface PeerConnection {
  close(): void;
  setLocalDescription(type: 'offer' | 'answer'): void;
  setRemoteDescription(sdp: string, type: 'offer' | 'answer'): void;
  localDescription(): { readonly sdp: string } | null;
  addTrack(media: AudioDescription): Track;
  gatheringState(): string;
  onStateChange(handler: (state: string) => void): void;
  onGatheringStateChange(handler: (state: string) => void): void;
}

export interface Track {
  isOpen(): boolean;
  sendMessageBinary(packet: Buffer): boolean;
  onMessage(handler: (packet: Buffer) => void): void;
}

/** @throws Error when it is not installed, or not for this kind of machine */
export async function importNodeDatachannel(): Promise<NodeDatachannel> {
  // By a variable, so that the compiler does not look for it.
  const name: string = 'node-datachannel';
  return (await import(name)) as NodeDatachannel;
}
