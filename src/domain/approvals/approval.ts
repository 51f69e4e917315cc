import { z } from 'zod';
import { By, Party, type ByPerson } from '../../kernel/by.ts';
import type { Business } from '../businesses/business.ts';
import { ApprovalKind } from '../businesses/limits-words.ts';
import type { ClimbWanted } from '../ladders/ladder.ts';

/**
 * Permission for one exact amount, asked of people whose own limit covers it. It keeps the ladder that it began with;
 * another amount is another request.
 */

const PersonName = z.object({ personId: z.string(), name: z.string() });
export type PersonName = z.infer<typeof PersonName>;

export const AuthorityRung = z.object({ name: z.string(), people: z.array(PersonName) });
export type AuthorityRung = z.infer<typeof AuthorityRung>;

const details = {
  businessId: z.string(),
  caseId: z.string().nullable(),
  callId: z.string().nullable(),
  kind: ApprovalKind,
  amountMinor: z.number().int(),
  currency: z.string(),
  reason: z.string(),
  customer: Party,
  asker: PersonName,
  askedAt: z.number(),
  /** Why it must be asked, or need not be. */
  why: z.string(),
  ladder: z.array(AuthorityRung),
  patienceSeconds: z.number().int(),
  decideSeconds: z.number().int(),
  told: z.array(z.object({ at: z.number(), rung: z.string(), names: z.array(z.string()) })),
  /** How many climbs were begun: names them. */
  climbs: z.number().int(),
  /** The request whose place this one took, and the first of them all. */
  replaces: z.string().nullable(),
  root: z.string(),
  revision: z.number().int(),
};

const decided = {
  decidedAt: z.number(),
  decidedBy: By,
  /** `limit`: nobody had to be asked. */
  how: z.enum(['limit', 'click', 'key']),
  note: z.string().nullable(),
  decidedWhy: z.string(),
};

export const Approval = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({
    status: z.literal('asked'),
    expiresAt: z.number(),
    /** Who has it on the screen and is about to decide; the rungs above wait for them. */
    seenBy: PersonName.nullable(),
    /** The first rung of the ladder that the present climb began at. */
    climbFrom: z.number().int(),
    ...details,
  }),
  z.object({ status: z.literal('granted'), ...decided, ...details }),
  z.object({ status: z.literal('denied'), ...decided, ...details }),
  /** The amount was changed. */
  z.object({
    status: z.literal('voided'),
    endedAt: z.number(),
    endedBy: By,
    replacedBy: z.string(),
    ...details,
  }),
  z.object({ status: z.literal('lapsed'), endedAt: z.number(), endedWhy: z.string(), ...details }),
  z.object({
    status: z.literal('withdrawn'),
    endedAt: z.number(),
    endedBy: By,
    endedWhy: z.string(),
    ...details,
  }),
]);
export type Approval = z.infer<typeof Approval>;
export type BegunApproval = Exclude<Approval, { status: 'none' }>;
export type AskedApproval = Extract<Approval, { status: 'asked' }>;

export interface Amount {
  readonly amountMinor: number;
  readonly currency: string;
}

export type ApprovalCommand =
  | ({
      readonly type: 'RequestApproval';
      readonly businessId: string;
      readonly caseId: string | null;
      readonly callId: string | null;
      readonly kind: ApprovalKind;
      readonly reason: string;
      readonly by: ByPerson;
      readonly follows?: { readonly replaces: string; readonly root: string; readonly revision: number };
    } & Amount)
  /** By a click; `asOf`: the amount that was on the screen. */
  | {
      readonly type: 'DecideApproval';
      readonly by: ByPerson;
      readonly approve: boolean;
      readonly note: string | null;
      readonly asOf: Amount;
    }
  /** By a key of the telephone that told them of it: this very request, so of this very amount. */
  | { readonly type: 'DecideByKey'; readonly by: ByPerson; readonly approve: boolean }
  /** Somebody said "I have it", which decides nothing yet. */
  | { readonly type: 'SeeApproval'; readonly personId: string; readonly name: string }
  | ({ readonly type: 'ChangeAmount'; readonly by: ByPerson } & Amount)
  | { readonly type: 'WithdrawApproval'; readonly by: ByPerson; readonly why: string | null }
  /** The ladder reached a rung; `until` is when it goes on. */
  | {
      readonly type: 'NoteTold';
      readonly climbId: string;
      readonly rungName: string;
      readonly names: readonly string[];
      readonly until: number;
    }
  | { readonly type: 'ApprovalUnreached'; readonly climbId: string; readonly why: string }
  | { readonly type: 'TimeOver' };

interface Of {
  readonly approvalId: string;
  readonly businessId: string;
  readonly caseId: string | null;
  readonly callId: string | null;
  readonly at: number;
  /** `refund of £80.00`. */
  readonly what: string;
}

interface Ends {
  /** The climb that nobody needs any more. */
  readonly climbId: string | null;
}

export type ApprovalEvent =
  | (Of & {
      readonly type: 'ApprovalAsked';
      readonly asked: Omit<AskedApproval, 'status'>;
      /** Null when the asker may give it alone. */
      readonly climb: ClimbWanted | null;
      readonly why: string;
    })
  | (Of & {
      readonly type: 'ApprovalTold';
      readonly rung: string;
      readonly names: readonly string[];
      readonly expiresAt: number;
    })
  | (Of & {
      readonly type: 'ApprovalSeen';
      readonly personId: string;
      readonly name: string;
      readonly expiresAt: number;
    })
  /** Whoever looked at it did not decide: the rungs above are told. */
  | (Of & {
      readonly type: 'ApprovalPassedOn';
      readonly climb: ClimbWanted;
      readonly climbFrom: number;
      readonly expiresAt: number;
      readonly why: string;
    })
  | (Of &
      Ends & {
        readonly type: 'ApprovalGranted';
        readonly by: By;
        readonly how: 'limit' | 'click' | 'key';
        readonly note: string | null;
        readonly why: string;
      })
  | (Of &
      Ends & {
        readonly type: 'ApprovalDenied';
        readonly by: By;
        readonly how: 'click' | 'key';
        readonly note: string | null;
        readonly why: string;
      })
  | (Of &
      Ends & {
        readonly type: 'ApprovalVoided';
        readonly by: By;
        readonly nextId: string;
        readonly next: Extract<ApprovalCommand, { type: 'RequestApproval' }>;
        readonly why: string;
      })
  | (Of & Ends & { readonly type: 'ApprovalLapsed'; readonly why: string })
  | (Of & Ends & { readonly type: 'ApprovalWithdrawn'; readonly by: By; readonly why: string });

/** What a rule about approvals may look at besides the request. */
export interface ApprovalFacts {
  readonly business: Pick<Business, 'limits' | 'approvals' | 'authorities' | 'managers' | 'staff'> | null;
  /** Names of everyone who may stand on a ladder, by id. */
  readonly names: Readonly<Record<string, string>>;
  readonly customer: Party;
  readonly caseId: string | null;
  /** The call is still going on: the caller holds. */
  readonly callLive: boolean;
}
