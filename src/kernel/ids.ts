/**
 * A UUID of version 7 (RFC 9562 §5.7): sorts by time, so rows that belong together lie together.
 * @param at epoch ms
 * @param random ten bytes of randomness
 */
export function newId(at: number, random: Uint8Array): string {
  const time = at.toString(16).padStart(12, '0');
  const bytes = [...random.subarray(0, 10)];
  const version = 0x70 | ((bytes[0] ?? 0) & 0x0f);
  const variant = 0x80 | ((bytes[2] ?? 0) & 0x3f);
  const tail = [version, bytes[1] ?? 0, variant, ...bytes.slice(3)].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const hex = time + tail.join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
