import { z } from 'zod';
import { Way } from '../notices/notice.ts';

/**
 * One climb: people are told rung by rung, until one of them says "I have it". It keeps the rungs that it began with,
 * and moves on the clock, or at once where nobody is left to wait for.
 */

/** Whom a rung names. `team`: a role (`manager`), a queue or a topic of the business; its staff are meant. */
export const RungMember = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.string() }),
  z.object({ kind: z.literal('team'), key: z.string() }),
  /** Whoever is on call at the moment at which the rung is reached. */
  z.object({ kind: z.literal('rota'), id: z.string() }),
]);
export type RungMember = z.infer<typeof RungMember>;

export const ClimbRung = z.object({
  name: z.string(),
  who: z.array(RungMember),
  /** `together`: all at once; `in-turn`: one after the other, each for as long as the patience lasts. */
  order: z.enum(['together', 'in-turn']),
  ways: z.array(Way).min(1),
  /** How long an acknowledgement is waited for: of the rung when all are told together, of each person in turn. */
  patienceSeconds: z.number().int().min(1),
});
export type ClimbRung = z.infer<typeof ClimbRung>;

/** What is climbed for. */
export const ClimbAbout = z.object({
  noun: z.enum(['cases', 'messages', 'approvals', 'promises']),
  id: z.string(),
});
export type ClimbAbout = z.infer<typeof ClimbAbout>;

export const ClimbWanted = z.object({
  climbId: z.string(),
  businessId: z.string(),
  about: ClimbAbout,
  caseId: z.string().nullable(),
  callId: z.string().nullable(),
  /** One line: `Case 1042: refund of £80 for Mrs Byrne`. */
  subject: z.string(),
  text: z.string(),
  rungs: z.array(ClimbRung),
  /** How often the whole ladder is begun again after the first time; 0: once is all. */
  repeats: z.number().int().min(0).max(20),
  /** Ids of people who are not told: who asked, or who has had it. */
  except: z.array(z.string()),
});
export type ClimbWanted = z.infer<typeof ClimbWanted>;

/** How somebody said "I have it". */
export const AcknowledgedHow = z.enum(['click', 'key', 'sms', 'link']);
export type AcknowledgedHow = z.infer<typeof AcknowledgedHow>;

/** One notice of this climb, and what came of it so far. */
const Telling = z.object({
  noticeId: z.string(),
  personId: z.string(),
  name: z.string(),
  way: Way,
  round: z.number().int(),
  rung: z.number().int(),
  at: z.number(),
  outcome: z.enum(['waiting', 'delivered', 'failed', 'refused', 'withdrawn']),
  reason: z.string().nullable(),
});
export type Telling = z.infer<typeof Telling>;

const Called = z.object({ personId: z.string(), name: z.string(), why: z.string() });

const details = {
  ...ClimbWanted.omit({ climbId: true }).shape,
  beganAt: z.number(),
  /** Counts from 0; the first time is round 0. */
  round: z.number().int(),
  /** -1 until the first rung is reached. */
  rung: z.number().int(),
  /** Those on this rung who are still to be told, in order. */
  next: z.array(Called),
  told: z.array(Telling),
  /** Told somebody in this round. */
  toldInRound: z.boolean(),
  /** Counts the waits: a timer that names an older one comes too late. */
  wait: z.number().int(),
  /** When the present wait is over, epoch ms; null while there is none. */
  until: z.number().nullable(),
};

export const Ladder = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('climbing'), ...details }),
  /** Somebody said "I have it". `late`: the ladder had been exhausted before. */
  z.object({
    status: z.literal('acknowledged'),
    ...details,
    personId: z.string(),
    name: z.string(),
    how: AcknowledgedHow,
    late: z.boolean(),
    endedAt: z.number(),
  }),
  /** Everybody was told as often as was asked for, and nobody said it. */
  z.object({ status: z.literal('exhausted'), ...details, why: z.string(), endedAt: z.number() }),
  z.object({ status: z.literal('cancelled'), ...details, why: z.string(), endedAt: z.number() }),
]);
export type Ladder = z.infer<typeof Ladder>;
export type Climbing = Extract<Ladder, { status: 'climbing' }>;
export type BegunLadder = Exclude<Ladder, { status: 'none' }>;

/** How one notice of the climb went. */
export const NoticeOutcome = z.enum(['delivered', 'failed', 'refused', 'acknowledged']);
export type NoticeOutcome = z.infer<typeof NoticeOutcome>;

export type LadderCommand =
  | ({ readonly type: 'BeginClimb' } & ClimbWanted)
  | {
      readonly type: 'AcknowledgeClimb';
      readonly personId: string;
      readonly name: string;
      readonly how: AcknowledgedHow;
      /** When what they were looking at was true, epoch ms; null when it is not known. */
      readonly asOf: number | null;
    }
  | { readonly type: 'CancelClimb'; readonly why: string }
  | {
      readonly type: 'NoticeSettled';
      readonly noticeId: string;
      readonly personId: string;
      readonly outcome: NoticeOutcome;
      readonly reason: string;
    }
  /** The wait of this number is over. */
  | { readonly type: 'MoveOn'; readonly wait: number };

interface Of {
  readonly climbId: string;
  readonly businessId: string;
  readonly about: ClimbAbout;
  readonly caseId: string | null;
  readonly at: number;
}

export interface ToldNotice {
  readonly noticeId: string;
  readonly personId: string;
  readonly name: string;
  readonly way: Way;
}

export type LadderEvent =
  | (Of & { readonly type: 'ClimbBegan'; readonly wanted: ClimbWanted })
  /** The ladder reaches a rung and finds these people on it, in this order. */
  | (Of & {
      readonly type: 'ClimbRungReached';
      readonly round: number;
      readonly rung: number;
      readonly rungName: string;
      readonly people: readonly { readonly personId: string; readonly name: string; readonly why: string }[];
    })
  /** Nobody on this rung can be told: the next one is tried at once. */
  | (Of & {
      readonly type: 'ClimbRungSkipped';
      readonly round: number;
      readonly rung: number;
      readonly rungName: string;
      readonly why: string;
    })
  | (Of & {
      readonly type: 'PeopleTold';
      readonly round: number;
      readonly rung: number;
      readonly rungName: string;
      readonly notices: readonly ToldNotice[];
      readonly subject: string;
      readonly text: string;
      /** When the next step follows if nobody says "I have it", epoch ms. */
      readonly until: number;
      readonly why: string;
    })
  | (Of & {
      readonly type: 'ClimbNoticeSettled';
      readonly noticeId: string;
      readonly personId: string;
      readonly outcome: Exclude<NoticeOutcome, 'acknowledged'>;
      readonly reason: string;
    })
  | (Of & {
      readonly type: 'ClimbAcknowledged';
      readonly personId: string;
      readonly name: string;
      readonly how: AcknowledgedHow;
      readonly late: boolean;
      /** Notices that nobody needs any more. */
      readonly withdrawn: readonly string[];
    })
  | (Of & { readonly type: 'ClimbExhausted'; readonly told: readonly string[]; readonly why: string })
  | (Of & { readonly type: 'ClimbCancelled'; readonly withdrawn: readonly string[]; readonly why: string });

/** Somebody whom a rung means at this moment. */
export interface RungPerson {
  readonly personId: string;
  readonly name: string;
  /** `is named`, `is on call (Night rota)`, `is one of the managers`. */
  readonly why: string;
  /** By which of the rung's ways they cannot be told at all, each with the reason as part of a sentence. */
  readonly barred: Readonly<Partial<Record<Way, string>>>;
}

export interface LadderFacts {
  /** Per rung, in order of telling; empty where the command needs nobody. */
  readonly rungs: readonly {
    readonly people: readonly RungPerson[];
    /** What the rung names and nobody stands behind: `Nobody is on call (Night rota)`. */
    readonly missing: readonly string[];
  }[];
}
