import { z } from 'zod';
import { Pathway, type LadderSource, type Manner } from '../escalations/escalation.ts';
import type { LegEnding } from '../../telephony/line.ts';
import type { Purpose } from '../offers/offer.ts';
import type { WaitingKey } from '../queues/queue-entry.ts';
import { Device } from '../people/softphone.ts';

/**
 * One conversation from ring to goodbye. The caller is always at exactly one place; the people who speak
 * with the caller meet them in a room that bears the call's id.
 */

export const Party = z.object({
  /** The offer by which this person was reached; names their leg. */
  offerId: z.string(),
  personId: z.string(),
  name: z.string(),
  sid: z.string(),
  /** `consulted`: asked for advice while the caller hears music. */
  role: z.enum(['agent', 'consulted']),
  /** On what they were reached. */
  device: Device.default('telephone'),
  since: z.number(),
});
export type Party = z.infer<typeof Party>;

const Asker = z.object({ noun: z.string(), id: z.string() });

/** Somebody is being rung on behalf of this call while the caller is held. */
export const Pending = z.object({
  /** `consult`: the front line stays and asks first. `hand-over`: the front line has gone, the caller waits for whoever comes. */
  kind: z.enum(['consult', 'hand-over']),
  /** Who looks for the person: the call itself for one person, an escalation for a ladder. */
  asker: Asker,
  offerId: z.string().nullable(),
  personId: z.string().nullable(),
  name: z.string().nullable(),
  status: z.enum(['ringing', 'talking']),
  pathway: Pathway.nullable(),
  since: z.number(),
});
export type Pending = z.infer<typeof Pending>;

export const Place = z.discriminatedUnion('at', [
  z.object({ at: z.literal('flow'), since: z.number() }),
  /** We ring the customer, and somebody waits for them in the room. */
  z.object({ at: z.literal('ringing'), since: z.number() }),
  z.object({ at: z.literal('waiting'), entryId: z.string(), since: z.number() }),
  /** On the way into the room. */
  z.object({ at: z.literal('moving'), since: z.number() }),
  z.object({ at: z.literal('talking'), since: z.number() }),
  /** In the room, hearing music. */
  z.object({ at: z.literal('held'), since: z.number() }),
  /** Hears the goodbye. */
  z.object({ at: z.literal('leaving'), since: z.number() }),
]);
export type Place = z.infer<typeof Place>;

export const Note = z.object({ at: z.number(), personId: z.string(), name: z.string(), text: z.string() });
export type Note = z.infer<typeof Note>;

const details = {
  businessId: z.string(),
  /** The number that was dialled. */
  number: z.string(),
  from: z.string(),
  callerName: z.string().nullable(),
  callerSid: z.string(),
  language: z.string(),
  startedAt: z.number(),
  queue: z.string().nullable(),
  topic: z.string().nullable(),
  story: z.array(z.string()),
  /** Since when the caller first waited for a person; null before. */
  waitingSince: z.number().nullable(),
  noticeGiven: z.boolean(),
  escalated: Pathway.nullable(),
  /** The escalation that climbs while the caller waits. */
  climbing: z.string().nullable(),
  /** The call-back that was promised to this caller. */
  ringsBack: z.string().nullable().default(null),
  /** Said to the caller instead of the usual goodbye. */
  farewell: z.string().nullable().default(null),
  notes: z.array(Note),
  turn: z.number().int(),
  /** How many of each were begun, to name the next. */
  counts: z.object({
    waits: z.number().int(),
    consults: z.number().int(),
    transfers: z.number().int(),
    escalations: z.number().int(),
  }),
  /** Events so far: names the effects of a decision. */
  events: z.number().int(),
};

export const Call = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({
    status: z.literal('live'),
    place: Place,
    parties: z.array(Party),
    pending: Pending.nullable(),
    ...details,
  }),
  z.object({ status: z.literal('ended'), endedAt: z.number(), endedBy: z.string(), ...details }),
]);
export type Call = z.infer<typeof Call>;
export type LiveCall = Extract<Call, { status: 'live' }>;
export type KnownCall = Exclude<Call, { status: 'none' }>;

interface Of {
  readonly callId: string;
  readonly businessId: string;
  readonly at: number;
}

/** A wait that the call asks for; the queue fills in its own policy. */
export interface WaitWanted {
  readonly entryId: string;
  readonly callerSid: string;
  readonly queue: string | null;
  readonly only: readonly string[] | null;
  readonly ringSeconds: number | null;
  readonly topic: string | null;
  readonly priority: string | null;
  readonly language: string;
  readonly waitingKeys: Readonly<Record<string, WaitingKey>>;
  readonly story: readonly string[];
  readonly entrance: 'asking' | 'fetched';
  readonly returning: { readonly since: number } | null;
  /** The person to whom the caller's line was lost: not the first to be rung again. */
  readonly lost: string | null;
  readonly words: string | null;
}

export type CallEvent =
  | (Of & {
      readonly type: 'CallArrived';
      readonly number: string;
      readonly flow: string;
      readonly from: string;
      readonly callerName: string | null;
      readonly callerSid: string;
      readonly language: string;
    })
  /** Somebody said yes to a call-back, and the customer is being rung. */
  | (Of & {
      readonly type: 'CallPlaced';
      /** The business's number. */
      readonly number: string;
      readonly to: string;
      readonly customerName: string | null;
      readonly language: string;
      readonly queue: string;
      readonly topic: string | null;
      readonly story: readonly string[];
      readonly waitingSince: number;
      readonly party: Party;
    })
  | (Of & { readonly type: 'CustomerConnected'; readonly sid: string })
  /** The caller hears that they are rung back, and their place is kept. */
  | (Of & {
      readonly type: 'RingBackPromised';
      readonly callbackId: string;
      readonly leaves: boolean;
      /** The escalation that ends because the caller waits on the line no longer. */
      readonly givenUp: string | null;
    })
  | (Of & { readonly type: 'LanguageSet'; readonly language: string })
  | (Of & { readonly type: 'NoticeNoted' })
  | (Of & { readonly type: 'WaitWanted'; readonly wait: WaitWanted })
  | (Of & {
      readonly type: 'CallerAtQueue';
      readonly entryId: string;
      readonly queue: string | null;
      readonly joinedAt: number;
    })
  | (Of & {
      readonly type: 'CallerBackInFlow';
      readonly outcome: { readonly kind: 'key'; readonly key: string } | { readonly kind: 'nobody' };
      readonly words: string | null;
      /** The escalation that ends because the caller chose to wait no longer. */
      readonly givenUp: string | null;
    })
  /** Somebody said yes; the caller is fetched into the room. */
  | (Of & {
      readonly type: 'CallerFetched';
      readonly party: Party;
      readonly purpose: Purpose;
      readonly entryId: string | null;
      readonly climbing: string | null;
    })
  | (Of & { readonly type: 'CallerInRoom' })
  | (Of & { readonly type: 'CallerTurned'; readonly turn: number })
  /** Somebody said yes when they were needed no more. */
  | (Of & { readonly type: 'PartyNotNeeded'; readonly offerId: string })
  | (Of & { readonly type: 'PartyJoined'; readonly party: Party; readonly purpose: Purpose })
  | (Of & {
      readonly type: 'PartyReleased';
      readonly offerId: string;
      readonly name: string;
      readonly by: string;
    })
  | (Of & {
      readonly type: 'PartyLeft';
      readonly offerId: string;
      readonly personId: string;
      readonly name: string;
      /** Their line ended though they had not said that they leave. */
      readonly lost: boolean;
    })
  | (Of & {
      readonly type: 'CallerHeld';
      readonly why: 'hold' | 'consult' | 'hand-over';
      readonly by: string;
    })
  | (Of & { readonly type: 'CallerResumed'; readonly why: string })
  | (Of & {
      readonly type: 'PersonWanted';
      readonly purpose: 'consult' | 'transfer';
      readonly offerId: string;
      readonly personId: string;
      readonly name: string;
      readonly by: string;
      readonly language: string;
      readonly queue: string | null;
      readonly topic: string | null;
      readonly story: readonly string[];
      readonly waitingSince: number;
      readonly ringSeconds: number;
    })
  | (Of & {
      readonly type: 'EscalationWanted';
      readonly escalationId: string;
      readonly pathway: Pathway;
      readonly manner: Manner;
      readonly from: LadderSource;
      readonly reason: string;
      readonly topic: string | null;
      readonly language: string;
      readonly story: readonly string[];
      readonly waitingSince: number;
      readonly except: readonly string[];
    })
  | (Of & { readonly type: 'PendingReached'; readonly party: Party; readonly purpose: Purpose })
  /** The person who was asked first has the caller now. */
  | (Of & { readonly type: 'HandedOver'; readonly to: string; readonly toName: string })
  | (Of & { readonly type: 'BroughtTogether'; readonly offerId: string })
  | (Of & { readonly type: 'PendingCancelled'; readonly pending: Pending; readonly by: string })
  | (Of & { readonly type: 'PendingFailed'; readonly reason: string })
  /** The front line left while somebody was still being rung: the caller waits for that person. */
  | (Of & { readonly type: 'PendingInherited' })
  | (Of & {
      readonly type: 'ClimbOver';
      readonly escalationId: string;
      /** What a caller who still waits is told of it. */
      readonly tells: { readonly entryId: string; readonly words: string } | null;
    })
  /** A person's leg was found to have ended, though no news of it had come. */
  | (Of & { readonly type: 'PartyFoundGone'; readonly offerId: string; readonly how: LegEnding })
  | (Of & { readonly type: 'NoteAdded'; readonly note: Note })
  | (Of & {
      readonly type: 'CallerDismissed';
      readonly by: string;
      /** Said instead of the usual goodbye. */
      readonly words?: string;
    })
  | (Of & {
      readonly type: 'CallEnded';
      readonly by: string;
      readonly parties: readonly string[];
      readonly pending: Pending | null;
      readonly climbing: string | null;
      readonly entryId: string | null;
      /** The call-back that was promised: the customer's telephone is free now. */
      readonly ringsBack?: string;
    });
