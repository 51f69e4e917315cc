const HEADER_BYTES = 12;

export interface Rtp {
  readonly payloadType: number;
  readonly timestamp: number;
  readonly payload: Uint8Array;
}

/** One RTP packet (RFC 3550); null for what is none, such as the reports that share its port. */
export function readRtp(packet: Buffer): Rtp | null {
  if (packet.length < HEADER_BYTES) return null;
  const [flags = 0, second = 0] = packet;
  const payloadType = second & 0x7f;
  // RFC 5761: these numbers are reports.
  if (payloadType >= 64 && payloadType <= 95) return null;
  let from = HEADER_BYTES + 4 * (flags & 0x0f);
  const hasExtension = (flags & 0x10) !== 0;
  if (hasExtension) {
    if (packet.length < from + 4) return null;
    from += 4 + 4 * packet.readUInt16BE(from + 2);
  }
  const hasPadding = (flags & 0x20) !== 0;
  const to = packet.length - (hasPadding ? (packet.at(-1) ?? 0) : 0);
  if (to < from) return null;
  return { payloadType, timestamp: packet.readUInt32BE(4), payload: packet.subarray(from, to) };
}

/** Writes the packets of one stream of sound. */
export class RtpWriter {
  /** The number of the stream. */
  readonly source = 1 + Math.floor(Math.random() * 0xffff_fffe);
  readonly #payloadType: number;
  #sequence = Math.floor(Math.random() * 0x8000);
  #timestamp = Math.floor(Math.random() * 0x8000_0000);
  #isFirst = true;

  constructor(payloadType: number) {
    this.#payloadType = payloadType;
  }

  packet(frame: Uint8Array): Buffer {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + frame.length) >>> 0;
    const packet = Buffer.allocUnsafe(HEADER_BYTES + frame.length);
    packet[0] = 0x80;
    packet[1] = this.#payloadType | (this.#isFirst ? 0x80 : 0);
    this.#isFirst = false;
    packet.writeUInt16BE(this.#sequence, 2);
    packet.writeUInt32BE(this.#timestamp, 4);
    packet.writeUInt32BE(this.source, 8);
    packet.set(frame, HEADER_BYTES);
    return packet;
  }
}
