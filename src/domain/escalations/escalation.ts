import { z } from 'zod';
import { Rung } from '../businesses/business.ts';
import type { Outcome } from '../offers/offer.ts';
import type { PresenceWord } from '../people/person.ts';

/**
 * A live call on its way up one of three pathways: functional (someone who knows), hierarchical (someone who may),
 * automatic (a deadline passed). It climbs a ladder that it copied when it began; a policy edited later changes nothing.
 */

export const Pathway = z.enum(['functional', 'hierarchical', 'automatic']);
export type Pathway = z.infer<typeof Pathway>;

/**
 * What the caller does meanwhile: waits in the queue and keeps the place (`while-waiting`), hears music while the
 * front line asks first (`ask-first`), or has been handed over and waits for whoever comes (`hand-over`).
 */
export const Manner = z.enum(['while-waiting', 'ask-first', 'hand-over']);
export type Manner = z.infer<typeof Manner>;

const Tried = z.object({
  offerId: z.string(),
  personId: z.string(),
  personName: z.string(),
  rung: z.number().int(),
  at: z.number(),
  outcome: z.enum(['ringing', 'reached', 'no-answer', 'refused', 'failed', 'withdrawn']),
});

const details = {
  callId: z.string(),
  businessId: z.string(),
  pathway: Pathway,
  manner: Manner,
  /** Why it began, in words. */
  reason: z.string(),
  ladder: z.array(Rung),
  rungSeconds: z.number(),
  topic: z.string().nullable(),
  language: z.string(),
  story: z.array(z.string()),
  waitingSince: z.number(),
  beganAt: z.number(),
  rung: z.number().int(),
  tried: z.array(Tried),
};

export const Escalation = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('climbing'), ...details }),
  z.object({ status: z.literal('reached'), by: z.string(), endedAt: z.number(), ...details }),
  z.object({ status: z.literal('exhausted'), endedAt: z.number(), ...details }),
  z.object({ status: z.literal('cancelled'), why: z.string(), endedAt: z.number(), ...details }),
]);
export type Escalation = z.infer<typeof Escalation>;
export type Climbing = Extract<Escalation, { status: 'climbing' }>;
export type BegunEscalation = Exclude<Escalation, { status: 'none' }>;

/** Where the ladder comes from; looked up when the escalation begins. */
export type LadderSource =
  | { readonly kind: 'topic'; readonly topic: string }
  | { readonly kind: 'authority'; readonly authority: string }
  | { readonly kind: 'managers' };

export type EscalationCommand =
  | {
      readonly type: 'BeginEscalation';
      readonly callId: string;
      readonly businessId: string;
      readonly pathway: Pathway;
      readonly manner: Manner;
      readonly reason: string;
      readonly from: LadderSource;
      readonly topic: string | null;
      readonly language: string;
      readonly story: readonly string[];
      readonly waitingSince: number;
      /** Who asked is not rung themselves. */
      readonly except: readonly string[];
    }
  | { readonly type: 'OfferReached'; readonly offerId: string; readonly personId: string }
  | {
      readonly type: 'OfferOver';
      readonly offerId: string;
      readonly personId: string;
      readonly outcome: Outcome;
      readonly reason: string;
    }
  | { readonly type: 'CancelEscalation'; readonly why: string };

interface Of {
  readonly escalationId: string;
  readonly callId: string;
  readonly businessId: string;
  readonly pathway: Pathway;
  readonly manner: Manner;
  readonly at: number;
}

export type EscalationEvent =
  | (Of & { readonly type: 'EscalationBegan'; readonly begun: Omit<Climbing, 'status' | 'rung' | 'tried'> })
  /** Nobody on this rung can be rung now: the next one is tried at once. */
  | (Of & { readonly type: 'RungSkipped'; readonly rung: number; readonly why: string })
  | (Of & {
      readonly type: 'RungTried';
      readonly rung: number;
      readonly offerId: string;
      readonly personId: string;
      readonly personName: string;
      readonly ringSeconds: number;
      readonly topic: string | null;
      readonly language: string;
      readonly story: readonly string[];
      readonly waitingSince: number;
      readonly why: string;
    })
  | (Of & {
      readonly type: 'RungAnswered';
      readonly offerId: string;
      readonly outcome: Outcome;
      readonly reason: string;
    })
  | (Of & { readonly type: 'EscalationReached'; readonly offerId: string; readonly personId: string })
  | (Of & { readonly type: 'EscalationExhausted'; readonly reason: string; readonly told: readonly string[] })
  | (Of & {
      readonly type: 'EscalationCancelled';
      readonly withdrawn: readonly string[];
      readonly why: string;
    });

export interface LadderPerson {
  readonly personId: string;
  readonly name: string;
  readonly presence: PresenceWord;
  /** Why their browser cannot be reached, as part of a sentence; null in every other presence. */
  readonly unreachable: string | null;
}

export interface EscalationFacts {
  /** Null: the topic or authority is unknown, or this command needs none. */
  readonly policy: { readonly ladder: readonly Rung[]; readonly rungSeconds: number } | null;
  /** Everyone on the ladder, by id. */
  readonly people: Readonly<Record<string, LadderPerson>>;
}
