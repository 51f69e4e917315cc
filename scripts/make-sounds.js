import { mkdirSync, writeFileSync } from 'node:fs';

/**
 * Writes the sounds of the telephone in the browser into `public/sounds/`: telephone quality (8 kHz, mono, 16 bit), a few kilobytes each.
 * The console uses these and no others, so that nothing is fetched from outside. Run by hand when a sound is to change.
 */
const RATE = 8_000;
const EDGE_SECONDS = 0.01;

/** Notes as [begin in s, length in s, loudness 0 to 1, frequencies in Hz], in a file of `seconds`. */
function wave(seconds, notes) {
  const samples = new Float64Array(Math.round(seconds * RATE));
  for (const [begin, length, loudness, ...frequencies] of notes) {
    const first = Math.round(begin * RATE);
    const count = Math.round(length * RATE);
    for (let at = 0; at < count; at += 1) {
      // Soft edges: a tone that begins at full strength clicks in a headset.
      const edge = Math.min(1, at / RATE / EDGE_SECONDS, (count - at) / RATE / EDGE_SECONDS);
      const sum = frequencies.reduce((all, hz) => all + Math.sin((2 * Math.PI * hz * at) / RATE), 0);
      samples[first + at] += (edge * loudness * sum) / frequencies.length;
    }
  }
  return samples;
}

function wav(samples) {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples.length * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, at) => file.writeInt16LE(Math.round(sample * 32_000), 44 + at * 2));
  return file;
}

// ITU-T Q.23: each key is the sum of the tone of its row and the tone of its column.
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'star', '0', 'hash'];

const files = {
  ring: wave(3, [
    [0, 0.4, 0.8, 480, 600],
    [0.6, 0.4, 0.8, 480, 600],
  ]),
  test: wave(1.2, [
    [0, 0.3, 0.5, 440],
    [0.35, 0.3, 0.5, 554],
    [0.7, 0.4, 0.5, 659],
  ]),
  outgoing: wave(0.3, [[0, 0.2, 0.3, 600]]),
  disconnect: wave(0.5, [
    [0, 0.15, 0.3, 480],
    [0.2, 0.2, 0.3, 360],
  ]),
  ...Object.fromEntries(
    KEYS.map((key, at) => [
      `key-${key}`,
      wave(0.2, [[0, 0.16, 0.4, ROWS[Math.floor(at / 3)], COLUMNS[at % 3]]]),
    ]),
  ),
};

mkdirSync('public/sounds', { recursive: true });
for (const [name, samples] of Object.entries(files)) writeFileSync(`public/sounds/${name}.wav`, wav(samples));
