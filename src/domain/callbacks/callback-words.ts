import type { By } from '../../kernel/by.ts';
import type { Chosen } from '../../kernel/languages.ts';
import type { EffectSettled, LegInput, LineRequest, RingCommand } from '../../telephony/line.ts';
import type { CallbackPolicy } from '../businesses/business.ts';
import type { Device } from '../people/softphone.ts';
import type { Asked, CallbackOutcome, Place, Ringer, TryOutcome } from './callback.ts';
import type { RefusedNumber } from './refused-numbers.ts';

/** What may be asked of a call-back, what it says to the rest of the house, and what its rules may look at. */

export type CallbackCommand =
  | {
      readonly type: 'AskCallback';
      readonly businessId: string;
      readonly callId: string | null;
      /** The queue entry that keeps its place; null: it was asked for without waiting. */
      readonly entryId: string | null;
      readonly place: Place | null;
      readonly caseId: string | null;
      readonly number: string;
      readonly numberFrom: Asked['numberFrom'];
      readonly name: string | null;
      readonly topic: string | null;
      /** Null: the business's first queue. */
      readonly queue: string | null;
      readonly personId: string | null;
      readonly dueAt: number | null;
      /** What the customer was told, and by when that falls due; null: the house says it. */
      readonly told: { readonly words: string; readonly by: number | null } | null;
      readonly language: string;
      readonly story: readonly string[];
      readonly by: By;
    }
  /** The leg of the caller who asked for it has gone: their telephone can ring. */
  | { readonly type: 'CallerHasGone' }
  | { readonly type: 'BeginTry' }
  | { readonly type: 'QuietBegins' }
  /** Nobody of those who were asked for can be reached. */
  | { readonly type: 'NobodyThere'; readonly entryId: string; readonly why: string }
  | {
      readonly type: 'PersonReached';
      readonly callId: string;
      readonly offerId: string;
      readonly personId: string;
      readonly personName: string;
      readonly sid: string;
      readonly device: Device;
    }
  | RingCommand
  | { readonly type: 'TakeTurn'; readonly turn: number; readonly input: LegInput }
  /** No news came of the customer's telephone for longer than it can ring. */
  | { readonly type: 'RingLost' }
  /** The customer and the person are in one room. */
  | { readonly type: 'NoteTogether'; readonly callId: string }
  /** The call of a try has ended. */
  | { readonly type: 'CallOver'; readonly callId: string; readonly by: string }
  /** The customer rings us and takes the place that was kept. */
  | { readonly type: 'CustomerRangIn'; readonly callId: string }
  | { readonly type: 'CancelCallback'; readonly by: By; readonly why: string }
  | {
      readonly type: 'RescheduleCallback';
      readonly by: By;
      readonly dueAt: number;
      readonly words: string | null;
    }
  | {
      readonly type: 'SettleCallback';
      readonly by: By;
      readonly outcome: 'voicemail' | 'talked';
      readonly note: string | null;
    }
  | EffectSettled;

interface Of {
  readonly callbackId: string;
  readonly businessId: string;
  readonly caseId: string | null;
  readonly at: number;
}

export type CallbackEvent =
  | (Of & {
      readonly type: 'CallbackAsked';
      readonly asked: Asked;
      readonly entryId: string | null;
      readonly promiseId: string;
    })
  | (Of & { readonly type: 'CallbackScheduled'; readonly nextAt: number; readonly why: string })
  /** It stands in the line, at its place. */
  | (Of & {
      readonly type: 'CallbackInLine';
      readonly entryId: string;
      /** The call that the next try would make. */
      readonly callId: string;
      readonly asked: Asked;
      readonly only: readonly string[] | null;
    })
  /** It leaves the line without being rung. */
  | (Of & { readonly type: 'CallbackOffLine'; readonly entryId: string; readonly why: string })
  /** Somebody said yes when they were needed no more. */
  | (Of & { readonly type: 'RingerNotNeeded'; readonly offerId: string; readonly why: string })
  | (Of & {
      readonly type: 'CustomerRung';
      readonly n: number;
      readonly callId: string;
      readonly entryId: string;
      readonly ringer: Ringer;
      /** The business's number, shown to the customer. */
      readonly from: string;
      readonly asked: Asked;
    })
  | (Of & { readonly type: 'CustomerLegKnown'; readonly n: number; readonly sid: string })
  | (Of & {
      readonly type: 'CustomerPickedUp';
      readonly n: number;
      readonly callId: string;
      readonly sid: string;
    })
  /** The customer has heard who rings. */
  | (Of & {
      readonly type: 'CustomerGreeted';
      readonly callId: string;
      readonly noticeGiven: boolean;
      readonly ringer: Ringer;
      readonly input: LegInput;
    })
  | (Of & { readonly type: 'CallbackTogether'; readonly callId: string })
  | (Of & { readonly type: 'CustomerHungUp'; readonly callId: string })
  | (Of & {
      readonly type: 'VoicemailWanted';
      readonly callId: string;
      readonly words: string;
      readonly by: string;
    })
  /** What came of one try. */
  | (Of & {
      readonly type: 'CallbackAttempted';
      readonly n: number;
      readonly callId: string;
      readonly outcome: TryOutcome;
      readonly why: string;
      /** The promise that this keeps; null: it was kept before, or nobody could have heard it. */
      readonly promiseId: string | null;
      readonly by: By;
      readonly words: string;
    })
  /** The customer's telephone does not ring any more: the call of the try is over. */
  | (Of & { readonly type: 'CustomerNotReached'; readonly callId: string; readonly why: string })
  | (Of & {
      readonly type: 'CallbackRescheduled';
      readonly dueAt: number;
      readonly words: string;
      readonly promisedBy: number;
      readonly by: By;
      /** The promise that is not owed any more, and the one that is. */
      readonly oldPromiseId: string | null;
      readonly promiseId: string;
      readonly asked: Asked;
    })
  | (Of & {
      readonly type: 'CallbackDone';
      readonly outcome: CallbackOutcome;
      readonly by: By;
      /** The promise that is still owed. */
      readonly promiseId: string | null;
      readonly words: string;
      readonly why: string;
    })
  | (Of & {
      readonly type: 'CallbackGivenUp';
      readonly outcome: CallbackOutcome;
      /** The promise that is still owed. */
      readonly promiseId: string | null;
      readonly words: string;
      readonly why: string;
    });

export type CallbackEffect = LineRequest;

/** What a rule may look at besides the call-back. */
export interface CallbackFacts {
  readonly business: {
    readonly id: string;
    readonly name: string;
    readonly number: string;
    readonly timezone: string;
    readonly policy: CallbackPolicy;
    readonly queues: readonly { readonly key: string; readonly name: string }[];
    /** Spoken to the customer before anything is recorded; null: nothing is. */
    readonly notice: Chosen<string> | null;
  };
  /** The number as it is dialled, or why it is not. */
  readonly number:
    { readonly e164: string; readonly zones: readonly string[] } | { readonly refused: RefusedNumber };
  /** Another call-back that is open for this number. */
  readonly open: string | null;
  /** The customer has us on the line already, or is being rung. */
  readonly engaged: boolean;
  readonly person: { readonly personId: string; readonly name: string } | null;
  /** The open case of the caller who asks for it on the telephone; null: there is none, or it is not clear which. */
  readonly caseId: string | null;
  /** As the telephone company sent it with the call in which it is asked for. */
  readonly callerName: string | null;
}
