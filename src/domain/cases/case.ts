import { z } from 'zod';
import { By, Owner, Party } from '../../kernel/by.ts';
import { Hours } from '../businesses/business.ts';
import { Matrix } from '../matrices/matrix.ts';

/**
 * The matter behind the calls, from the first ring to the resolution. It always has an owner and a level, and it
 * keeps the matrix that it began with; a policy edited later changes nothing for it.
 */

/** 1 is the most severe. */
export const Severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Severity = z.infer<typeof Severity>;
export const Tier = z.enum(['common', 'individual', 'high-priority']);
export type Tier = z.infer<typeof Tier>;
export const Outcome = z.enum(['solved', 'partly-solved', 'not-solved', 'withdrawn']);
export type Outcome = z.infer<typeof Outcome>;

/** One of the three clocks. `dueAt`: epoch ms; `allowedMs`, `remainingMs`: working time of the level's clock. */
export const Clock = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('running'), dueAt: z.number(), since: z.number(), allowedMs: z.number() }),
  z.object({
    status: z.literal('stopped'),
    since: z.number(),
    remainingMs: z.number(),
    allowedMs: z.number(),
  }),
  z.object({ status: z.literal('met'), at: z.number(), dueAt: z.number().nullable(), late: z.boolean() }),
  z.object({ status: z.literal('passed'), dueAt: z.number(), at: z.number(), lateByMs: z.number() }),
]);
export type Clock = z.infer<typeof Clock>;
export const CLOCKS = ['firstContact', 'nextUpdate', 'resolve'] as const;
export type ClockName = (typeof CLOCKS)[number];
export type Clocks = Readonly<Record<ClockName, Clock>>;

/** What the case keeps of the business's policy: nothing edited later reaches it. */
export const Policy = z.object({
  version: z.number().int(),
  matrix: Matrix,
  timezone: z.string(),
  hours: z.record(z.string(), Hours),
});
export type Policy = z.infer<typeof Policy>;

const Judged = { why: z.string(), by: By, at: z.number() };

export const Note = z.object({
  id: z.string(),
  at: z.number(),
  by: By,
  text: z.string(),
  mentions: z.array(z.object({ personId: z.string(), name: z.string() })),
});
export type Note = z.infer<typeof Note>;

export const SegmentWhat = z.enum([
  'waiting',
  'talking',
  'held',
  'with-person',
  'with-queue',
  'waiting-for-customer',
]);
export const Segment = z.object({
  what: SegmentWhat,
  who: z.string(),
  level: z.number().int(),
  from: z.number(),
  /** Null: it lasts. */
  to: z.number().nullable(),
});
export type Segment = z.infer<typeof Segment>;

/** What can be edited, each with who edited it last: two people may edit different ones, not the same. */
export const Field = z.enum(['severity', 'tier', 'topic', 'reason', 'summary', 'owner', 'status', 'level']);
export type Field = z.infer<typeof Field>;
const Edit = z.object({ edition: z.number().int(), by: By, at: z.number(), words: z.string() });

/** A ladder of people that is being climbed for this case. */
export const Climb = z.object({ climbId: z.string(), level: z.number().int(), beganAt: z.number() });
export type Climb = z.infer<typeof Climb>;

export const CallPhase = z.object({
  callId: z.string(),
  phase: z.enum(['waiting', 'talking', 'held']),
  who: z.string(),
});
export type CallPhase = z.infer<typeof CallPhase>;

const details = {
  businessId: z.string(),
  number: z.string(),
  customer: Party,
  topic: z.string().nullable(),
  /** Key of a reason of the business. */
  reason: z.string().nullable(),
  /** What the reason was called when it was chosen: it is shown though the business has it no more. */
  reasonName: z.string().nullable().default(null),
  severity: z.object({ value: Severity, ...Judged }),
  tier: z.object({ value: Tier, ...Judged }),
  summary: z.string(),
  openedAt: z.number(),
  openedBy: By,
  firstRingAt: z.number().nullable(),
  owner: Owner,
  ownerSince: z.number(),
  level: z.number().int(),
  levelSince: z.number(),
  levelWhy: z.string(),
  pathway: z.enum(['functional', 'hierarchical', 'automatic']).nullable(),
  policy: Policy,
  clocks: z.object({ firstContact: Clock, nextUpdate: Clock, resolve: Clock }),
  climb: Climb.nullable(),
  climbs: z.number().int(),
  /** At the highest level nobody was reached, or its deadline passed: those there are told again. */
  warning: z
    .object({ because: z.string(), given: z.number().int(), nextAt: z.number().nullable() })
    .nullable(),
  /** Owners below, the last one last: to whom a case that is returned goes. */
  below: z.array(z.object({ level: z.number().int(), owner: Owner })),
  /** Whether anybody did something for it since it came to this level. */
  actedOn: z.boolean(),
  pingPong: z.number().int(),
  reopened: z.number().int(),
  calls: z.array(z.object({ callId: z.string(), at: z.number() })),
  live: CallPhase.nullable(),
  links: z.array(z.object({ noun: z.string(), id: z.string() })),
  notes: z.array(Note),
  tags: z.array(z.string()),
  segments: z.array(Segment),
  /** Counts the edits; `edits` says which edit was the last of each field. */
  edition: z.number().int(),
  edits: z.partialRecord(Field, Edit),
};

export const Case = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('open'), ...details }),
  /** For the customer: the clocks stand still. */
  z.object({
    status: z.literal('waiting'),
    waitingReason: z.string(),
    until: z.number().nullable(),
    ...details,
  }),
  z.object({
    status: z.literal('resolved'),
    resolvedAt: z.number(),
    resolvedBy: By,
    outcome: Outcome,
    words: z.string(),
    cause: z.string().nullable(),
    ...details,
  }),
]);
export type Case = z.infer<typeof Case>;
export type KnownCase = Exclude<Case, { status: 'none' }>;
export type ResolvedCase = Extract<Case, { status: 'resolved' }>;
/** Not resolved: it has a clock, or waits for the customer. */
export type UnresolvedCase = Extract<Case, { status: 'open' | 'waiting' }>;
