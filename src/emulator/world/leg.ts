import type { Side, Sound } from '../audio/timeline.ts';
import type { EmulatorClock } from '../clock.ts';
import { Ear } from './ear.ts';
import { CookieJar } from '../webhooks/cookies.ts';
import type { Callback, CallRecord, CallStatus } from './records.ts';
import { Scope } from './scope.ts';
import type { PlayingSound, Tape } from './tape.ts';
import type { Fallback } from './world.ts';

/** Whatever carries one party's voice to others: a bridge of two, or a conference room. */
export interface Circuit {
  hearersOf(speaker: Leg): readonly Leg[];
  /** Recordings of the circuit itself. */
  tapesFor(speaker: Leg): readonly { readonly tape: Tape; readonly side: Side }[];
}

/** Told when a party speaks. The words are null when they come by microphone: nobody here understands spoken words. */
export interface SpeechListener {
  started(words: string | null): void;
  ended(words: string | null): void;
}

/** Writes down as text what a leg says (`near`) and is sent (`far`). */
export interface Scribe {
  add(side: Side, sound: Sound): PlayingSound;
}

const finalStatuses: readonly CallStatus[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

/** Whether a call that is in this status never leaves it. */
export function isFinal(status: CallStatus): boolean {
  return finalStatuses.includes(status);
}

/**
 * One party's connection. Holds what is true of it now; `Legs` changes its status, the player gives it something to hear.
 */
export class Leg {
  readonly record: CallRecord;
  /** Who speaks here: the party's own number, also the name of their voice. */
  readonly party: string;
  /** Further fields that go with every webhook of this leg (geography, caller verification …). */
  readonly extra: Readonly<Record<string, string>>;
  readonly cookies = new CookieJar();
  /** Ends when the leg ends. */
  readonly lifetime: Scope;
  readonly tapes = new Set<Tape>();
  readonly scribes = new Set<Scribe>();
  readonly keyListeners = new Set<(key: string) => void>();
  /** Told once, when the leg is answered. */
  readonly answerListeners = new Set<() => void>();
  readonly speechListeners = new Set<SpeechListener>();
  /** What this party is sent just now, for whoever listens with real ears. */
  readonly ear: Ear;
  statusCallback: Callback | null = null;
  fallback: Fallback | null = null;
  timeLimitSeconds: number | null = null;
  /** What controls the leg now. */
  turn: Scope | null = null;
  circuit: Circuit | null = null;
  /** The other half of a call between two numbers of this account: what one is told, the other says. */
  mirror: Leg | null = null;
  /** Has it begun to ring at the far end? */
  isRinging = false;
  speakingUntil = 0;
  statusEventsSent = 0;
  /** Documents fetched at the same instant of emulated time: a guard against loops that take no time. */
  documentsAt: { at: number; count: number } = { at: 0, count: 0 };
  readonly #clock: EmulatorClock;
  readonly #ownSounds = new Set<PlayingSound>();
  #isVoiceLive = false;

  constructor(clock: EmulatorClock, record: CallRecord, extra: Readonly<Record<string, string>> = {}) {
    this.#clock = clock;
    this.record = record;
    this.extra = extra;
    this.party = record.direction === 'inbound' ? record.from : record.to;
    this.ear = new Ear(() => clock.now());
    this.lifetime = new Scope(clock);
    this.lifetime.onEnd(() => this.silence());
  }

  get sid(): string {
    return this.record.sid;
  }

  get isOver(): boolean {
    return isFinal(this.record.status);
  }

  get isAnswered(): boolean {
    return this.record.status === 'in-progress';
  }

  /** Does this party speak just now, in typed words or by microphone? */
  get isSpeaking(): boolean {
    return this.#isVoiceLive || this.speakingUntil > this.#clock.now();
  }

  /** The party's microphone begins or ceases to carry a voice. */
  voiceHeard(isVoiceLive: boolean): void {
    if (this.#isVoiceLive === isVoiceLive) return;
    this.#isVoiceLive = isVoiceLive;
    for (const listener of this.speechListeners) {
      if (isVoiceLive) listener.started(null);
      else listener.ended(null);
    }
  }

  hear(verb: string, text: string): void {
    this.record.heard.push({ at: this.#clock.now(), verb, text });
  }

  /** This party is sent a sound: it hears it, and the tapes that run on this leg have it. */
  receive(sound: Sound): PlayingSound {
    return together([
      this.ear.begin(sound),
      ...[...this.tapes].map((tape) => tape.add('far', sound)),
      ...[...this.scribes].map((scribe) => scribe.add('far', sound)),
    ]);
  }

  /** Writes what this party says on every tape that can hear it; `silence` cuts it short until `soundEnded`. */
  emit(sound: Sound, hearers: readonly Leg[]): PlayingSound {
    const playing = together([
      ...[...this.tapes].map((tape) => tape.add('near', sound)),
      ...[...this.scribes].map((scribe) => scribe.add('near', sound)),
      ...(this.circuit?.tapesFor(this) ?? []).map(({ tape, side }) => tape.add(side, sound)),
      ...hearers.map((hearer) => hearer.receive(sound)),
    ]);
    this.#ownSounds.add(playing);
    return playing;
  }

  /** Forgets a sound of this party that was heard to its end. */
  soundEnded(playing: PlayingSound): void {
    this.#ownSounds.delete(playing);
  }

  /** Cuts whatever this party is just saying. */
  silence(): void {
    for (const playing of this.#ownSounds) playing.cut();
    this.#ownSounds.clear();
  }
}

function together(sounds: readonly PlayingSound[]): PlayingSound {
  return {
    cut: () => {
      for (const sound of sounds) sound.cut();
    },
  };
}
