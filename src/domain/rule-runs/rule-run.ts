import { z } from 'zod';
import type { Owner, Party } from '../../kernel/by.ts';
import type { CaseCommand } from '../cases/case-words.ts';
import type { ClimbWanted } from '../ladders/ladder.ts';
import type { NoticeWanted } from '../notices/notice.ts';
import type { PromiseCommand } from '../promises/promise.ts';
import type { Values } from '../rules/fields.ts';
import { Trigger, type ActionKind, type Names, type Rule } from '../rules/rule.ts';

/**
 * One occasion on which the rules of a business were asked, and what they did. Its id follows from what happened, so
 * that whatever is told twice is acted on once.
 */

const Done = z.object({
  ruleId: z.string(),
  rule: z.string(),
  version: z.number().int(),
  /** What was done, as sentences. */
  done: z.array(z.string()),
});
export type Done = z.infer<typeof Done>;

const details = {
  businessId: z.string(),
  trigger: Trigger,
  subject: z.string(),
  callId: z.string().nullable(),
  caseId: z.string().nullable(),
  at: z.number(),
};

export const RuleRun = z.discriminatedUnion('status', [
  /** Not asked yet, or nothing came of it. */
  z.object({ status: z.literal('none') }),
  z.object({
    status: z.literal('asked'),
    ...details,
    applied: z.array(Done),
    /** The reasons with which calls were escalated: an escalation that bears one sets off no rule. */
    escalatedWith: z.array(z.string()),
  }),
  /** Rules would have applied, but a rule had brought the occasion about. */
  z.object({ status: z.literal('held-back'), ...details, why: z.string() }),
]);
export type RuleRun = z.infer<typeof RuleRun>;
export type AskedRun = Extract<RuleRun, { status: 'asked' }>;

/** What happened, as far as the event itself tells. */
export interface Occasion {
  readonly trigger: Trigger;
  readonly runId: string;
  readonly businessId: string;
  readonly at: number;
  readonly callId: string | null;
  readonly caseId: string | null;
  readonly entryId: string | null;
  /** The promise or message that it is about. */
  readonly about: { readonly noun: 'promises' | 'messages'; readonly id: string } | null;
  /** The customer, when the event names them; null: the call or the case does. */
  readonly customer: Party | null;
  /** The rule that brought it about, in words; null: none did, as far as the event tells. */
  readonly byRule: string | null;
  /** Of an escalation: its reason. */
  readonly reason: string | null;
  readonly values: Values;
}

export type RuleRunCommand = { readonly type: 'ConsiderRules'; readonly occasion: Occasion };

/** What one action comes to: a command for the noun that does it. */
export type Deed =
  | {
      readonly do: 'open-case';
      readonly caseId: string;
      readonly command: Extract<CaseCommand, { type: 'OpenCase' }>;
    }
  | {
      readonly do: 'set-severity';
      readonly caseId: string;
      readonly command: Extract<CaseCommand, { type: 'SetSeverity' }>;
    }
  | {
      readonly do: 'escalate-case';
      readonly caseId: string;
      readonly command: Extract<CaseCommand, { type: 'EscalateCase' }>;
    }
  | {
      readonly do: 'tag';
      readonly caseId: string;
      readonly command: Extract<CaseCommand, { type: 'TagCase' }>;
    }
  | {
      readonly do: 'raise-priority';
      readonly entryId: string;
      readonly seconds: number;
      readonly why: string;
    }
  | { readonly do: 'also-ring'; readonly entryId: string; readonly queue: string; readonly why: string }
  | { readonly do: 'escalate-call'; readonly callId: string; readonly why: string }
  | { readonly do: 'climb'; readonly wanted: ClimbWanted }
  | { readonly do: 'notice'; readonly id: string; readonly wanted: NoticeWanted }
  | {
      readonly do: 'promise';
      readonly promiseId: string;
      readonly command: Extract<PromiseCommand, { type: 'MakePromise' }>;
    };

export interface AppliedRule {
  readonly ruleId: string;
  readonly rule: string;
  readonly version: number;
  readonly deeds: readonly Deed[];
  /** Each action as a sentence: what was done, or why it was not. */
  readonly done: readonly string[];
  readonly kinds: readonly ActionKind[];
  readonly caseId: string | null;
  /** The rule as a sentence. */
  readonly why: string;
}

interface Of {
  readonly runId: string;
  readonly businessId: string;
  readonly trigger: Trigger;
  readonly subject: string;
  readonly callId: string | null;
  readonly caseId: string | null;
  readonly at: number;
}

export type RuleRunEvent =
  | (Of & AppliedRule & { readonly type: 'RuleApplied' })
  | (Of & { readonly type: 'RulesHeldBack'; readonly why: string })
  /** A condition could not be worked out on this occasion, so the rule did nothing. */
  | (Of & {
      readonly type: 'RuleFailed';
      readonly ruleId: string;
      readonly rule: string;
      readonly why: string;
    });

/** What is known on an occasion beyond what the event tells. */
export interface OccasionFacts {
  readonly values: Values;
  /** The rule that made the promise that is broken, in words; null: none did. */
  readonly madeBy: string | null;
  /** `The call of +44…`, `Case BRI-1001`. */
  readonly subject: string;
  readonly customer: Party;
  /** The open case that it is about; null when there is none. */
  readonly matter: {
    readonly caseId: string;
    readonly number: string;
    readonly topic: string | null;
    readonly owner: Owner;
  } | null;
  /** The id that a case opened on this occasion gets. */
  readonly newCaseId: string;
  /** Who has what is opened or promised when nobody in person does. */
  readonly queue: Owner;
  /** Whom the notices of the rules mean, by `<rule id>/<action>`. */
  readonly told: Readonly<Record<string, readonly { readonly personId: string; readonly name: string }[]>>;
}

export interface RuleRunFacts {
  readonly version: number;
  /** Rules for this trigger that are on, in order; none: nothing else is known either. */
  readonly rules: readonly Rule[];
  readonly names: Names;
  /** Of an escalation: the reasons with which rules escalated this call. */
  readonly escalatedWith: readonly string[];
  readonly occasion: OccasionFacts | null;
}
