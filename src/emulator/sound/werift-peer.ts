import type * as weriftLibrary from 'werift';
import type { RTCPeerConnection, RTCRtpSender, RtpPacket } from 'werift';
import { FrameCutter } from './frame.ts';
import { KeyEvents, keyPayloadType } from './key-events.ts';
import type { MediaBackend, MediaPeer } from './media-peer.ts';
import { TellingPeer } from './telling-peer.ts';

type Werift = typeof weriftLibrary;

const soundPayloadType = 0;
const usualKeyPayloadType = 126;
const handshakeMs = 1_000;
const lastWordMs = 100;

/** Sound by a library in plain JavaScript: it runs wherever Node runs. */
export async function loadWerift(): Promise<MediaBackend> {
  const werift = await import('werift');
  return {
    name: 'werift',
    createPeer: (options) => new WeriftPeer(werift, options.telephoneEvents),
    // It holds nothing beyond its peers.
    release: () => undefined,
  };
}

class WeriftPeer extends TellingPeer implements MediaPeer {
  readonly #werift: Werift;
  readonly #connection: RTCPeerConnection;
  readonly #frames = new FrameCutter();
  readonly #keys = new KeyEvents();
  #sender: RTCRtpSender | null = null;
  #keyPayloadType: number | null = null;
  #sequence = Math.floor(Math.random() * 0x8000);
  #timestamp = Math.floor(Math.random() * 0x8000_0000);
  #isFirst = true;
  #isClosed = false;

  constructor(werift: Werift, telephoneEvents: boolean) {
    super();
    this.#werift = werift;
    this.#connection = new werift.RTCPeerConnection({
      codecs: { audio: codecs(werift, telephoneEvents), video: [] },
      headerExtensions: {},
      // Its own list names a server on the internet; nobody outside this machine is asked for anything.
      iceServers: [],
      iceUseIpv6: false,
      // The lite form left DTLS unanswered when there were two addresses (werift 0.24.4).
      iceLite: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
    });
    this.#connection.connectionStateChange.subscribe((state) => this.#tell(state));
    this.#connection.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe((packet) => this.#receive(packet));
    });
  }

  async answer(offerSdp: string): Promise<string> {
    await this.#connection.setRemoteDescription({ type: 'offer', sdp: offerSdp });
    const [transceiver] = this.#connection.getTransceivers();
    if (!transceiver)
      throw new Error('The offer has no sound in it: add a microphone or an audio transceiver.');
    transceiver.setDirection('sendrecv');
    if (!this.#sender) await transceiver.sender.replaceTrack(this.#newTrack());
    this.#sender = transceiver.sender;
    await this.#connection.setLocalDescription(await this.#connection.createAnswer());
    return this.#localSdp();
  }

  async offer(): Promise<string> {
    this.#sender ??= this.#connection.addTransceiver(this.#newTrack(), { direction: 'sendrecv' }).sender;
    await this.#connection.setLocalDescription(await this.#connection.createOffer());
    return this.#localSdp();
  }

  async setAnswer(answerSdp: string): Promise<void> {
    await this.#connection.setRemoteDescription({ type: 'answer', sdp: answerSdp });
  }

  send(frame: Uint8Array): void {
    if (!this.#sender || this.now !== 'connected') return;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + frame.length) >>> 0;
    const { RtpHeader, RtpPacket: Packet } = this.#werift;
    const header = new RtpHeader({
      payloadType: soundPayloadType,
      sequenceNumber: this.#sequence,
      timestamp: this.#timestamp,
      marker: this.#isFirst,
    });
    this.#isFirst = false;
    this.#sender
      .sendRtp(new Packet(header, Buffer.from(frame)))
      .catch((error: unknown) => this.#sendingFailed(error));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.tellState('closed');
    this.#whenSettled(() => {
      this.#connection.close().catch((error: unknown) => {
        process.emitWarning(`A sound connection did not close cleanly: ${String(error)}`);
      });
    });
  }

  /** A handshake that is cut off goes on asking for half a minute, and keeps the process from ending; one that ends does not. */
  #whenSettled(then: () => void): void {
    if (this.#connection.connectionState !== 'connecting') return then();
    const patience = setTimeout(then, handshakeMs);
    patience.unref();
    this.#connection.connectionStateChange.subscribe((state) => {
      if (state !== 'connected' && state !== 'failed') return;
      clearTimeout(patience);
      // The other side may still wait for the last word of the handshake.
      setTimeout(then, lastWordMs).unref();
    });
  }

  #receive({ header, payload }: RtpPacket): void {
    if (header.payloadType === soundPayloadType) {
      this.#frames.cut(payload, (frame) => this.tellFrame(frame));
    } else if (header.payloadType === this.#keyPayloadType) {
      const key = this.#keys.keyOf(header.timestamp, payload);
      if (key !== null) this.tellKey(key);
    }
  }

  #tell(state: RTCPeerConnection['connectionState']): void {
    switch (state) {
      case 'connecting':
      case 'connected':
      case 'failed':
        return this.tellState(state);
      case 'closed':
        return this.close();
      case 'new':
      // A hiccup: it ends as `connected` or as `failed`.
      case 'disconnected':
        return;
      default:
        return state satisfies never;
    }
  }

  /** A socket that closed under a frame is told by the state; only a failure while all seems well is worth a word. */
  #sendingFailed(error: unknown): void {
    if (this.#connection.connectionState !== 'connected' || this.now !== 'connected') return;
    process.emitWarning(`A frame of sound could not be sent: ${String(error)}`);
    this.tellState('failed');
  }

  #newTrack(): InstanceType<Werift['MediaStreamTrack']> {
    return new this.#werift.MediaStreamTrack({ kind: 'audio' });
  }

  #localSdp(): string {
    const sdp = this.#connection.localDescription?.sdp;
    if (!sdp) throw new Error('The sound connection was closed while it was being set up.');
    this.#keyPayloadType = keyPayloadType(sdp);
    return sdp;
  }
}

function codecs(werift: Werift, telephoneEvents: boolean): InstanceType<Werift['RTCRtpCodecParameters']>[] {
  const { RTCRtpCodecParameters } = werift;
  const clock = { clockRate: 8000, channels: 1 };
  const sound = new RTCRtpCodecParameters({
    ...clock,
    mimeType: 'audio/PCMU',
    payloadType: soundPayloadType,
  });
  const keys = new RTCRtpCodecParameters({
    ...clock,
    mimeType: 'audio/telephone-event',
    payloadType: usualKeyPayloadType,
    parameters: '0-16',
  });
  return telephoneEvents ? [sound, keys] : [sound];
}
