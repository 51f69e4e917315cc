import { z } from 'zod';
import { CaseReason, Severity, Tier } from './cases.ts';

/** Requests and answers under `/api/rules`: if this happens, and that is so, then do those. Times are epoch milliseconds. */

export const RuleTrigger = z.enum([
  'call-arrived',
  'joined-queue',
  'wait-breached',
  'hung-up-waiting',
  'call-ended',
  'escalation-began',
  'case-opened',
  'case-level',
  'case-late',
  'promise-broken',
  'message-came',
]);
export type RuleTrigger = z.infer<typeof RuleTrigger>;

export const RuleOperator = z.enum(['is', 'is-not', 'at-least', 'at-most', 'contains']);
export type RuleOperator = z.infer<typeof RuleOperator>;

/** The sentence-like form of a condition. Without parts the rule holds every time. */
export const RuleForm = z.object({
  join: z.enum(['all', 'any']),
  parts: z
    .array(
      z.object({
        field: z.string(),
        operator: RuleOperator,
        value: z.union([z.string().max(200), z.number().int(), z.boolean()]),
      }),
    )
    .max(12),
});
export type RuleForm = z.infer<typeof RuleForm>;

export const RuleWho = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.string() }),
  z.object({ kind: z.literal('team'), key: z.string() }),
  z.object({ kind: z.literal('rota'), id: z.string() }),
]);
export type RuleWho = z.infer<typeof RuleWho>;

const words = z.string().trim().min(1).max(500);
const tags = z.array(z.string().trim().min(1).max(40)).max(10);

export const RuleAction = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('open-case'),
    topic: z.string().nullable().default(null),
    reason: CaseReason.nullable().default(null),
    severity: Severity.nullable().default(null),
    tier: Tier.nullable().default(null),
    tags: tags.default([]),
  }),
  z
    .object({
      do: z.literal('set-severity'),
      severity: Severity.nullable().default(null),
      tier: Tier.nullable().default(null),
    })
    .refine(({ severity, tier }) => severity !== null || tier !== null, {
      message: 'Give the severity, the tier, or both.',
    }),
  /** The caller is served as if they had waited so much longer. */
  z.object({ do: z.literal('raise-priority'), seconds: z.number().int().min(1).max(3_600) }),
  /** The people of this queue may be rung for the caller as well, at once. */
  z.object({ do: z.literal('also-ring'), queue: z.string() }),
  /** A manager is rung for the waiting caller. */
  z.object({ do: z.literal('escalate-call') }),
  z.object({ do: z.literal('escalate-case'), pathway: z.enum(['functional', 'hierarchical']) }),
  z.object({
    do: z.literal('notify'),
    who: z.array(RuleWho).min(1).max(10),
    ways: z
      .array(z.enum(['desk', 'phone', 'sms', 'email']))
      .min(1)
      .max(4),
    /** Until one of them says "I have it" and with that has the case; false: they are only told. */
    acknowledge: z.boolean(),
    /** How long an "I have it" is waited for before everybody is told once more. */
    patienceSeconds: z.number().int().min(30).max(86_400).default(300),
    text: words,
  }),
  z.object({
    do: z.literal('promise'),
    what: z.enum(['call-back', 'update', 'answer', 'action']),
    /** As the customer is told it. */
    words,
    dueMinutes: z.number().int().min(1).max(43_200),
  }),
  z.object({ do: z.literal('tag'), tags: tags.min(1) }),
]);
export type RuleAction = z.infer<typeof RuleAction>;
export const RuleDo = z.enum([
  'open-case',
  'set-severity',
  'raise-priority',
  'also-ring',
  'escalate-call',
  'escalate-case',
  'notify',
  'promise',
  'tag',
]);
export type RuleDo = z.infer<typeof RuleDo>;

/** A rule as it is sent. `when` counts when `form` is null; otherwise it is made from the form. */
export const RuleDraft = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/, 'use lower-case letters, digits and hyphens'),
  name: z.string().trim().min(1).max(80),
  on: z.boolean(),
  trigger: RuleTrigger,
  when: z.string().max(1_000),
  form: RuleForm.nullable(),
  actions: z.array(RuleAction).min(1).max(8),
});
export type RuleDraft = z.infer<typeof RuleDraft>;

/** Something that is wrong in a rule, with its place and what to do. */
export const RuleFault = z.object({
  ruleId: z.string(),
  /** `when`, `form.1`, `actions.0`. */
  place: z.string(),
  /** Characters from the beginning of the condition; null: it is not about its text. */
  offset: z.number().int().nullable(),
  message: z.string(),
  remedy: z.string(),
});
export type RuleFault = z.infer<typeof RuleFault>;

export const RuleRow = RuleDraft.extend({
  /** The whole rule as one sentence. */
  sentence: z.string(),
  /** Wrong by now, such as a queue that the business has no more; it does nothing until it is right. */
  faults: z.array(RuleFault),
});
export type RuleRow = z.infer<typeof RuleRow>;

const Choice = z.object({ value: z.string(), name: z.string() });
export type RuleChoice = z.infer<typeof Choice>;

export const RuleField = z.object({
  /** As a condition writes it: `caller.calls_today`. */
  field: z.string(),
  name: z.string(),
  says: z.string(),
  type: z.enum(['number', 'text', 'yes-no', 'list']),
  operators: z.array(RuleOperator),
  /** What it may be, where that is known. */
  choices: z.array(Choice).nullable(),
});
export type RuleField = z.infer<typeof RuleField>;

export const RuleTriggerView = z.object({
  trigger: RuleTrigger,
  /** `a caller joins a queue` */
  words: z.string(),
  fields: z.array(RuleField),
  actions: z.array(RuleDo),
});
export type RuleTriggerView = z.infer<typeof RuleTriggerView>;

export const RulesVersion = z.object({
  version: z.number().int(),
  at: z.number(),
  /** Who saved it, in words. */
  by: z.string(),
  rules: z.array(RuleRow),
});
export type RulesVersion = z.infer<typeof RulesVersion>;

/** `GET /api/rules/{business}`. Version 0: what the business came with. */
export const RulesView = z.object({
  businessId: z.string(),
  businessName: z.string(),
  timezone: z.string(),
  current: RulesVersion,
  triggers: z.array(RuleTriggerView),
  queues: z.array(Choice),
  topics: z.array(Choice),
  reasons: z.array(Choice),
  people: z.array(Choice),
  teams: z.array(Choice),
  rotas: z.array(Choice),
  /** What rules do not do, and where that is done instead. */
  limits: z.array(z.string()),
  /** What rules did last, newest first. */
  applied: z.array(
    z.object({
      at: z.number(),
      ruleId: z.string(),
      rule: z.string(),
      version: z.number().int(),
      subject: z.string(),
      done: z.array(z.string()),
      callId: z.string().nullable(),
      caseId: z.string().nullable(),
    }),
  ),
});
export type RulesView = z.infer<typeof RulesView>;

/** `GET /api/rules/{business}/history`, newest first. */
export const RulesHistory = z.object({ versions: z.array(RulesVersion) });
export type RulesHistory = z.infer<typeof RulesHistory>;

const drafts = z.array(RuleDraft).max(60);

/** `PUT /api/rules/{business}`. `asOf`: the version that was being edited. */
export const SaveRules = z.object({ asOf: z.number().int().min(0), rules: drafts });
export type SaveRules = z.infer<typeof SaveRules>;
export const RulesSaved = z.object({ version: z.number().int() });
export type RulesSaved = z.infer<typeof RulesSaved>;

/** `POST /api/rules/{business}/check`: one rule, as far as it is written. */
export const CheckRule = RuleDraft.extend({
  name: z.string().max(80),
  actions: z.array(RuleAction).max(8),
});
export type CheckRule = z.infer<typeof CheckRule>;
export const RuleChecked = z.object({
  when: z.string(),
  sentence: z.string(),
  faults: z.array(RuleFault),
});
export type RuleChecked = z.infer<typeof RuleChecked>;

/** `POST /api/rules/{business}/try`: the draft on what happened in the last days. Changes nothing. */
export const TryRules = z.object({ rules: drafts, days: z.number().int().min(1).max(31).default(1) });
export type TryRules = z.infer<typeof TryRules>;

export const RuleHit = z.object({
  at: z.number(),
  ruleId: z.string(),
  rule: z.string(),
  trigger: RuleTrigger,
  /** `The call of +44 7700 900123` */
  subject: z.string(),
  callId: z.string().nullable(),
  caseId: z.string().nullable(),
  /** What would be done, or was, as sentences. */
  actions: z.array(z.string()),
  /** `new`: the rules in force did not do this; `same`: they did; `gone`: they did, and the draft would not. */
  difference: z.enum(['new', 'same', 'gone']),
  /** Whether a rule did it at the time. */
  happened: z.boolean(),
});
export type RuleHit = z.infer<typeof RuleHit>;

export const RulesTried = z.object({
  from: z.number(),
  to: z.number(),
  /** Occasions that were looked at: calls arriving, waits passing their target and so on. */
  occasions: z.number().int(),
  /** Why not everything was looked at; null: it was. */
  cutOff: z.string().nullable(),
  /** How often each rule of the draft would have acted, in order. */
  rules: z.array(
    z.object({
      ruleId: z.string(),
      rule: z.string(),
      sentence: z.string(),
      hits: z.number().int(),
      new: z.number().int(),
    }),
  ),
  hits: z.array(RuleHit),
  /** Hits beyond those that are listed. */
  more: z.number().int(),
  summary: z.string(),
  /** What a look back cannot know. */
  caveats: z.array(z.string()),
});
export type RulesTried = z.infer<typeof RulesTried>;
