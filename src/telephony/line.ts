import { spokenLanguage, staffLanguage } from '../kernel/languages.ts';

/**
 * What we ask of any telephone company, and what it tells us, in our words.
 * `telephony/twilio/` speaks them to Twilio; no noun knows another language.
 */

export type Utterance =
  | { readonly kind: 'say'; readonly text: string; readonly language: string }
  /** `audio`: a path below the server's `/audio/`, or an absolute URL. */
  | { readonly kind: 'play'; readonly audio: string }
  | { readonly kind: 'pause'; readonly seconds: number };

/** The house's own words for a caller of this language (BCP 47), by a voice of the language that the words are in. */
export function said(text: string, language: string): Utterance {
  return { kind: 'say', text, language: spokenLanguage(language) };
}

/** The house's own words for one of its people, who hear English whatever the caller speaks. */
export function saidToStaff(text: string, language: string): Utterance {
  return { kind: 'say', text, language: staffLanguage(language) };
}

/**
 * Where a leg goes next: the decision its next webhook belongs to. `turn` is used once:
 * a webhook that names an older turn is a replay, never news.
 */
export interface Step {
  readonly noun: string;
  readonly id: string;
  readonly turn: number;
  /** In which a caller is spoken to when the step itself cannot be had (BCP 47); left out: the business's first language. */
  readonly language?: string | undefined;
}

/**
 * Where the browser of a person is rung. The identity under which it signs in holds letters, digits and underscores
 * only, which is all that the telephone company allows; ids of people hold no underscore, so that no two become one.
 */
export function browserIdentity(personId: string): string {
  return personId.replaceAll('-', '_');
}

/**
 * The attempt id of a ring that belongs to another noun than `offers`: `<noun>/<id>/<n>`. Offers name their rings by
 * themselves. `n` counts the rings of one instance, from 1.
 */
export function ringOf(noun: string, id: string, n: number): string {
  return `${noun}/${id}/${n}`;
}

/** `parameters` are brought to the browser with the call. */
export function browserAddress(personId: string, parameters: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `client:${browserIdentity(personId)}${given.length === 0 ? '' : `?${given.join('&')}`}`;
}

/** The address without what is brought with the call; null: it is the address of no browser. */
export function plainBrowserAddress(address: string): string | null {
  return address.startsWith('client:') ? (address.split('?')[0] ?? null) : null;
}

/** What one leg does now. Every instruction but the last two leads to a `then`, so that no leg is ever left without a next. */
export type Instruction =
  | { readonly do: 'speak'; readonly utterances: readonly Utterance[]; readonly then: Step }
  | {
      readonly do: 'listen';
      readonly utterances: readonly Utterance[];
      readonly keys: { readonly max: number; readonly finishOn: '#' | '' } | null;
      readonly speech: { readonly language: string; readonly hints: readonly string[] } | null;
      /** Seconds of silence after the utterances before the step is asked with nothing. */
      readonly timeoutSeconds: number;
      readonly then: Step;
    }
  | {
      readonly do: 'take-message';
      readonly utterances: readonly Utterance[];
      readonly maxSeconds: number;
      readonly then: Step;
    }
  /** Joins the conversation room; `then` is asked when the leg leaves it alive. */
  | { readonly do: 'join-room'; readonly room: string; readonly label: string; readonly then: Step }
  | { readonly do: 'hang-up'; readonly utterances: readonly Utterance[] }
  /** Only as the first instruction of a call: not answered, not billed. */
  | { readonly do: 'refuse-call'; readonly reason: 'busy' | 'rejected' };

interface Request {
  /** The intent's own name; an attempt id for a ring. Carried in every callback URL. */
  readonly id: string;
  readonly callId: string;
}

/** Effects of kind `line.*`. A leg is named by its sid, or by the ring that made it when the sid may not be known yet. */
export type LineRequest = Request &
  (
    | {
        readonly kind: 'line.ring';
        /** A number in E.164, or the address of a browser. */
        readonly to: string;
        readonly from: string;
        /** How long it may ring, in seconds. */
        readonly ringSeconds: number;
        /** Asked when somebody or something picks up. */
        readonly answered: Step;
      }
    | { readonly kind: 'line.move'; readonly sid: string; readonly step: Step }
    /** Asks how a leg is doing; its result is `{ sid, status }`, the status `live` or how the leg ended (`LegEnding`). */
    | { readonly kind: 'line.check'; readonly sid: string }
    | { readonly kind: 'line.end'; readonly leg: { readonly sid: string } | { readonly ring: string } }
    | {
        readonly kind: 'line.hold';
        readonly room: string;
        readonly sid: string;
        /** Said first, then music until released. */
        readonly utterances: readonly Utterance[];
      }
    | { readonly kind: 'line.release'; readonly room: string; readonly sid: string }
    | {
        readonly kind: 'line.announce';
        readonly room: string;
        readonly sid: string;
        readonly utterances: readonly Utterance[];
      }
    | { readonly kind: 'line.mute'; readonly room: string; readonly sid: string; readonly muted: boolean }
    | { readonly kind: 'line.record'; readonly sid: string }
    | {
        readonly kind: 'line.set-recording';
        readonly sid: string;
        readonly recordingSid: string;
        readonly status: 'paused' | 'in-progress' | 'stopped';
        /** What a pause leaves in the file; silence of its length when it is not said. */
        readonly pauseBy?: 'silence' | 'skip';
      }
    /**
     * Writes down what is said on a leg: `wordsHeard` names this request's id. The leg is not named `sid`, because this
     * must never stand in the way of what the caller waits for.
     */
    | { readonly kind: 'line.transcribe'; readonly leg: string; readonly language: string }
    /** `session`: id of the `line.transcribe` that ends. */
    | { readonly kind: 'line.end-transcript'; readonly leg: string; readonly session: string }
    /** Downloads the file into our own store; its result is `{ path, sha256, bytes, durationMs }`. */
    | { readonly kind: 'line.fetch-recording'; readonly recordingSid: string; readonly recordingId: string }
    /** Removes the provider's copy. */
    | { readonly kind: 'line.delete-recording'; readonly recordingSid: string }
  );

/** How an effect ended, told to the noun that asked for it as the command `EffectSettled`. */
export type EffectSettled = {
  readonly type: 'EffectSettled';
  readonly effectId: string;
  readonly kind: string;
} & (
  | { readonly outcome: 'done'; readonly result: Readonly<Record<string, string | number>> }
  | {
      readonly outcome: 'failed';
      /** `gone`: the leg or room had ended already; `refused`: it will never work; `gave-up`: retries are used up. */
      readonly why: 'gone' | 'refused' | 'gave-up';
      readonly reason: string;
    }
);

/** What a leg brought with it to a step. */
export interface LegInput {
  readonly sid: string;
  readonly keys?: string;
  readonly speech?: { readonly text: string; readonly confidence: number | null };
  readonly message?: { readonly recordingSid: string; readonly durationSeconds: number };
}

/** A text message that is to be sent. `id`: the intent's own name, carried in the callback URL. */
export interface TextRequest {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export type LegEnding = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** What a noun other than `offers` hears of a leg that was rung for it; `ring` is the attempt id. */
export type RingCommand =
  | {
      readonly type: 'RingProgressed';
      readonly ring: string;
      readonly sid: string;
      readonly status: 'ringing' | 'answered';
    }
  | { readonly type: 'LegEnded'; readonly ring: string; readonly sid: string; readonly how: LegEnding };

/** What the line tells the application. Each is answered only when it is on disk. */
export interface LineListener {
  callArrived(call: {
    readonly sid: string;
    readonly from: string;
    readonly to: string;
    readonly callerName: string | null;
  }): Promise<Instruction>;

  /** A leg asks what to do next. `null`: the step was used already or its call is unknown. */
  legTurned(step: Step, input: LegInput): Promise<Instruction | null>;

  /** Progress of a leg that we rang; `ring` is the attempt id. */
  ringProgressed(
    ring: string,
    leg: { readonly sid: string; readonly status: 'ringing' | 'answered' },
  ): Promise<void>;

  /** A leg ended: ours by its ring, a caller's by its sid. */
  legEnded(leg: {
    readonly sid: string;
    readonly ring: string | null;
    readonly how: LegEnding;
    readonly at: number;
  }): Promise<void>;

  roomChanged(change: {
    readonly room: string;
    readonly sid: string;
    readonly what: 'joined' | 'left';
    readonly conferenceSid: string;
    readonly sequence: number;
  }): Promise<void>;

  recordingChanged(recording: {
    /** Id of the `line.record` effect, when it was asked for by us. */
    readonly asked: string | null;
    readonly recordingSid: string;
    readonly callSid: string;
    readonly status: 'in-progress' | 'paused' | 'stopped' | 'completed' | 'absent';
    readonly durationSeconds: number | null;
  }): Promise<void>;

  /** Somebody said something on a leg that is being written down. */
  wordsHeard(heard: HeardWords): Promise<void>;

  /** Progress of a text message of ours; `asked` is the id of its request. */
  textProgressed(
    asked: string,
    text: {
      readonly sid: string;
      readonly status: 'sent' | 'delivered' | 'failed';
      /** In words, of a failure. */
      readonly reason: string | null;
    },
  ): Promise<void>;

  /** Somebody sent a text message to a number of ours. Returns what is answered, or null. */
  textArrived(text: {
    readonly sid: string;
    readonly from: string;
    readonly to: string;
    readonly text: string;
  }): Promise<string | null>;

  /** What is said can no longer be written down; the call is not touched by it. */
  transcriptionBroke(broken: { readonly asked: string; readonly problem: string }): Promise<void>;
}

export interface HeardWords {
  /** Id of the `line.transcribe` effect that asked for it. */
  readonly asked: string;
  /** The party of the leg itself, or whoever it listens to. */
  readonly party: 'caller' | 'people';
  readonly text: string;
  /** False: a guess that may still change. */
  readonly final: boolean;
  /** 0 to 1; null when the line does not say. */
  readonly confidence: number | null;
  /** When they had been said, epoch ms. */
  readonly at: number;
  /** Counts the news of one session. */
  readonly sequence: number;
}
