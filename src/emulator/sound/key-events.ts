const KEYS = '0123456789*#ABCD';

/**
 * Keys that travel as RFC 4733 events. A key comes as ten packets or so with one RTP timestamp, the last three of them the
 * same; the timestamp tells one key from the next.
 */
export class KeyEvents {
  #last: number | null = null;

  /** The key that this packet begins; null when it belongs to a key told before, or to none. */
  keyOf(timestamp: number, payload: Uint8Array): string | null {
    if (payload.length < 4) return null;
    // Late packets of an earlier key have a timestamp behind the last one, counted round 32 bits.
    if (this.#last !== null && ((timestamp - this.#last) | 0) <= 0) return null;
    this.#last = timestamp;
    return KEYS[payload[0] ?? KEYS.length] ?? null;
  }
}

/** The number that an SDP gives to keys at the telephone's clock rate, or null when it does not speak of them. */
export function keyPayloadType(sdp: string): number | null {
  const found = /^a=rtpmap:(\d+) telephone-event\/8000/im.exec(sdp);
  return found ? Number(found[1]) : null;
}
