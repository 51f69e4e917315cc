/** A WAV file of 16-bit samples at 8 kHz; `sample` gives -1 to 1 for a channel at a moment in seconds. */
export function wavFile(
  seconds: number,
  sample: (atSeconds: number, channel: number) => number,
  channels = 2,
): Buffer {
  const rate = 8_000;
  const frames = Math.round(seconds * rate);
  const file = Buffer.alloc(44 + frames * 2 * channels);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2 * channels, 28);
  file.writeUInt16LE(2 * channels, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(frames * 2 * channels, 40);
  for (let frame = 0; frame < frames; frame += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      const value = Math.round(sample(frame / rate, channel) * 32_767);
      file.writeInt16LE(value, 44 + (frame * channels + channel) * 2);
    }
  }
  return file;
}
