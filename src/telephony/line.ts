/**
 * What we ask of any telephone company, and what it tells us, in our words.
 * `telephony/twilio/` speaks them to Twilio; no noun knows another language.
 */

export type Utterance =
  | { readonly kind: 'say'; readonly text: string; readonly language: string }
  /** `audio`: a path below the server's `/audio/`, or an absolute URL. */
  | { readonly kind: 'play'; readonly audio: string }
  | { readonly kind: 'pause'; readonly seconds: number };

/**
 * Where a leg goes next: the decision its next webhook belongs to. `turn` is used once:
 * a webhook that names an older turn is a replay, never news.
 */
export interface Step {
  readonly noun: string;
  readonly id: string;
  readonly turn: number;
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
      }
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

export type LegEnding = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

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
}
