import { z } from 'zod';
import { By } from '../../kernel/by.ts';
import { ReasonKey } from '../businesses/reasons-words.ts';
import type * as cases from '../cases/case.ts';
import { RungMember } from '../ladders/ladder.ts';
import { Way } from '../notices/notice.ts';

/**
 * The if/then rules of a business: an ordered list, kept whole in every version that was saved. Version 0 is what the
 * business came with.
 */

// A business is described with its rules and a case keeps parts of a business: only types may come from there.
const Severity = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
]) satisfies z.ZodType<cases.Severity>;
const Tier = z.enum(['common', 'individual', 'high-priority']) satisfies z.ZodType<cases.Tier>;

export const Trigger = z.enum([
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
export type Trigger = z.infer<typeof Trigger>;

export const Operator = z.enum(['is', 'is-not', 'at-least', 'at-most', 'contains']);
export type Operator = z.infer<typeof Operator>;

export const FormPart = z.strictObject({
  field: z.string(),
  operator: Operator,
  value: z.union([z.string().max(200), z.number().int(), z.boolean()]),
});
export type FormPart = z.infer<typeof FormPart>;

/** What the condition was made from: parts joined by all or any. Without parts it always holds. */
export const Form = z.strictObject({ join: z.enum(['all', 'any']), parts: z.array(FormPart).max(12) });
export type Form = z.infer<typeof Form>;

const tags = z.array(z.string().trim().min(1).max(40)).max(10);

export const Action = z.discriminatedUnion('do', [
  /** Of a caller or topic that has an open case already, that one is used. */
  z.strictObject({
    do: z.literal('open-case'),
    topic: z.string().nullable().default(null),
    reason: ReasonKey.nullable().default(null),
    severity: Severity.nullable().default(null),
    tier: Tier.nullable().default(null),
    tags: tags.default([]),
  }),
  z.strictObject({
    do: z.literal('set-severity'),
    severity: Severity.nullable().default(null),
    tier: Tier.nullable().default(null),
  }),
  /** Seconds of waiting that the caller is credited with. */
  z.strictObject({ do: z.literal('raise-priority'), seconds: z.number().int().min(1).max(3_600) }),
  z.strictObject({ do: z.literal('also-ring'), queue: z.string() }),
  z.strictObject({ do: z.literal('escalate-call') }),
  z.strictObject({ do: z.literal('escalate-case'), pathway: z.enum(['functional', 'hierarchical']) }),
  z.strictObject({
    do: z.literal('notify'),
    who: z.array(RungMember).min(1).max(10),
    ways: z.array(Way).min(1).max(4),
    acknowledge: z.boolean(),
    patienceSeconds: z.number().int().min(30).max(86_400).default(300),
    text: z.string().trim().min(1).max(500),
  }),
  z.strictObject({
    do: z.literal('promise'),
    what: z.enum(['call-back', 'update', 'answer', 'action']),
    words: z.string().trim().min(1).max(500),
    dueMinutes: z.number().int().min(1).max(43_200),
  }),
  z.strictObject({ do: z.literal('tag'), tags: tags.min(1) }),
]);
export type Action = z.infer<typeof Action>;
export type ActionKind = Action['do'];

export const Rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/, 'use lower-case letters, digits and hyphens'),
  name: z.string().trim().min(1).max(80),
  on: z.boolean().default(true),
  trigger: Trigger,
  /** The condition in CEL; made from `form` where there is one. */
  when: z.string().max(1_000).default(''),
  form: Form.nullable().default(null),
  actions: z.array(Action).min(1).max(8),
});
export type Rule = z.infer<typeof Rule>;

export const RulesVersion = z.object({
  version: z.number().int(),
  at: z.number(),
  by: By,
  rules: z.array(Rule),
});
export type RulesVersion = z.infer<typeof RulesVersion>;

export const RulesState = z.discriminatedUnion('status', [
  /** Nobody has saved any: what the business came with holds. */
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('saved'), businessId: z.string(), versions: z.array(RulesVersion).min(1) }),
]);
export type RulesState = z.infer<typeof RulesState>;

/** Something wrong in a rule. `place`: `when`, `form.1`, `actions.0`; `offset`: characters into the condition. */
export interface Fault {
  readonly ruleId: string;
  readonly place: string;
  readonly offset: number | null;
  readonly message: string;
  readonly remedy: string;
}

export type RulesCommand = {
  readonly type: 'SaveRules';
  readonly by: By;
  /** The version that was being edited. */
  readonly asOf: number;
  readonly rules: readonly Rule[];
};

export type RulesEvent = {
  readonly type: 'RulesSaved';
  readonly businessId: string;
  readonly saved: RulesVersion;
};

/** What people and things are called, by key or id: for sentences, and to know what there is. */
export interface Names {
  readonly queues: Readonly<Record<string, string>>;
  readonly topics: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, string>>;
  /** Roles, queues and topics, as a rung names them: `manager` → `the managers`. */
  readonly teams: Readonly<Record<string, string>>;
  readonly rotas: Readonly<Record<string, string>>;
}

export interface RulesFacts {
  readonly names: Names;
  /** What the business came with, version 0. */
  readonly first: readonly Rule[];
}

/** The newest version, which is the one in force; `first` where nobody has saved any. */
export function inForce(
  state: RulesState,
  first: readonly Rule[],
): { readonly version: number; readonly rules: readonly Rule[] } {
  if (state.status === 'none') return { version: 0, rules: first };
  const { version, rules } = state.versions.at(-1) as RulesVersion;
  return { version, rules };
}
