import { z } from 'zod';
import type { LegEnding, LegInput, LineRequest, EffectSettled } from '../../telephony/line.ts';
import type { Device } from '../people/softphone.ts';
import { firstLeg, LegName, OfferLeg } from './legs.ts';

/**
 * One attempt to ring one person for one caller, on one or two of their devices. Each ring has a name of its own (see
 * `legs.ts`), which is written down before anything rings and comes back in every callback.
 */

export const Purpose = z.enum([
  'queue',
  'flow',
  'transfer',
  'consult',
  'functional',
  'hierarchical',
  'automatic',
  /** Nobody waits on the line: a yes rings the customer. */
  'callback',
]);
export type Purpose = z.infer<typeof Purpose>;

export const Outcome = z.enum(['reached', 'no-answer', 'refused', 'failed', 'withdrawn']);
export type Outcome = z.infer<typeof Outcome>;

/** What the offered person is told of the call. */
export const Briefing = z.object({
  callId: z.string(),
  businessId: z.string(),
  businessName: z.string(),
  /** The business's number, shown to the person who is rung. */
  callerId: z.string(),
  language: z.string(),
  queue: z.string().nullable(),
  topic: z.string().nullable(),
  story: z.array(z.string()),
  waitingSince: z.number(),
});
export type Briefing = z.infer<typeof Briefing>;

const details = {
  personId: z.string(),
  personName: z.string(),
  phone: z.string(),
  purpose: Purpose,
  /** Who made the offer and hears how it ends. */
  asker: z.object({ noun: z.string(), id: z.string() }),
  briefing: Briefing,
  why: z.string(),
  madeAt: z.number(),
  expiresAt: z.number(),
  /** Everything that was rung for this offer, in the order of ringing. */
  legs: z.array(OfferLeg).min(1),
};

const written = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  /** `saidYes`: the person accepted on screen and has yet to lift the telephone. */
  z.object({ status: z.literal('ringing'), saidYes: z.boolean(), ...details }),
  /** Somebody or something lifted the telephone; that is not yet a yes. */
  z.object({ status: z.literal('picked-up'), ...details }),
  /** The person said yes: by key or by click. Their leg lives on in the call's room. */
  z.object({ status: z.literal('reached'), on: LegName, reachedAt: z.number(), ...details }),
  z.object({ status: z.literal('ended'), outcome: Outcome, endedAt: z.number(), ...details }),
]);
export type Offer = z.infer<typeof written>;
export type MadeOffer = Exclude<Offer, { status: 'none' }>;
export type OpenOffer = Extract<Offer, { status: 'ringing' | 'picked-up' }>;

const LEG_STATUS: Readonly<Record<string, OfferLeg['status']>> = {
  ringing: 'ringing',
  'picked-up': 'picked-up',
  reached: 'in-room',
};

/** Offers were once rung on the telephone only, and held what is now their first leg's. */
const oneLeg = z.looseObject({ status: z.string(), sid: z.string().nullable(), turn: z.number().int() });

export const Offer: z.ZodType<Offer> = z.preprocess((value) => {
  const old = oneLeg.safeParse(value);
  if (!old.success) return value;
  const { sid, turn, ...rest } = old.data;
  const leg: OfferLeg = { ...firstLeg('telephone'), sid, turn, status: LEG_STATUS[rest.status] ?? 'over' };
  return { ...rest, legs: [leg], on: 'first' };
}, written);

export type OfferCommand =
  | {
      readonly type: 'MakeOffer';
      readonly personId: string;
      readonly purpose: Purpose;
      readonly asker: { readonly noun: string; readonly id: string };
      readonly callId: string;
      readonly businessId: string;
      readonly language: string;
      readonly queue: string | null;
      readonly topic: string | null;
      readonly story: readonly string[];
      readonly waitingSince: number;
      readonly ringSeconds: number;
      readonly why: string;
    }
  | {
      readonly type: 'RingProgressed';
      readonly leg: LegName;
      readonly sid: string;
      readonly status: 'ringing' | 'answered';
    }
  | { readonly type: 'TakeTurn'; readonly leg: LegName; readonly turn: number; readonly input: LegInput }
  | { readonly type: 'AcceptOffer'; readonly personId: string }
  | { readonly type: 'RefuseOffer'; readonly personId: string; readonly reason: string | null }
  | { readonly type: 'ExpireOffer' }
  /** The browser has rung long enough by itself. */
  | { readonly type: 'RingTelephone' }
  | { readonly type: 'WithdrawOffer'; readonly why: string }
  /** The call has no more use for this person's leg. */
  | { readonly type: 'ReleasePerson' }
  /** `leg` null: the one on which the person was reached. */
  | { readonly type: 'LegEnded'; readonly leg: LegName | null; readonly how: LegEnding }
  | EffectSettled;

export type OfferEvent =
  | {
      readonly type: 'OfferMade';
      readonly offerId: string;
      readonly callId: string;
      readonly personId: string;
      readonly personName: string;
      readonly phone: string;
      /** What rings first. */
      readonly device: Device;
      readonly purpose: Purpose;
      readonly asker: { readonly noun: string; readonly id: string };
      readonly briefing: Briefing;
      readonly why: string;
      readonly at: number;
      readonly expiresAt: number;
    }
  | {
      readonly type: 'OfferLegKnown';
      readonly offerId: string;
      readonly callId: string;
      readonly leg: LegName;
      readonly sid: string;
    }
  | {
      readonly type: 'OfferPickedUp';
      readonly offerId: string;
      readonly callId: string;
      readonly leg: LegName;
      readonly sid: string;
      readonly expiresAt: number;
    }
  | {
      readonly type: 'OfferTurned';
      readonly offerId: string;
      readonly callId: string;
      readonly leg: LegName;
      readonly turn: number;
    }
  /** The telephone rings as well; `why` says what came of the browser. */
  | {
      readonly type: 'OfferTelephoneRung';
      readonly offerId: string;
      readonly callId: string;
      readonly why: string;
      readonly at: number;
    }
  /** One device rings no more, and the offer goes on. */
  | {
      readonly type: 'OfferLegOver';
      readonly offerId: string;
      readonly callId: string;
      readonly leg: LegName;
      readonly reason: string;
      readonly at: number;
    }
  | {
      readonly type: 'OfferSaidYes';
      readonly offerId: string;
      readonly callId: string;
      readonly personId: string;
    }
  | {
      readonly type: 'OfferReached';
      readonly offerId: string;
      readonly callId: string;
      readonly personId: string;
      readonly personName: string;
      readonly purpose: Purpose;
      readonly asker: { readonly noun: string; readonly id: string };
      readonly leg: LegName;
      readonly device: Device;
      readonly sid: string;
      readonly by: 'key' | 'click';
      readonly at: number;
    }
  /** It ended without the person saying yes. */
  | {
      readonly type: 'OfferOver';
      readonly offerId: string;
      readonly callId: string;
      readonly personId: string;
      readonly personName: string;
      readonly purpose: Purpose;
      readonly asker: { readonly noun: string; readonly id: string };
      readonly outcome: Exclude<Outcome, 'reached'>;
      readonly reason: string;
      readonly at: number;
    }
  /** A person who had been reached is on the line no more. */
  | {
      readonly type: 'PersonLeftLine';
      readonly offerId: string;
      readonly callId: string;
      readonly personId: string;
      readonly personName: string;
      readonly at: number;
    };

export type OfferEffect = LineRequest;

export interface OfferFacts {
  /** Null when MakeOffer is not the command. */
  readonly person: {
    readonly name: string;
    readonly phone: string;
    readonly busy: string | null;
    /** What rings first. */
    readonly device: Device;
    /** Why it is not the browser in which they take calls, as part of a sentence. */
    readonly because: string | null;
  } | null;
  readonly business: { readonly name: string; readonly callerId: string } | null;
}
