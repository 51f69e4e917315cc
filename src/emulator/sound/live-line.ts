import { addMuLaw, saturateToMuLaw } from '../audio/g711.ts';
import { samplesIn } from '../audio/pcm.ts';
import { ringBackRound } from '../audio/tones.ts';
import type { HeardSound } from '../world/ear.ts';
import type { Leg } from '../world/leg.ts';
import { FRAME_SAMPLES, SILENT_FRAME } from './frame.ts';
import { JitterQueue } from './jitter-queue.ts';
import type { SoundLine } from './line.ts';
import type { MediaPeer } from './media-peer.ts';
import { PlayedSound, record } from './played-sound.ts';
import { VoiceDetector } from './voice-detector.ts';

export interface LineParts {
  readonly leg: Leg;
  readonly peer: MediaPeer;
  /** Emulated time. */
  readonly now: () => number;
  readonly onKey: (key: string) => void;
  readonly onDetached: (line: LiveLine) => void;
  /** Told of a sound that could not be made. */
  readonly onTrouble: (error: unknown) => void;
}

/** Speech takes a moment to be made, more on a busy machine; who listens from the start shall not miss the first words. */
const forgivenLatenessMs = 1_500;
/** Whoever begins to listen later than this has come in the middle. */
const startMs = 100;
const longestRingMs = 3_600_000;
// The tick is one piece of work, so one sum does for all lines.
const sum = new Int32Array(FRAME_SAMPLES);

/** See `SoundLine`. What is sent each 20 ms is all that the leg is sent, made to sound, and the live voices it should hear. */
export class LiveLine implements SoundLine {
  readonly leg: Leg;
  readonly peer: MediaPeer;
  readonly queue = new JitterQueue();
  readonly #parts: LineParts;
  readonly #voice = new VoiceDetector();
  readonly #playing = new Map<HeardSound, PlayedSound | 'being made'>();
  readonly #mixed = new Uint8Array(FRAME_SAMPLES);
  #voices: Uint8Array[] = [];
  #ringing: PlayedSound | null = null;
  #lastFrameAt = performance.now();
  #isDetached = false;

  constructor(parts: LineParts) {
    this.#parts = parts;
    this.leg = parts.leg;
    this.peer = parts.peer;
    this.peer.onFrame((frame) => {
      if (this.#isDetached) return;
      this.#lastFrameAt = performance.now();
      this.queue.push(frame);
    });
    this.peer.onKey((key) => {
      if (!this.#isDetached) parts.onKey(key);
    });
    this.peer.onState((state) => {
      if (state === 'failed' || state === 'closed') this.detach();
    });
    this.leg.ear.listener = {
      began: (heard) => this.#begin(heard),
      cut: (heard) => this.#playing.delete(heard),
    };
    for (const heard of this.leg.ear.sounds()) this.#begin(heard);
  }

  silentForMs(): number {
    return performance.now() - this.#lastFrameAt;
  }

  detach(): void {
    if (this.#isDetached) return;
    this.#isDetached = true;
    this.leg.ear.listener = null;
    this.#playing.clear();
    this.leg.voiceHeard(false);
    this.#parts.onDetached(this);
    this.peer.close();
  }

  /** The frame of this tick that the person's microphone carries, when there is anything to hear in it. */
  takeFrame(): Uint8Array | null {
    const frame = this.queue.pop();
    this.#voice.hear(frame);
    this.leg.voiceHeard(this.#voice.isSpeaking);
    return frame;
  }

  /** In this tick the person hears this live voice, too. */
  addVoice(frame: Uint8Array): void {
    this.#voices.push(frame);
  }

  /** Sends what the person hears in this tick. */
  sendFrame(): void {
    this.peer.send(this.#mix());
    if (this.#voices.length > 0) this.#voices = [];
  }

  #mix(): Uint8Array {
    const [voice] = this.#voices;
    this.#ring();
    if (this.#playing.size === 0 && !this.#ringing) {
      if (!voice) return SILENT_FRAME;
      if (this.#voices.length === 1) return voice;
    }
    sum.fill(0);
    for (const frame of this.#voices) addMuLaw(sum, frame);
    for (const [heard, played] of this.#playing) {
      if (played === 'being made') continue;
      if (played.isOver) this.#playing.delete(heard);
      else played.addTo(sum);
    }
    this.#ringing?.addTo(sum);
    saturateToMuLaw(sum, this.#mixed);
    return this.#mixed;
  }

  /** Whoever rings somebody hears it ring until there is something else to hear. */
  #ring(): void {
    const { record: call } = this.leg;
    const rings = call.direction === 'inbound' && call.status === 'ringing';
    if (!rings || this.#playing.size > 0 || this.#voices.length > 0) this.#ringing = null;
    else this.#ringing ??= ringing();
  }

  #begin(heard: HeardSound): void {
    this.#playing.set(heard, 'being made');
    const forgivenMs = this.#ageOf(heard) <= startMs ? forgivenLatenessMs : 0;
    record(heard.sound).then(
      (recorded) => {
        if (!this.#playing.has(heard)) return;
        const lateMs = this.#ageOf(heard);
        this.#playing.set(heard, new PlayedSound(recorded, lateMs <= forgivenMs ? 0 : samplesIn(lateMs)));
      },
      (error: unknown) => {
        this.#playing.delete(heard);
        this.#parts.onTrouble(error);
      },
    );
  }

  #ageOf(heard: HeardSound): number {
    return this.#parts.now() - heard.at;
  }
}

function ringing(): PlayedSound {
  return new PlayedSound({ samples: ringBackRound(), length: samplesIn(longestRingMs) });
}
