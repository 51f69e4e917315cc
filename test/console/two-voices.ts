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
