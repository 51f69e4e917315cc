import { z } from 'zod';
import type { Outcome } from '../offers/offer.ts';
import type { PresenceWord } from '../people/person.ts';

/**
 * Who should get this waiting caller now, and why. One search for each wait (its id is the queue entry's);
 * and, when a person becomes free, one look at who waits (its id is `person/<id>`).
 */

const search = {
  callId: z.string(),
  businessId: z.string(),
  queue: z.string().nullable(),
  queueName: z.string(),
  only: z.array(z.string()).nullable(),
  strategy: z.enum(['longest-idle', 'ring-all']),
  skills: z.array(z.string()),
  ringSeconds: z.number(),
  topic: z.string().nullable(),
  language: z.string(),
  story: z.array(z.string()),
  waitingSince: z.number(),
  /** Whose line to this caller was lost a moment ago: tried, so that somebody else is first. */
  lost: z.string().nullable().default(null),
  /** True: nobody waits on the line, and a yes rings the customer. */
  callback: z.boolean().default(false),
  overflowQueue: z.string().nullable(),
  offers: z.number().int(),
  live: z.array(z.object({ offerId: z.string(), personId: z.string() })),
  tried: z.array(z.object({ personId: z.string(), at: z.number() })),
  /** The last decision in plain words. */
  why: z.string(),
};

export const Search = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('looking'), ...search }),
  z.object({ status: z.literal('over'), ...search }),
]);
export type Search = z.infer<typeof Search>;
export type Looking = Extract<Search, { status: 'looking' }>;
export type SearchBegin = Omit<
  Looking,
  'status' | 'callback' | 'overflowQueue' | 'offers' | 'live' | 'tried' | 'why'
> & { readonly callback?: boolean };

/** A person as routing sees them. */
export interface Candidate {
  readonly personId: string;
  readonly name: string;
  readonly presence: PresenceWord;
  readonly idleSince: number;
  readonly skills: readonly string[];
  /** Why their browser cannot be reached, as part of a sentence; null in every other presence. */
  readonly unreachable: string | null;
  /** The number of this caller's open case, when this person has it. */
  readonly openCase?: string;
}

export type RoutingCommand =
  | { readonly type: 'BeginSearch'; readonly search: SearchBegin }
  /** The caller is rung back in this place: whoever is looked for from now on rings them. */
  | { readonly type: 'SeekForCallback'; readonly search: SearchBegin }
  | { readonly type: 'FindPerson' }
  | { readonly type: 'OfferReached'; readonly offerId: string }
  | {
      readonly type: 'OfferOver';
      readonly offerId: string;
      readonly personId: string;
      readonly outcome: Outcome;
    }
  | { readonly type: 'WidenSearch'; readonly into: string }
  | { readonly type: 'StopSearch'; readonly why: string }
  /** This person can take a caller: who waits for them? */
  | { readonly type: 'FindCaller'; readonly personId: string };

export type RoutingEvent =
  | {
      readonly type: 'SearchBegan';
      readonly entryId: string;
      readonly callId: string;
      readonly search: SearchBegin;
      /** Offers that this place has seen already, to name the next ones. */
      readonly offers?: number;
      readonly at: number;
    }
  | {
      readonly type: 'PersonChosen';
      readonly entryId: string;
      readonly callId: string;
      readonly businessId: string;
      readonly offerId: string;
      readonly personId: string;
      readonly purpose: 'queue' | 'flow' | 'callback';
      readonly queue: string | null;
      readonly topic: string | null;
      readonly language: string;
      readonly story: readonly string[];
      readonly waitingSince: number;
      readonly ringSeconds: number;
      readonly why: string;
      readonly at: number;
    }
  | {
      readonly type: 'NobodyChosen';
      readonly entryId: string;
      readonly callId: string;
      readonly why: string;
      readonly at: number;
    }
  | {
      readonly type: 'OfferNoted';
      readonly entryId: string;
      readonly callId: string;
      readonly offerId: string;
      readonly personId: string;
      readonly at: number;
    }
  | {
      readonly type: 'SearchWidened';
      readonly entryId: string;
      readonly callId: string;
      readonly into: string;
      readonly at: number;
    }
  /** Everyone asked for was tried. */
  | {
      readonly type: 'NobodyLeft';
      readonly entryId: string;
      readonly callId: string;
      readonly why: string;
      readonly at: number;
    }
  | {
      readonly type: 'SearchStopped';
      readonly entryId: string;
      readonly callId: string;
      readonly withdrawn: readonly string[];
      readonly why: string;
      readonly at: number;
    }
  | {
      readonly type: 'CallerChosen';
      readonly entryId: string;
      readonly personId: string;
      readonly at: number;
    };

export interface RoutingFacts {
  /** Whoever may be offered the caller, in no particular order. */
  readonly candidates: readonly Candidate[];
  /** Entries that this person may be offered now, soonest served first. */
  readonly waiting: readonly { readonly entryId: string; readonly triedAt: number | null }[];
}
