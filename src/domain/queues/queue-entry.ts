import { z } from 'zod';
import type { Severity } from '../cases/case.ts';
import type { EffectSettled, LegInput, LineRequest } from '../../telephony/line.ts';
import { RefusedNumber } from '../callbacks/refused-numbers.ts';

/**
 * One caller's wait in one queue. The waiting room is ours: the caller's leg goes round in a loop that we answer,
 * and every turn of it is a sign of life.
 */

/** What a key does while waiting. */
export const WaitingKey = z.enum(['manager', 'step', 'callback']);
export type WaitingKey = z.infer<typeof WaitingKey>;

export const RingBack = z.union([
  /** `spoken`: its digits as they are read out, with a `+` before those of another country. */
  z.object({ number: z.string(), spoken: z.string() }),
  z.object({ refused: RefusedNumber }),
]);
export type RingBack = z.infer<typeof RingBack>;

const Asking = z.discriminatedUnion('what', [
  /** Whether to ring back on this number. */
  z.object({
    what: z.literal('confirm'),
    number: z.string(),
    spoken: z.string(),
    numberFrom: z.enum(['calling', 'keyed']),
  }),
  /** For another number. */
  z.object({ what: z.literal('number'), tries: z.number().int() }),
]);
export type Asking = z.infer<typeof Asking>;

const details = {
  callId: z.string(),
  callerSid: z.string(),
  businessId: z.string(),
  /** Key of the queue; null when particular people were asked for instead. */
  queue: z.string().nullable(),
  queueName: z.string(),
  /** The queue as this caller hears it, where that is not its name. */
  queueSaid: z.string().optional(),
  /** Only these people may be offered the caller; null: whoever serves the queue. */
  only: z.array(z.string()).nullable(),
  strategy: z.enum(['longest-idle', 'ring-all']),
  skills: z.array(z.string()),
  ringSeconds: z.number(),
  waitTargetSeconds: z.number(),
  newsEverySeconds: z.number(),
  /** Whose staff help out from when on. */
  overflow: z.object({ at: z.number(), queue: z.string() }).nullable(),
  overflowing: z.boolean(),
  joinedAt: z.number(),
  /** Lower is served sooner; who comes back from somebody who could not help is before everyone who only waits. */
  rank: z.number(),
  /** Why they are served sooner than they came; null: they are not. */
  ahead: z.string().nullable().default(null),
  topic: z.string().nullable(),
  language: z.string(),
  waitingKeys: z.record(z.string(), WaitingKey),
  story: z.array(z.string()),
  turn: z.number().int(),
  lastNewsAt: z.number(),
  breachedAt: z.number().nullable(),
  managerAsked: z.boolean(),
  /** Said first on the next turn of the loop. */
  pendingWords: z.string().nullable(),
  /** Why the caller goes back to the flow on the next turn. */
  givingBack: z.string().nullable(),
  /** The number on which this caller can be rung back, or why they cannot be. */
  ringBack: RingBack.default({ refused: 'unavailable' }),
  /** What the caller is being asked about a call-back. */
  asking: Asking.nullable().default(null),
};

/** Nobody is on the line: the customer is rung back when this place comes up. */
export const Kept = z.object({
  callbackId: z.string(),
  number: z.string(),
  askedAt: z.number(),
  promisedBy: z.number(),
});
export type Kept = z.infer<typeof Kept>;

export const QueueEntry = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('waiting'), ...details }),
  /** The caller has hung up and is rung back when their turn comes: the place is kept as it was. */
  z.object({ status: z.literal('kept-place'), kept: Kept, ...details }),
  /** A person took the kept place and rings the customer. */
  z.object({ status: z.literal('called-back'), endedAt: z.number(), kept: Kept, ...details }),
  /** Somebody has the caller. */
  z.object({ status: z.literal('served'), endedAt: z.number(), ...details }),
  /** The caller went back to the flow, for a message say. */
  z.object({ status: z.literal('left'), endedAt: z.number(), ...details }),
  /** The caller hung up. */
  z.object({ status: z.literal('abandoned'), endedAt: z.number(), ...details }),
]);
export type QueueEntry = z.infer<typeof QueueEntry>;
export type JoinedEntry = Exclude<QueueEntry, { status: 'none' }>;
export type WaitingEntry = Extract<QueueEntry, { status: 'waiting' }>;
export type KeptEntry = Extract<QueueEntry, { status: 'kept-place' }>;

/** How the caller's leg comes into the waiting loop: it is asking now, or it must be fetched from where it is. */
export type Entrance = 'asking' | 'fetched';

export type QueueCommand =
  | {
      readonly type: 'JoinQueue';
      readonly callId: string;
      readonly callerSid: string;
      readonly businessId: string;
      /** Null: the first queue of the business. */
      readonly queue: string | null;
      readonly only: readonly string[] | null;
      readonly ringSeconds: number | null;
      readonly topic: string | null;
      readonly priority: string | null;
      readonly language: string;
      readonly waitingKeys: Readonly<Record<string, WaitingKey>>;
      readonly story: readonly string[];
      readonly entrance: Entrance;
      /** For callers who come back: since when they first waited; they are served before everyone else. */
      readonly returning: { readonly since: number } | null;
      /** Whose line to the caller was lost a moment ago; they are not the first to be rung. */
      readonly lost: string | null;
      readonly words: string | null;
    }
  | { readonly type: 'TakeTurn'; readonly turn: number; readonly input: LegInput }
  | { readonly type: 'WaitTargetPassed' }
  | { readonly type: 'OverflowDue' }
  /** Something to be told to the caller on the next turn. */
  | { readonly type: 'TellWaiting'; readonly words: string }
  /** Somebody said yes to this caller. */
  | { readonly type: 'ServeCaller' }
  /** Nobody of those asked for can be reached. */
  | { readonly type: 'GiveBack'; readonly reason: string }
  | { readonly type: 'CallerGone' }
  /** A customer is to be rung back: their place stands in the line, whether it was theirs before or is new. */
  | {
      readonly type: 'KeepPlace';
      /** The call that will be made. */
      readonly callId: string;
      readonly businessId: string;
      readonly queue: string;
      readonly only: readonly string[] | null;
      readonly joinedAt: number;
      readonly rank: number;
      readonly topic: string | null;
      readonly language: string;
      readonly story: readonly string[];
      readonly kept: Kept;
    }
  /** A person rings the customer. */
  | { readonly type: 'TakePlace' }
  | { readonly type: 'GiveUpPlace'; readonly why: string }
  /** The caller is served as if they had waited `seconds` longer. */
  | { readonly type: 'RaisePriority'; readonly seconds: number; readonly why: string }
  /** The caller has an open case as severe as this: they are served sooner for it. */
  | { readonly type: 'FollowCase'; readonly number: string; readonly severity: Severity }
  /** The line could not call the caller's leg to the waiting loop: it is asked again. */
  | { readonly type: 'FetchAgain' }
  | EffectSettled;

interface Of {
  readonly entryId: string;
  readonly callId: string;
  readonly businessId: string;
  readonly queue: string | null;
  readonly at: number;
}

export type QueueEvent =
  | (Of & {
      readonly type: 'CallerJoinedQueue';
      readonly entry: Omit<WaitingEntry, 'status'>;
      readonly callerSid: string;
      readonly topic: string | null;
      readonly returning: boolean;
      readonly lost: string | null;
      /** The call-back whose place the caller takes, because they rang us first. */
      readonly reclaims?: string;
    })
  /** What the caller was told about the wait; null: nothing honest could be said. */
  | (Of & {
      readonly type: 'WaitAnnounced';
      readonly told: { readonly fromSeconds: number; readonly toSeconds: number } | null;
    })
  | (Of & { readonly type: 'WaitTurned'; readonly turn: number; readonly news: boolean })
  | (Of & {
      readonly type: 'WaitBreached';
      readonly waitedSeconds: number;
      readonly story: readonly string[];
      readonly topic: string | null;
      readonly language: string;
    })
  | (Of & { readonly type: 'QueueOverflowed'; readonly into: string })
  | (Of & { readonly type: 'GivingBack'; readonly reason: string })
  | (Of & { readonly type: 'WordsWaiting'; readonly words: string })
  | (Of & {
      readonly type: 'ManagerAskedWhileWaiting';
      readonly story: readonly string[];
      readonly topic: string | null;
      readonly language: string;
      readonly waitingSince: number;
    })
  | (Of & {
      readonly type: 'PriorityRaised';
      readonly seconds: number;
      readonly rank: number;
      readonly why: string;
    })
  | (Of & { readonly type: 'CallerServed'; readonly waitedMs: number })
  | (Of & {
      readonly type: 'CallerLeftQueue';
      readonly outcome: { readonly kind: 'key'; readonly key: string } | { readonly kind: 'nobody' };
      readonly words: string | null;
    })
  | (Of & { readonly type: 'CallerAbandoned'; readonly waitedMs: number })
  /** The caller is being asked something about a call-back; null: not any more. */
  | (Of & { readonly type: 'CallbackTalkedOver'; readonly turn: number; readonly asking: Asking | null })
  /** The caller hangs up and is rung back in this place. */
  | (Of & {
      readonly type: 'CallbackWanted';
      readonly callbackId: string;
      readonly kept: Kept;
      readonly numberFrom: 'calling' | 'keyed';
      readonly words: string;
      readonly joinedAt: number;
      readonly rank: number;
      readonly topic: string | null;
      readonly language: string;
      readonly story: readonly string[];
    })
  | (Of & {
      readonly type: 'PlaceKept';
      readonly kept: Kept;
      readonly entry: Omit<WaitingEntry, 'status'>;
    })
  | (Of & { readonly type: 'PlaceTaken'; readonly callbackId: string; readonly waitedMs: number })
  | (Of & {
      readonly type: 'PlaceGivenUp';
      readonly callbackId: string;
      readonly why: string;
      /** Nobody of those who were asked for can be reached. */
      readonly nobody: boolean;
    });

export type QueueEffect = LineRequest;

/** What a queue rule may look at besides its entry. */
export interface QueueFacts {
  readonly queue: {
    readonly key: string;
    readonly name: string;
    readonly spoken?: Readonly<Record<string, string>> | undefined;
    readonly strategy: 'longest-idle' | 'ring-all';
    readonly skills: readonly string[];
    readonly ringSeconds: number;
    readonly waitTargetSeconds: number;
    readonly newsEverySeconds: number;
    readonly overflow: { readonly afterSeconds: number; readonly queue: string } | null;
    /** Of JoinQueue and FollowCase: what the caller is credited with, in seconds of waiting. */
    readonly creditSeconds: number;
  } | null;
  /** Waits of recently served callers of the queue, in ms, newest first. */
  readonly recentWaits: readonly number[];
  /** What is known of ringing this caller back; null where nobody can ask for it. */
  readonly callback: CallbackFacts | null;
}

export interface CallbackFacts {
  readonly ringBack: RingBack;
  /** The caller is to be rung back already: in the place of this entry, or in another line. */
  readonly open: {
    readonly callbackId: string;
    readonly queue: string;
    readonly joinedAt: number;
    readonly rank: number;
  } | null;
  /** The digits that the caller keyed, as a number. */
  readonly keyed: RingBack | null;
  readonly timezone: string;
  readonly withinMinutes: number;
  readonly hours: readonly [string, string];
  /** Of the customer's own day. */
  readonly zones: readonly string[];
}
