import type { By, Owner, Party } from '../../kernel/by.ts';
import type { ClimbWanted } from '../ladders/ladder.ts';
import type {
  CallPhase,
  Clock,
  ClockName,
  Clocks,
  Note,
  Outcome,
  Policy,
  Segment,
  Severity,
  Tier,
} from './case.ts';

/** What happens to a case. */

/** What is linked to a case, and what its timeline tells of it. */
export type TellKind =
  'promise' | 'approval' | 'message' | 'callback' | 'notice' | 'ladder' | 'call' | 'rule';

interface Of {
  readonly caseId: string;
  readonly businessId: string;
  readonly number: string;
  readonly at: number;
}

/** What every field is after an edit; those left out are as they were. */
export interface Changes {
  readonly severity?: Severity;
  readonly tier?: Tier;
  readonly topic?: string | null;
  readonly topicName?: string | null;
  readonly reason?: string | null;
  readonly reasonName?: string | null;
  readonly summary?: string;
}

export interface OpenedCase {
  readonly customer: Party;
  readonly topic: string | null;
  readonly reason: string | null;
  readonly reasonName: string | null;
  readonly severity: Severity;
  readonly severityWhy: string;
  readonly tier: Tier;
  readonly tierWhy: string;
  readonly summary: string;
  readonly owner: Owner;
  readonly level: number;
  readonly policy: Policy;
  readonly firstRingAt: number | null;
  readonly callId: string | null;
  /** Where the caller was until now. */
  readonly before: readonly Omit<Segment, 'level'>[];
  readonly live: CallPhase | null;
}

export type CaseEvent =
  | (Of & {
      readonly type: 'CaseOpened';
      readonly by: By;
      readonly opened: OpenedCase;
      readonly clocks: Clocks;
      readonly why: string;
    })
  | (Of & {
      readonly type: 'CaseLinked';
      readonly callId: string;
      readonly callAt: number;
      readonly live: CallPhase | null;
      readonly text: string;
    })
  | (Of & {
      readonly type: 'CaseTold';
      readonly kind: TellKind;
      readonly text: string;
      readonly why: string | null;
      readonly ref: { readonly noun: string; readonly id: string } | null;
    })
  | (Of & { readonly type: 'CallMoved'; readonly callId: string; readonly phase: CallPhase | null })
  /** The owner is another. `how`: took it, was given it, said "I have it", has it by policy. */
  | (Of & {
      readonly type: 'CaseTaken';
      readonly by: By;
      readonly owner: Owner;
      readonly before: Owner;
      readonly how: 'took' | 'given' | 'reached' | 'handed' | 'policy';
      readonly why: string;
      /** The climb that is over with it; `cancelled`: the ladder must be told. */
      readonly climb: { readonly id: string; readonly cancelled: boolean } | null;
    })
  | (Of & {
      readonly type: 'ClockMet';
      readonly by: By;
      readonly clock: ClockName;
      readonly how: string;
      readonly late: boolean;
      /** The clock afterwards: the next update is due anew. */
      readonly after: Clock;
    })
  /** A deadline passed. `lateByMs`: how much later than it was due we noticed, after a restart say. */
  | (Of & {
      readonly type: 'DeadlinePassed';
      readonly clock: ClockName;
      readonly level: number;
      readonly dueAt: number;
      readonly lateByMs: number;
      readonly after: Clock;
    })
  /** To another level, up or down. */
  | (Of & {
      readonly type: 'CaseClimbed';
      readonly by: By;
      readonly from: number;
      readonly level: number;
      readonly levelName: string;
      readonly pathway: 'functional' | 'hierarchical' | 'automatic';
      readonly clocks: Clocks;
      readonly climb: ClimbWanted | null;
      /** A ladder that is given up for it. */
      readonly cancels: string | null;
      readonly why: string;
      readonly lateByMs: number;
    })
  | (Of & {
      readonly type: 'CaseReturned';
      readonly by: By;
      readonly from: number;
      readonly level: number;
      readonly levelName: string;
      readonly owner: Owner;
      readonly clocks: Clocks;
      readonly cancels: string | null;
      /** Nothing was done for it up there. */
      readonly pingPong: boolean;
      readonly why: string;
    })
  /** Somebody is looked for on the present level, without climbing. */
  | (Of & { readonly type: 'CaseCalled'; readonly climb: ClimbWanted; readonly why: string })
  | (Of & { readonly type: 'CaseUnheard'; readonly climbId: string; readonly why: string })
  /** At the highest level, told again: the `given`th of `most`. */
  | (Of & {
      readonly type: 'CaseWarned';
      readonly given: number;
      readonly most: number;
      readonly nextAt: number | null;
      readonly climb: ClimbWanted | null;
      readonly because: string;
      readonly lateByMs: number;
    })
  /** The customer is owed news, and the owner is told so. */
  | (Of & {
      readonly type: 'OwnerReminded';
      readonly owner: Owner;
      readonly noticeId: string;
      readonly text: string;
    })
  | (Of & {
      readonly type: 'CaseEdited';
      readonly by: By;
      readonly changes: Changes;
      /** The call that the customer is on now. */
      readonly callId: string | null;
      readonly clocks: Clocks | null;
      readonly why: string;
    })
  | (Of & {
      readonly type: 'CaseWaits';
      readonly by: By;
      readonly reason: string;
      readonly until: number | null;
      readonly clocks: Clocks;
      readonly cancels: string | null;
    })
  | (Of & { readonly type: 'CaseResumed'; readonly by: By; readonly clocks: Clocks; readonly why: string })
  | (Of & {
      readonly type: 'CaseResolved';
      readonly by: By;
      readonly outcome: Outcome;
      readonly words: string;
      readonly cause: string | null;
      readonly clocks: Clocks;
      readonly cancels: string | null;
    })
  | (Of & { readonly type: 'CaseReopened'; readonly by: By; readonly clocks: Clocks; readonly why: string })
  | (Of & { readonly type: 'CaseNoted'; readonly note: Note })
  | (Of & {
      readonly type: 'NoteMentioned';
      readonly noteId: string;
      readonly personId: string;
      readonly name: string;
      readonly by: By;
      readonly text: string;
    })
  | (Of & {
      readonly type: 'CaseTagged';
      readonly by: By;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    });
