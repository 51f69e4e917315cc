import { z } from 'zod';
import type { CallPhase, Severity } from '../cases/case.ts';

/**
 * Which cases a call is about: known from the first ring when the caller's number has an open case. Its id is the
 * call's; what happens on the call is passed on to its cases.
 */

export const CaseCall = z.discriminatedUnion('status', [
  /** About no case that we know of. */
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('linked'), businessId: z.string(), caseIds: z.array(z.string()).min(1) }),
]);
export type CaseCall = z.infer<typeof CaseCall>;

export type CaseCallCommand =
  /** A call came in: has its caller an open case? */
  | { readonly type: 'LookForCase'; readonly businessId: string; readonly number: string }
  /** The case says that the call is about it. */
  | { readonly type: 'BindCase'; readonly businessId: string; readonly caseId: string }
  /** Something happened on the call; where the caller is now is looked up. */
  | { readonly type: 'CallChanged' }
  /** Somebody has the caller now: `personId`, or who was reached by this offer. */
  | {
      readonly type: 'CallHanded';
      readonly personId: string | null;
      readonly offerId: string | null;
      readonly why: string;
      /** Only for cases that nobody has yet. */
      readonly ifUnowned: boolean;
    }
  /** The caller waits, or one of their cases is new or judged anew: is one of them severe? */
  | { readonly type: 'WeighCases' }
  | { readonly type: 'TellOfCall'; readonly text: string; readonly why: string | null };

interface Of {
  readonly callId: string;
  readonly businessId: string;
  readonly at: number;
}

export type CaseCallEvent =
  /** `found` by the caller's number; otherwise the case knows it already. */
  | (Of & { readonly type: 'CaseBound'; readonly caseId: string; readonly found: boolean })
  | (Of & {
      readonly type: 'CaseCallMoved';
      readonly caseIds: readonly string[];
      readonly phase: CallPhase | null;
    })
  | (Of & {
      readonly type: 'CaseCallHanded';
      readonly caseIds: readonly string[];
      readonly personId: string;
      readonly name: string;
      readonly why: string;
    })
  /** The most severe open case of a caller who waits. */
  | (Of & {
      readonly type: 'CaseWeighed';
      readonly entryId: string;
      readonly caseId: string;
      readonly number: string;
      readonly severity: Severity;
    })
  | (Of & {
      readonly type: 'CaseCallTold';
      readonly caseIds: readonly string[];
      readonly text: string;
      readonly why: string | null;
    });

export interface CaseCallFacts {
  /** Of LookForCase: the caller's case that was opened last. */
  readonly openCaseId: string | null;
  /** Of CallChanged. */
  readonly phase: CallPhase | null;
  /** Of CallHanded. */
  readonly person: { readonly personId: string; readonly name: string } | null;
  /** Of WeighCases: the wait that the caller is in, and the most severe of their open cases. */
  readonly weighed: {
    readonly entryId: string;
    readonly caseId: string;
    readonly number: string;
    readonly severity: Severity;
  } | null;
  /** Those of the linked cases that only a queue has. */
  readonly unowned: readonly string[];
}
