import { importNodeDatachannel } from './datachannel-library.ts';
import type {
  Direction,
  NodeDatachannel,
  PeerConnection,
  PeerOptions,
  Track,
} from './datachannel-library.ts';
import { FrameCutter } from './frame.ts';
import { KeyEvents, keyPayloadType } from './key-events.ts';
import type { MediaBackend, MediaPeer } from './media-peer.ts';
import { readRtp, RtpWriter } from './rtp.ts';
import { TellingPeer } from './telling-peer.ts';

const soundPayloadType = 0;
const usualKeyPayloadType = 126;
const gatheringLimitMs = 5_000;

const connectionOptions: PeerOptions = {
  // Nobody outside this machine is asked for anything, and nobody outside can send us sound.
  iceServers: [],
  bindAddress: '127.0.0.1',
  disableAutoNegotiation: true,
  forceMediaTransport: true,
};

/** Sound by a native library: it carries several times as many calls, where it is installed. */
export async function loadNodeDatachannel(): Promise<MediaBackend> {
  const library = await importNodeDatachannel();
  return {
    name: 'node-datachannel',
    createPeer: (options) => new DatachannelPeer(library, options.telephoneEvents),
    // Its threads would keep the process from ending for half a minute after the last call.
    release: () => {
      if (openPeers.size === 0) library.cleanup();
    },
  };
}

let peersMade = 0;
const openPeers = new Set<DatachannelPeer>();

class DatachannelPeer extends TellingPeer implements MediaPeer {
  readonly #library: NodeDatachannel;
  readonly #connection: PeerConnection;
  readonly #telephoneEvents: boolean;
  readonly #frames = new FrameCutter();
  readonly #keys = new KeyEvents();
  readonly #rtp = new RtpWriter(soundPayloadType);
  #track: Track | null = null;
  #keyPayloadType: number | null = null;
  #isClosed = false;

  constructor(library: NodeDatachannel, telephoneEvents: boolean) {
    super();
    this.#library = library;
    this.#telephoneEvents = telephoneEvents;
    peersMade += 1;
    openPeers.add(this);
    this.#connection = new library.PeerConnection(`handset ${peersMade}`, connectionOptions);
    this.#connection.onStateChange((state) => this.#tell(state));
  }

  async answer(offerSdp: string): Promise<string> {
    const mid = /^a=mid:(\S+)/m.exec(offerSdp)?.[1];
    if (!mid || !/^m=audio /m.test(offerSdp)) {
      throw new Error('The offer has no sound in it: add a microphone or an audio transceiver.');
    }
    // The track must be there before the offer, or the library makes one that only listens.
    this.#track ??= this.#addTrack(mid, answeringDirection(offerSdp), keyPayloadType(offerSdp));
    this.#connection.setRemoteDescription(offerSdp, 'offer');
    this.#connection.setLocalDescription('answer');
    return this.#gatheredSdp();
  }

  async offer(): Promise<string> {
    this.#track ??= this.#addTrack('0', 'SendRecv', usualKeyPayloadType);
    this.#connection.setLocalDescription('offer');
    return this.#gatheredSdp();
  }

  /**
   * @throws Error also, very rarely, for an answer that is right: libdatachannel (0.24) starts ICE before it keeps the
   * answer's fingerprint, so if this thread is stopped between the two for some milliseconds, DTLS comes first and is
   * refused ("Got a remote candidate without ICE transport"). The connection is closed by then; the client must be rung anew.
   */
  async setAnswer(answerSdp: string): Promise<void> {
    this.#connection.setRemoteDescription(answerSdp, 'answer');
  }

  send(frame: Uint8Array): void {
    if (this.now === 'connected' && this.#track?.isOpen()) {
      this.#track.sendMessageBinary(this.#rtp.packet(frame));
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.tellState('closed');
    this.#connection.close();
    openPeers.delete(this);
  }

  #addTrack(mid: string, direction: Direction, keys: number | null): Track {
    const media = new this.#library.Audio(mid, direction);
    media.addAudioCodec(soundPayloadType, 'PCMU/8000');
    if (this.#telephoneEvents && keys !== null) media.addAudioCodec(keys, 'telephone-event/8000', '0-16');
    // With a stream of its own: the Voice SDK plays the stream of a track and fails when there is none.
    media.addSSRC(this.#rtp.source, 'emulator', 'emulator', 'emulator');
    const track = this.#connection.addTrack(media);
    track.onMessage((packet) => this.#receive(packet));
    return track;
  }

  #receive(packet: Buffer): void {
    const rtp = readRtp(packet);
    if (!rtp || this.now === 'closed') return;
    if (rtp.payloadType === soundPayloadType) {
      this.#frames.cut(rtp.payload, (frame) => this.tellFrame(frame));
    } else if (rtp.payloadType === this.#keyPayloadType) {
      const key = this.#keys.keyOf(rtp.timestamp, rtp.payload);
      if (key !== null) this.tellKey(key);
    }
  }

  #tell(state: string): void {
    if (state === 'connecting' || state === 'connected' || state === 'failed') this.tellState(state);
    // The other side closed: what this side holds must be let go, too.
    else if (state === 'closed') this.close();
  }

  /** Our own addresses must be in the SDP, for none are told afterwards. */
  #gatheredSdp(): Promise<string> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error('This machine has no address for sound.')),
        gatheringLimitMs,
      );
      const look = (state: string): void => {
        if (state !== 'complete') return;
        clearTimeout(limit);
        const sdp = this.#connection.localDescription()?.sdp;
        if (!sdp) return reject(new Error('The sound connection was closed while it was being set up.'));
        this.#keyPayloadType = keyPayloadType(sdp);
        resolve(sdp);
      };
      this.#connection.onGatheringStateChange(look);
      look(this.#connection.gatheringState());
    });
  }
}

/** A browser refuses an answer that sends what it did not offer to hear. */
function answeringDirection(offerSdp: string): Direction {
  if (/^a=recvonly/m.test(offerSdp)) return 'SendOnly';
  if (/^a=sendonly/m.test(offerSdp)) return 'RecvOnly';
  return 'SendRecv';
}
