/** Telephone sound in eight bits a sample (ITU-T G.711, µ-law): sign, three bits of exponent, four of mantissa, all inverted. */

const BIAS = 132;
const LOUDEST = 32_635;

/** What µ-law has for no sound at all. */
export const SILENT_CODE = 0xff;

const decoded = Int16Array.from({ length: 256 }, (_, code) => {
  const value = ~code & 0xff;
  const magnitude = ((((value & 0x0f) << 3) + BIAS) << ((value & 0x70) >> 4)) - BIAS;
  return value & 0x80 ? -magnitude : magnitude;
});
const encoded = makeEncoder();

/** One code as a signed 16-bit sample. */
export function fromMuLaw(code: number): number {
  return decoded[code & 0xff] ?? 0;
}

/** One signed 16-bit sample as a code. */
export function toMuLaw(sample: number): number {
  return encoded[sample & 0xffff] ?? SILENT_CODE;
}

/** One 16-bit sample for every code byte: ITU-T G.711, µ-law. */
export function decodeMuLaw(codes: Uint8Array): Int16Array {
  return Int16Array.from(codes, fromMuLaw);
}

/** One code byte for every 16-bit sample: ITU-T G.711, µ-law. */
export function encodeMuLaw(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, toMuLaw);
}

/** Adds codes to a sum of samples, which must be as long. */
export function addMuLaw(sum: Int32Array, codes: Uint8Array): void {
  const table = decoded;
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (table[codes[i] ?? SILENT_CODE] ?? 0);
}

/** A sum of samples as codes; what is louder than a sample can be is as loud as it can be. */
export function saturateToMuLaw(sum: Int32Array, codes: Uint8Array): void {
  const table = encoded;
  for (let i = 0; i < codes.length; i++) {
    const sample = sum[i] ?? 0;
    codes[i] =
      table[(sample > 32_767 ? 32_767 : sample < -32_768 ? -32_768 : sample) & 0xffff] ?? SILENT_CODE;
  }
}

function makeEncoder(): Uint8Array {
  const table = new Uint8Array(65_536);
  const { clz32, min } = Math;
  for (let magnitude = 0; magnitude <= 32_768; magnitude++) {
    const biased = min(magnitude, LOUDEST) + BIAS;
    const exponent = 24 - clz32(biased);
    const code = (exponent << 4) | ((biased >> (exponent + 3)) & 0x0f);
    if (magnitude < 32_768) table[magnitude] = ~code & 0xff;
    if (magnitude > 0) table[65_536 - magnitude] = ~(code | 0x80) & 0xff;
  }
  return table;
}
