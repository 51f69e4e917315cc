import type { Effect } from '../../kernel/decision.ts';
import type { LegInput } from '../../telephony/line.ts';
import type { Severity, Tier } from '../cases/case.ts';
import type { WaitingKey } from '../queues/queue-entry.ts';

/** Where a caller is in an IVR flow: what is told to it, and what it says to the rest of the house. The id is the call's. */

export type FlowCommand =
  | {
      readonly type: 'BeginFlow';
      readonly businessId: string;
      readonly flow: string;
      readonly from: string;
      readonly callerName: string | null;
    }
  /** The caller's leg came back from a step: with keys, words, a message, or nothing. */
  | { readonly type: 'TakeTurn'; readonly turn: number; readonly input: LegInput }
  /** Somebody else had the caller and gives them back. */
  | { readonly type: 'ResumeFlow'; readonly outcome: FlowOutcome; readonly words: string | null }
  | { readonly type: 'LeaveFlow' };

/** Why a caller comes back to the flow from a queue or from ringing a person. */
export type FlowOutcome =
  /** Pressed a key that the flow gave a way for while waiting. */
  | { readonly kind: 'key'; readonly key: string }
  /** Nobody could be reached at all. */
  | { readonly kind: 'nobody' };

export type FlowEvent =
  | {
      readonly type: 'FlowBegan';
      readonly callId: string;
      readonly businessId: string;
      readonly flow: string;
      readonly version: string;
      /** The version of every flow that this one may run: the call keeps them to its end. */
      readonly versions: Readonly<Record<string, string>>;
      readonly from: string;
      readonly callerName: string | null;
      readonly language: string;
    }
  | { readonly type: 'StepEntered'; readonly callId: string; readonly flow: string; readonly step: string }
  /** The caller's leg was told something and will come back with this turn, which is used once. */
  | { readonly type: 'TurnGiven'; readonly callId: string; readonly turn: number; readonly awaits: Awaits }
  /** Another flow is run; the caller comes back to `then` of the one that runs it. */
  | {
      readonly type: 'SubflowBegan';
      readonly callId: string;
      readonly flow: string;
      readonly from: string;
      readonly then: string;
    }
  | { readonly type: 'SubflowReturned'; readonly callId: string; readonly flow: string }
  | {
      readonly type: 'CallerChose';
      readonly callId: string;
      readonly step: string;
      /** The option's own words: `Billing`. */
      readonly choice: string;
      readonly by: 'key' | 'speech';
    }
  | { readonly type: 'CallerSilent'; readonly callId: string; readonly step: string; readonly times: number }
  | {
      readonly type: 'CallerNotUnderstood';
      readonly callId: string;
      readonly step: string;
      readonly times: number;
    }
  | {
      readonly type: 'EmergencyDigitsPressed';
      readonly callId: string;
      readonly step: string;
      readonly digits: string;
    }
  | { readonly type: 'LanguageChosen'; readonly callId: string; readonly language: string }
  | {
      readonly type: 'ValueSet';
      readonly callId: string;
      readonly name: string;
      readonly value: string;
      /** For whoever answers; null when it is not theirs to see. */
      readonly label: string | null;
    }
  /** A case is to be opened about the call. */
  | {
      readonly type: 'CaseAsked';
      readonly callId: string;
      readonly businessId: string;
      /** What people call the flow. */
      readonly flowName: string;
      readonly caseId: string;
      readonly topic: string | null;
      readonly reason: string | null;
      readonly severity: Severity | null;
      readonly tier: Tier | null;
      readonly summary: string;
      readonly tags: readonly string[];
    }
  /** The caller has an open case of this topic: it is about that one. */
  | {
      readonly type: 'CaseRecognised';
      readonly callId: string;
      readonly businessId: string;
      readonly flowName: string;
      readonly caseId: string;
      /** It is more severe than it was; null: it stays as it is. */
      readonly severity: Severity | null;
      readonly summary: string;
      readonly tags: readonly string[];
    }
  /** A condition could not be worked out and counted as not met. */
  | {
      readonly type: 'ConditionFailed';
      readonly callId: string;
      readonly step: string;
      readonly condition: number;
      readonly reason: string;
    }
  /** Steps led to steps without end; the caller was taken to a person instead. */
  | {
      readonly type: 'FlowWentAstray';
      readonly callId: string;
      readonly step: string;
      readonly reason: string;
    }
  /** The recording notice was spoken in full. */
  | { readonly type: 'NoticeGiven'; readonly callId: string; readonly notice: string }
  | {
      readonly type: 'QueueAsked';
      readonly callId: string;
      readonly businessId: string;
      readonly queue: string;
      readonly topic: string | null;
      /** A named priority of the business. */
      readonly priority: string | null;
      readonly language: string;
      /** Keys that do something while waiting; `0` is always among them. */
      readonly waitingKeys: Readonly<Record<string, WaitingKey>>;
      /** What the caller chose and said on the way, for whoever answers: `Billing`, `Order 4711`. */
      readonly story: readonly string[];
      readonly from: string;
    }
  | {
      readonly type: 'PersonAsked';
      readonly callId: string;
      readonly businessId: string;
      readonly people: readonly string[];
      readonly ringSeconds: number;
      readonly language: string;
      readonly story: readonly string[];
      readonly from: string;
    }
  /** The caller wants somebody in charge, from a menu. */
  | {
      readonly type: 'ManagerAsked';
      readonly callId: string;
      readonly businessId: string;
      readonly language: string;
      readonly story: readonly string[];
      readonly from: string;
    }
  | {
      readonly type: 'MessageLeft';
      readonly callId: string;
      readonly businessId: string;
      readonly recordingSid: string;
      readonly durationSeconds: number;
      /** Whom it is for: a queue's or person's key. */
      readonly for: string;
    }
  /** The caller is to be rung back, and was told so in these words. */
  | {
      readonly type: 'RingBackChosen';
      readonly callId: string;
      readonly businessId: string;
      readonly number: string;
      readonly numberFrom: 'calling' | 'keyed';
      readonly queue: string | null;
      readonly topic: string | null;
      readonly dueAt: number | null;
      /** `by`: when it falls due, epoch ms. */
      readonly told: { readonly words: string; readonly by: number };
      readonly language: string;
      readonly story: readonly string[];
    }
  | {
      readonly type: 'FlowEnded';
      readonly callId: string;
      readonly how: 'goodbye' | 'left';
      readonly at: number;
    };

/** What the flow waits for from the caller's leg. */
export type Awaits =
  /** Words were spoken; the step goes on when they are over. */
  | { readonly kind: 'spoken' }
  | { readonly kind: 'notice'; readonly notice: string }
  | { readonly kind: 'choice' }
  | { readonly kind: 'digits'; readonly collected: string }
  | { readonly kind: 'confirmation'; readonly digits: string }
  | { readonly kind: 'language' }
  | { readonly kind: 'message'; readonly tries: number }
  | {
      readonly kind: 'ring-back';
      /** Whether on this number, when, or at what time. */
      readonly asks: 'confirm' | 'when' | 'time';
      readonly number: string;
      readonly spoken: string;
      readonly numberFrom: 'calling' | 'keyed';
    }
  | { readonly kind: 'ring-back'; readonly asks: 'number'; readonly tries: number };

/** Flows ask nothing of the outside world themselves. */
export type FlowEffect = Effect & { readonly kind: never };
