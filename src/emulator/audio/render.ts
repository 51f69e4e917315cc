import { keyTones } from './dtmf.ts';
import { clampSample, type Pcm, samplesIn } from './pcm.ts';
import { speechDurationMs } from './speech-duration.ts';
import { createSynthesiser, type Synthesiser } from './synthesiser.ts';
import type { Segment, Sound, Timeline } from './timeline.ts';
import { beep, holdMusic, ringBack } from './tones.ts';
import { blankWav, readWav, UnreadableWavError } from './wav.ts';

const ordinarySynthesiser = createSynthesiser();

/**
 * Turns what was written down during a recording into an 8 kHz 16-bit WAV of exactly `durationMs`. With two channels
 * the near side is left and the far side right; with one, both are mixed.
 */
export async function renderTimeline(
  timeline: Timeline,
  synthesiser: Synthesiser = ordinarySynthesiser,
): Promise<Buffer> {
  const frames = samplesIn(timeline.durationMs);
  const { file, samples } = blankWav(timeline.channels, frames);
  for (const segment of timeline.segments) {
    const channel = timeline.channels === 2 && segment.side === 'far' ? 1 : 0;
    mixIn(samples, timeline.channels, channel, segment, await soundOf(segment.sound, synthesiser));
    // Where people spoke live others may be speaking now, and their sound must not wait for a long recording.
    if (segment.sound.kind === 'live') await new Promise((resolve) => setImmediate(resolve));
  }
  for (const stretch of timeline.muted) {
    const from = Math.max(0, samplesIn(stretch.fromMs));
    const to = Math.min(frames, samplesIn(stretch.toMs));
    samples.fill(0, from * timeline.channels, Math.max(from, to) * timeline.channels);
  }
  return file;
}

/** The samples of one sound, from its beginning. */
export async function soundOf(sound: Sound, synthesiser: Synthesiser = ordinarySynthesiser): Promise<Pcm> {
  switch (sound.kind) {
    case 'speech':
      return synthesiser(sound.text, sound.voice, speechDurationMs(sound.text));
    case 'keys':
      return keyTones(sound.digits);
    case 'beep':
      return beep();
    case 'ringback':
      return ringBack(sound.durationMs);
    case 'music':
      return holdMusic(sound.durationMs);
    case 'file':
      return playFile(sound.bytes, sound.durationMs);
    case 'live':
      return sound.voice.samples();
    default: {
      const unknown: never = sound;
      throw new Error(`A timeline holds a sound that nobody can render: ${JSON.stringify(unknown)}`);
    }
  }
}

/** A file that a telephone cannot play (an MP3, an error page) sounds like music, so that it is audible that something played. */
function playFile(bytes: Buffer | null, durationMs: number): Pcm {
  if (bytes === null) return holdMusic(durationMs);
  try {
    return readWav(bytes).subarray(0, samplesIn(durationMs));
  } catch (error) {
    if (error instanceof UnreadableWavError) return holdMusic(durationMs);
    throw error;
  }
}

function mixIn(samples: Int16Array, channels: 1 | 2, channel: 0 | 1, segment: Segment, sound: Pcm): void {
  const start = samplesIn(segment.startMs);
  const cut = segment.cutAtMs === null ? Infinity : samplesIn(segment.cutAtMs);
  const end = Math.min(start + sound.length, cut, samples.length / channels);
  for (let frame = Math.max(0, start); frame < end; frame++) {
    const at = frame * channels + channel;
    samples[at] = clampSample((samples[at] ?? 0) + (sound[frame - start] ?? 0));
  }
}
