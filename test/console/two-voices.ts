import type { RecordingPeaks } from '../../src/contract/api.ts';

/** A WAV file of two people who speak in turns (tones that swell and fade like syllables). @param seconds its length */
export function twoVoices(seconds: number): Buffer {
  const rate = 8_000;
  const frames = rate * seconds;
  const file = Buffer.alloc(44 + frames * 4);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + frames * 4, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 4, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(frames * 4, 40);
  for (let frame = 0; frame < frames; frame += 1) {
    const at = frame / rate;
    const turn = Math.floor(at / 7) % 2;
    const pause = at % 7 > 5.6 || (at > 52 && at < 60);
    const swell =
      Math.max(0, Math.sin(at * 9 + Math.sin(at * 2.3) * 3)) * (0.4 + 0.6 * Math.abs(Math.sin(at * 0.7)));
    const voice = pause
      ? 0
      : Math.round(swell * 9_000 * Math.sin(at * 2 * Math.PI * (turn === 0 ? 180 : 130)));
    file.writeInt16LE(turn === 0 ? voice : 0, 44 + frame * 4);
    file.writeInt16LE(turn === 1 ? voice : 0, 46 + frame * 4);
  }
  return file;
}

/** The shape of such a file as the server gives it, in slices of 50 ms. */
export function shapeOf(file: Buffer): RecordingPeaks {
  const perSlice = 400;
  const slices = Math.ceil((file.length - 44) / 4 / perSlice);
  return {
    sliceMs: 50,
    channels: [0, 1].map((channel) => {
      const pairs = Buffer.alloc(slices * 2);
      for (let slice = 0; slice < slices; slice += 1) {
        let lowest = 0;
        let highest = 0;
        for (let frame = slice * perSlice; frame < (slice + 1) * perSlice; frame += 1) {
          const at = 44 + frame * 4 + channel * 2;
          const sample = at + 2 <= file.length ? file.readInt16LE(at) >> 8 : 0;
          lowest = Math.min(lowest, sample);
          highest = Math.max(highest, sample);
        }
        pairs.writeInt8(lowest, slice * 2);
        pairs.writeInt8(highest, slice * 2 + 1);
      }
      return pairs.toString('base64');
    }),
  };
}
