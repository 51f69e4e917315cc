import { z } from 'zod';
import { By, Owner, Party } from '../kernel/by.ts';
import { pageOf, Pathway } from './shapes.ts';

/** Requests and answers under `/api/cases`. Times are epoch milliseconds of the server's clock, durations milliseconds. */

/** Key of a reason why the customer is not content: one of the five of every business, or one of its own. */
export const CaseReason = z.string().min(1).max(40);

/** What may be chosen for a business: a reason, a topic or a queue. */
export const Named = z.object({ key: z.string(), name: z.string() });
export type Named = z.infer<typeof Named>;

/** 1 is the most severe. */
export const Severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Severity = z.infer<typeof Severity>;

export const Tier = z.enum(['common', 'individual', 'high-priority']);
export type Tier = z.infer<typeof Tier>;

export const CaseStatus = z.enum(['open', 'waiting', 'resolved']);
export type CaseStatus = z.infer<typeof CaseStatus>;

export const CaseOutcome = z.enum(['solved', 'partly-solved', 'not-solved', 'withdrawn']);
export type CaseOutcome = z.infer<typeof CaseOutcome>;

const why = z.string().trim().min(1).max(500);
/** What the editor was looking at: `edition` of the case. Left out: whatever it is now. */
const asOf = z.number().int().min(0).optional();

/** `POST /api/cases`: with a call, everything left out is taken from it. Answer: `CaseOpened`. */
export const OpenCase = z
  .object({
    /** Needed without a call; otherwise the call's. */
    businessId: z.string().optional(),
    callId: z.string().optional(),
    customer: Party.optional(),
    topic: z.string().nullable().optional(),
    reason: CaseReason.nullable().optional(),
    severity: Severity.optional(),
    tier: Tier.optional(),
    summary: z.string().trim().max(2_000).optional(),
    /** Why the severity or the tier is what was chosen. */
    why: why.optional(),
    owner: z.object({ kind: z.enum(['person', 'queue']), id: z.string() }).optional(),
  })
  .refine(({ businessId, callId }) => businessId !== undefined || callId !== undefined, {
    message: 'Name the call, or the business.',
  });
export type OpenCase = z.infer<typeof OpenCase>;
export const CaseOpened = z.object({ id: z.string(), number: z.string() });
export type CaseOpened = z.infer<typeof CaseOpened>;

/** `POST /api/cases/{id}/take`, `/contact` (`how`), `/update` (`how`). */
export const TakeCase = z.object({ asOf });
export const NoteContact = z.object({ how: z.string().trim().min(1).max(200).default('by telephone') });
/** `POST /api/cases/{id}/assign` */
export const AssignCase = z.object({
  owner: z.object({ kind: z.enum(['person', 'queue']), id: z.string() }),
  why: why.optional(),
  asOf,
});
/** `POST /api/cases/{id}/severity`: what is left out stays. */
export const SetSeverity = z
  .object({ severity: Severity.optional(), tier: Tier.optional(), why, asOf })
  .refine(({ severity, tier }) => severity !== undefined || tier !== undefined, {
    message: 'Give the severity, the tier, or both.',
  });
/** `POST /api/cases/{id}/topic`, `/reason`, `/summary` */
export const SetTopic = z.object({ topic: z.string().nullable(), asOf });
export const SetReason = z.object({ reason: CaseReason.nullable(), asOf });
export const SetSummary = z.object({ summary: z.string().trim().max(2_000), asOf });
/** `POST /api/cases/{id}/wait`: the clocks stop until the customer calls, somebody resumes, or `until`. */
export const WaitForCustomer = z.object({ reason: why, until: z.number().int().nullable().optional(), asOf });
/** `POST /api/cases/{id}/resume` */
export const ResumeCase = z.object({ why: why.optional(), asOf });
/** `POST /api/cases/{id}/escalate`: to the next level; `formal`: as a formal complaint, level 4. */
export const EscalateCase = z.object({
  pathway: z.enum(['functional', 'hierarchical']),
  reason: why,
  formal: z.boolean().default(false),
  asOf,
});
/** `POST /api/cases/{id}/return`: back to the level below. */
export const ReturnCase = z.object({ reason: why, asOf });
/** `POST /api/cases/{id}/resolve` */
export const ResolveCase = z.object({
  outcome: CaseOutcome,
  /** What was done, in words. */
  words: why,
  /** The root cause, as far as it is known. */
  cause: z.string().trim().max(500).nullable().optional(),
  asOf,
});
/** `POST /api/cases/{id}/reopen` */
export const ReopenCase = z.object({ why, asOf });
/** `POST /api/cases/{id}/notes`: notes are only ever added. `mentions`: people's ids; `@id` and `@Full Name` in the text count too. */
export const AddCaseNote = z.object({
  text: z.string().trim().min(1).max(4_000),
  mentions: z.array(z.string()).max(20).default([]),
});
/**
 * `POST /api/cases/{id}/tags`: at most 20 on one case, of 40 characters each; capitals make no other tag. Adding and taking
 * away goes together with what others add meanwhile, so it needs no `asOf`.
 */
export const TagCase = z.object({
  add: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  remove: z.array(z.string()).max(20).default([]),
});
/** `GET /api/cases/tags?business=` */
export const CaseTags = z.object({ tags: z.array(z.object({ tag: z.string(), cases: z.number().int() })) });
export type CaseTags = z.infer<typeof CaseTags>;
/** `POST /api/cases/{id}/link` */
export const LinkCase = z.object({ callId: z.string() });

/** How one of the three clocks of a case stands. */
export const CaseClock = z.discriminatedUnion('status', [
  /** The matrix asks for none. */
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('running'), dueAt: z.number(), since: z.number(), allowedMs: z.number() }),
  /** Waiting for the customer: so much working time is left. */
  z.object({
    status: z.literal('stopped'),
    since: z.number(),
    remainingMs: z.number(),
    allowedMs: z.number(),
  }),
  z.object({ status: z.literal('met'), at: z.number(), dueAt: z.number().nullable(), late: z.boolean() }),
  z.object({ status: z.literal('passed'), dueAt: z.number(), at: z.number(), lateByMs: z.number() }),
]);
export type CaseClock = z.infer<typeof CaseClock>;

/** What happens by itself, and when: `→ L2 at 14:30 to Duty manager, reachable`. */
export const NextStep = z.object({
  at: z.number(),
  clock: z.enum(['first-contact', 'next-update', 'resolve', 'warning', 'resume']),
  /** The level that the case climbs to; null: the owner or the same level is reminded. */
  level: z.number().int().nullable(),
  /** Who is told first: a rung's name, or the owner's. */
  to: z.string(),
  /** Whether any of them can be reached now; null when it is not known. */
  reachable: z.boolean().nullable(),
  text: z.string(),
});
export type NextStep = z.infer<typeof NextStep>;

export const CaseRow = z.object({
  id: z.string(),
  number: z.string(),
  businessId: z.string(),
  businessName: z.string(),
  status: CaseStatus,
  customer: Party,
  topic: z.string().nullable(),
  topicName: z.string().nullable(),
  reason: CaseReason.nullable(),
  /** What the reason is called, also when the business has it no more. */
  reasonName: z.string().nullable(),
  severity: Severity,
  tier: Tier,
  summary: z.string(),
  owner: Owner,
  level: z.number().int(),
  levelName: z.string(),
  openedAt: z.number(),
  resolvedAt: z.number().nullable(),
  clocks: z.object({ firstContact: CaseClock, nextUpdate: CaseClock, resolve: CaseClock }),
  /** Why the clocks stand still; null when they run. */
  waitingReason: z.string().nullable(),
  nextStep: NextStep.nullable(),
  tags: z.array(z.string()),
  /** Whether somebody is being looked for at this moment. */
  climbing: z.boolean(),
  pingPong: z.number().int(),
  edition: z.number().int(),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** `GET /api/cases?business=&status=&owner=&level=&topic=&tag=&severity=&late=&number=&q=&order=&cursor=&limit=`. `number`: the customer's; then open ones only. */
export const CasePage = pageOf(CaseRow);
export type CasePage = z.infer<typeof CasePage>;

export const CaseTimelineEntry = z.object({
  at: z.number(),
  kind: z.enum([
    'case',
    'owner',
    'level',
    'clock',
    'edit',
    'note',
    'call',
    'promise',
    'approval',
    'message',
    'callback',
    'notice',
    'ladder',
    'rule',
  ]),
  text: z.string(),
  why: z.string().nullable(),
  /** Who did it, in words; null when it is in the text. */
  by: z.string().nullable(),
  ref: z.object({ noun: z.string(), id: z.string() }).nullable(),
});
export type CaseTimelineEntry = z.infer<typeof CaseTimelineEntry>;

export const SegmentWhat = z.enum([
  'waiting',
  'talking',
  'held',
  'with-person',
  'with-queue',
  'waiting-for-customer',
]);
export type SegmentWhat = z.infer<typeof SegmentWhat>;

/** One stretch of the one clock, from the first ring to the resolution. */
export const Segment = z.object({
  what: SegmentWhat,
  who: z.string(),
  level: z.number().int(),
  from: z.number(),
  to: z.number().nullable(),
});
export type Segment = z.infer<typeof Segment>;

/** `GET /api/cases/{id}` */
export const CaseDetail = CaseRow.extend({
  severityWhy: z.object({ why: z.string(), by: By, at: z.number() }),
  tierWhy: z.object({ why: z.string(), by: By, at: z.number() }),
  openedBy: By,
  firstRingAt: z.number().nullable(),
  ownerSince: z.number(),
  levelSince: z.number(),
  levelWhy: z.string(),
  pathway: Pathway.nullable(),
  matrixVersion: z.number().int(),
  resolution: z
    .object({
      at: z.number(),
      by: By,
      outcome: CaseOutcome,
      words: z.string(),
      cause: z.string().nullable(),
    })
    .nullable(),
  notes: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      by: By,
      text: z.string(),
      mentions: z.array(z.object({ personId: z.string(), name: z.string() })),
    }),
  ),
  calls: z.array(z.object({ callId: z.string(), at: z.number(), live: z.boolean() })),
  recordings: z.array(z.object({ id: z.string(), at: z.number(), status: z.string() })),
  /** Promises, approvals, messages, call-backs, ladders and notices about this case. */
  links: z.array(z.object({ noun: z.string(), id: z.string() })),
  segments: z.array(Segment),
  /** Sums of the segments, longest first. */
  spent: z.object({
    totalMs: z.number(),
    by: z.array(z.object({ what: SegmentWhat, who: z.string(), level: z.number().int(), ms: z.number() })),
  }),
  timeline: z.array(CaseTimelineEntry),
  /** The levels of the matrix that this case keeps: name and whether it was reached by it. */
  levels: z.array(z.object({ number: z.number().int(), name: z.string() })),
  /** What may be done now, so that the console shows no dead buttons. */
  may: z.object({ escalate: z.boolean(), formalComplaint: z.boolean(), return: z.boolean() }),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

/** `GET /api/cases/{id}/record`: the whole matter in full sentences, for a letter or an outside body. */
export const CaseRecordLetter = z.object({
  title: z.string(),
  writtenAt: z.number(),
  sections: z.array(z.object({ heading: z.string(), lines: z.array(z.string()) })),
});
export type CaseRecordLetter = z.infer<typeof CaseRecordLetter>;
