import { z } from 'zod';
import { By, Owner, Party } from '../../kernel/by.ts';
import type { ClimbWanted } from '../ladders/ladder.ts';
import type { NoticeWanted } from '../notices/notice.ts';

/** Something that was said to a caller, with its deadline. It ends kept or released; broken, it is still owed. */

export const PromiseKind = z.enum(['call-back', 'update', 'answer', 'wait', 'action']);
export type PromiseKind = z.infer<typeof PromiseKind>;

const details = {
  businessId: z.string(),
  caseId: z.string().nullable(),
  callId: z.string().nullable(),
  what: PromiseKind,
  /** As said to the caller. */
  words: z.string(),
  to: Party,
  /** Who keeps it. */
  owner: Owner,
  /** Of which queue the caller was; null when of none. */
  queue: z.string().nullable(),
  by: By,
  why: z.string(),
  madeAt: z.number(),
  dueAt: z.number(),
  /** Null: its owner is not warned. */
  warnAt: z.number().nullable(),
  /** When its deadline passed unkept; null when it did not. */
  brokenAt: z.number().nullable(),
  /** How often people were told that it is broken: names the climbs. */
  climbs: z.number().int(),
};

export const CallerPromise = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('open'), ...details }),
  z.object({
    status: z.literal('kept'),
    keptAt: z.number(),
    late: z.boolean(),
    keptBy: By,
    how: z.string(),
    ...details,
  }),
  /** The deadline passed. It is still owed, and people are told until it is kept or released. */
  z.object({ status: z.literal('broken'), takenBy: z.string().nullable(), ...details }),
  /** Nothing is owed any more. */
  z.object({
    status: z.literal('released'),
    releasedAt: z.number(),
    releasedBy: By,
    releasedWhy: z.string(),
    ...details,
  }),
]);
export type CallerPromise = z.infer<typeof CallerPromise>;
export type MadePromise = Exclude<CallerPromise, { status: 'none' }>;
export type OwedPromise = Extract<CallerPromise, { status: 'open' | 'broken' }>;

export type PromiseCommand =
  | {
      readonly type: 'MakePromise';
      readonly businessId: string;
      readonly caseId: string | null;
      readonly callId: string | null;
      readonly what: PromiseKind;
      readonly words: string;
      readonly dueAt: number;
      readonly to: Party;
      readonly by: By;
      readonly owner: Owner;
      readonly queue?: string | null;
      /** Milliseconds before the deadline; null: no warning. */
      readonly warnBeforeMs: number | null;
      readonly why: string;
    }
  /** A waiting caller was told how long it usually takes. */
  | {
      readonly type: 'NoteWaitTold';
      readonly businessId: string;
      readonly callId: string;
      readonly entryId: string;
      readonly toldRange: { readonly fromSeconds: number; readonly toSeconds: number };
    }
  /** The wait is over: `served` keeps the promise, `nobody` breaks it, the others release it. */
  | { readonly type: 'WaitEnded'; readonly how: 'served' | 'left' | 'hung-up' | 'nobody' }
  /** A caller was told when to expect an answer, and nobody who knows could be had. */
  | {
      readonly type: 'NoteAnswerOwed';
      readonly businessId: string;
      readonly callId: string;
      readonly escalationId: string;
    }
  | { readonly type: 'KeepPromise'; readonly by: By; readonly how: string }
  | { readonly type: 'ReleasePromise'; readonly by: By; readonly why: string }
  | { readonly type: 'WarnNow' }
  | { readonly type: 'DeadlinePassed' }
  /** Broken, and nothing came of it yet: people are told again. */
  | { readonly type: 'TellAgain' }
  /** Somebody said "I have it" to the news that it is broken. */
  | {
      readonly type: 'PromiseReached';
      readonly personId: string;
      readonly name: string;
      readonly how: string;
    }
  | { readonly type: 'PromiseUnreached'; readonly why: string };

interface Of {
  readonly promiseId: string;
  readonly businessId: string;
  readonly caseId: string | null;
  readonly callId: string | null;
  readonly at: number;
}

export type PromiseEvent =
  | (Of & {
      readonly type: 'PromiseMade';
      readonly made: Omit<Extract<CallerPromise, { status: 'open' }>, 'status'>;
    })
  /** Soon due; `notice` goes to its owner, or to whoever leads the queue. */
  | (Of & {
      readonly type: 'PromiseNear';
      readonly notice: { readonly id: string; readonly wanted: NoticeWanted } | null;
      readonly why: string;
    })
  | (Of & {
      readonly type: 'PromiseKept';
      readonly by: By;
      readonly how: string;
      readonly late: boolean;
      /** The climb that is not needed any more. */
      readonly climbId: string | null;
      readonly words: string;
    })
  /** `climb` is null for a wait: the caller's escalation is under way already. `again`: it was broken before. */
  | (Of & {
      readonly type: 'PromiseBroken';
      readonly climb: ClimbWanted | null;
      readonly again: boolean;
      readonly words: string;
      readonly why: string;
    })
  | (Of & {
      readonly type: 'BrokenPromiseTaken';
      readonly personId: string;
      readonly name: string;
      readonly how: string;
    })
  | (Of & { readonly type: 'BrokenPromiseUnheard'; readonly againAt: number; readonly why: string })
  | (Of & {
      readonly type: 'PromiseReleased';
      readonly by: By;
      readonly why: string;
      readonly climbId: string | null;
      readonly words: string;
    });

/** What a promise's rule may look at besides the promise. */
export interface PromiseFacts {
  /** Who is told when the owner is a queue, or when the owner is silent: the managers' ladder. */
  readonly managers: readonly { readonly name: string; readonly people: readonly string[] }[];
  /** First of those who lead, with a name; null when the business has none. */
  readonly lead: { readonly personId: string; readonly name: string } | null;
  /** The case of the call, when the promise was not made from a case. */
  readonly caseId: string | null;
  /** The caller and the queue of a wait. */
  readonly wait: {
    readonly joinedAt: number;
    readonly queue: string | null;
    readonly queueName: string;
    readonly language: string;
    readonly to: Party;
  } | null;
  /** What the caller was told of when to expect an answer. */
  readonly answer: {
    readonly toldAt: number;
    readonly topicName: string;
    readonly answerBy: string;
    readonly timezone: string;
    readonly language: string;
    readonly dueAt: number;
    readonly owner: Owner;
    readonly to: Party;
  } | null;
}
