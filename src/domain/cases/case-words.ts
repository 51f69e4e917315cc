import type { By, ByPerson, Owner, Party } from '../../kernel/by.ts';
import type { HolidayLookup } from '../businesses/hours.ts';
import type { ReasonWords } from '../businesses/reasons-words.ts';
import type { CallPhase, ClockName, Outcome, Policy, Segment, Severity, Tier } from './case.ts';
import type { TellKind } from './case-event-words.ts';

export type { CaseEvent, Changes, OpenedCase, TellKind } from './case-event-words.ts';

/** What may be asked of a case, and what its rules may look at. */

/** `asOf`: the edition that was looked at; null: whatever it is now. */
interface Edited {
  readonly by: By;
  readonly asOf: number | null;
}

export type CaseCommand =
  | {
      readonly type: 'OpenCase';
      readonly businessId: string;
      readonly by: By;
      readonly callId: string | null;
      readonly customer: Party;
      readonly topic: string | null;
      readonly reason: string | null;
      readonly severity: Severity | null;
      readonly tier: Tier | null;
      readonly summary: string;
      /** Why the severity and tier are so. */
      readonly why: string;
      /** Null: who opens it, if a person; else the queue of the topic. */
      readonly owner: Owner | null;
      /** When the customer first rang, epoch ms; null: with a call it is the call's. */
      readonly firstRingAt: number | null;
    }
  /** A call about this case. A customer who rings is not waited for any longer; `ours`: we ring them. */
  | {
      readonly type: 'LinkCall';
      readonly callId: string;
      readonly at: number | null;
      readonly ours?: boolean;
    }
  | {
      readonly type: 'TellCase';
      readonly kind: TellKind;
      readonly text: string;
      readonly why: string | null;
      readonly ref: { readonly noun: string; readonly id: string } | null;
    }
  /** Where the caller of a linked call is now; null: the call is over. */
  | { readonly type: 'NotePhase'; readonly callId: string; readonly phase: CallPhase | null }
  | { readonly type: 'TakeCase'; readonly by: ByPerson; readonly asOf: number | null }
  | ({ readonly type: 'AssignCase'; readonly owner: Owner; readonly why: string | null } & Edited)
  /** On the live call somebody has taken the customer over. */
  | {
      readonly type: 'HandCase';
      readonly personId: string;
      readonly name: string | null;
      readonly why: string;
    }
  | {
      readonly type: 'CaseReached';
      readonly climbId: string;
      readonly personId: string;
      readonly name: string;
      readonly how: 'click' | 'key' | 'sms' | 'link';
      /** When it was said, epoch ms. */
      readonly at: number;
    }
  | { readonly type: 'CaseUnreached'; readonly climbId: string; readonly why: string }
  | { readonly type: 'ContactMade'; readonly by: By; readonly how: string }
  | { readonly type: 'UpdateGiven'; readonly by: By; readonly how: string }
  | ({
      readonly type: 'EscalateCase';
      readonly pathway: 'functional' | 'hierarchical';
      readonly reason: string;
      readonly formal: boolean;
    } & Edited)
  | ({ readonly type: 'ReturnCase'; readonly reason: string } & Edited)
  | ({
      readonly type: 'SetSeverity';
      readonly severity: Severity | null;
      readonly tier: Tier | null;
      readonly why: string;
    } & Edited)
  | ({ readonly type: 'SetTopic'; readonly topic: string | null } & Edited)
  | ({ readonly type: 'SetReason'; readonly reason: string | null } & Edited)
  | ({ readonly type: 'SetSummary'; readonly summary: string } & Edited)
  | ({ readonly type: 'WaitForCustomer'; readonly reason: string; readonly until: number | null } & Edited)
  | ({ readonly type: 'ResumeCase'; readonly why: string | null } & Edited)
  | ({
      readonly type: 'ResolveCase';
      readonly outcome: Outcome;
      readonly words: string;
      readonly cause: string | null;
    } & Edited)
  | ({ readonly type: 'ReopenCase'; readonly why: string } & Edited)
  | {
      readonly type: 'AddNote';
      readonly by: By;
      readonly text: string;
      readonly mentions: readonly string[];
    }
  | {
      readonly type: 'TagCase';
      readonly by: By;
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  /** Of timers. `dueAt`: the deadline that it was set for. */
  | {
      readonly type: 'DeadlineDue';
      readonly clock: ClockName;
      readonly level: number;
      readonly dueAt: number;
    }
  | { readonly type: 'WarnAgain'; readonly dueAt: number }
  | { readonly type: 'WaitOver'; readonly until: number };

export interface CaseFacts {
  readonly holidays: HolidayLookup;
  /** Null where the command needs none of it. */
  readonly business: {
    readonly name: string;
    readonly timezone: string;
    readonly queues: readonly { readonly key: string; readonly name: string }[];
    readonly topics: readonly {
      readonly key: string;
      readonly name: string;
      readonly experts: readonly string[];
    }[];
    /** The usual ones too. */
    readonly reasons: readonly ReasonWords[];
  } | null;
  /** Everyone of the business, by id. */
  readonly people: Readonly<Record<string, string>>;
  /** Of OpenCase: the policy in force, and the number to be given. */
  readonly policy: Policy | null;
  readonly number: string | null;
  /** Of OpenCase and LinkCall: the call. */
  readonly call: {
    readonly startedAt: number;
    readonly customer: Party;
    readonly topic: string | null;
    readonly story: readonly string[];
    readonly before: readonly Omit<Segment, 'level'>[];
    readonly live: CallPhase | null;
  } | null;
}
