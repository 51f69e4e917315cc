import { z } from 'zod';
import { By } from '../../kernel/by.ts';
import { ringOf } from '../../telephony/line.ts';
import { Device } from '../people/softphone.ts';

/**
 * A customer whom we ring back: in their turn, with the place kept that they had, or at an agreed time. A person says
 * yes first, and only then the customer's telephone rings, so that nobody picks up to find nobody.
 */

export const TryOutcome = z.enum(['talked', 'no-answer', 'busy', 'voicemail', 'failed', 'interrupted']);
export type TryOutcome = z.infer<typeof TryOutcome>;

export const CallbackOutcome = z.enum([
  'talked',
  'rang-in',
  'voicemail',
  'no-answer',
  'busy',
  'failed',
  'refused-number',
  'cancelled',
]);
export type CallbackOutcome = z.infer<typeof CallbackOutcome>;

/** A customer's telephone rung once. It makes a call of its own, named after it. */
export const Try = z.object({
  n: z.number().int(),
  callId: z.string(),
  personId: z.string(),
  personName: z.string(),
  at: z.number(),
  endedAt: z.number().nullable(),
  outcome: TryOutcome.nullable(),
  why: z.string().nullable(),
});
export type Try = z.infer<typeof Try>;

/** Where it stands in the line of its queue: as the queue counts, lower is sooner. */
export const Place = z.object({ joinedAt: z.number(), rank: z.number() });
export type Place = z.infer<typeof Place>;

/** Who said yes, and waits in the room of the try's call. */
const Ringer = z.object({
  offerId: z.string(),
  personId: z.string(),
  name: z.string(),
  sid: z.string(),
  device: Device,
});
export type Ringer = z.infer<typeof Ringer>;

const asked = {
  businessId: z.string(),
  /** The call in which it was asked for. */
  callId: z.string().nullable(),
  caseId: z.string().nullable(),
  number: z.string(),
  /** Digits that a caller entered are dialled only after a person was told so and said yes. */
  numberFrom: z.enum(['calling', 'keyed', 'desk']),
  name: z.string().nullable(),
  topic: z.string().nullable(),
  queue: z.string(),
  queueName: z.string(),
  /** Who is offered it first; then the queue's people are. */
  person: z.object({ personId: z.string(), name: z.string() }).nullable(),
  language: z.string(),
  story: z.array(z.string()),
  /** What the customer was told. */
  words: z.string(),
  by: By,
  askedAt: z.number(),
  /** The agreed time; null: in their turn. */
  dueAt: z.number().nullable(),
  /** By when it was promised. */
  promisedBy: z.number(),
  place: Place,
};
export const Asked = z.object(asked);
export type Asked = z.infer<typeof Asked>;

const details = {
  ...asked,
  tries: z.array(Try),
  /** How often it was put into the line, to name the next entry. */
  rounds: z.number().int(),
  /** How many promises were made for it, to name the next. */
  promises: z.number().int(),
  /** The newest promise was kept: the customer's telephone rang. */
  promiseKept: z.boolean(),
  why: z.string(),
};

export const Callback = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  /** Nobody is looked for before `nextAt`. `entryId`: the place that is held meanwhile, while the caller still hears the goodbye. */
  z.object({
    status: z.literal('scheduled'),
    nextAt: z.number(),
    entryId: z.string().nullable(),
    ...details,
  }),
  /** It has its place in the queue, and a person is looked for. */
  z.object({ status: z.literal('in-line'), entryId: z.string(), ...details }),
  /** A person waits in the room, and the customer's telephone rings. */
  z.object({ status: z.literal('ringing'), ringer: Ringer, sid: z.string().nullable(), ...details }),
  /** The customer, or their voicemail, has picked up. */
  z.object({
    status: z.literal('talking'),
    ringer: Ringer,
    sid: z.string(),
    /** They were brought together. */
    together: z.boolean(),
    /** A message is being spoken to their voicemail. */
    voicemail: z.boolean(),
    ...details,
  }),
  z.object({ status: z.literal('done'), outcome: CallbackOutcome, endedAt: z.number(), ...details }),
  /** Every try was used. */
  z.object({ status: z.literal('given-up'), outcome: CallbackOutcome, endedAt: z.number(), ...details }),
]);
export type Callback = z.infer<typeof Callback>;
export type AskedCallback = Exclude<Callback, { status: 'none' }>;
export type OpenCallback = Exclude<AskedCallback, { status: 'done' | 'given-up' }>;
/** Nobody rings yet, so that it may still be moved or taken back. */
export type PendingCallback = Extract<Callback, { status: 'scheduled' | 'in-line' }>;

/** The id of the call that try number `n` makes. */
export function callOfTry(callbackId: string, n: number): string {
  return `${callbackId}.k${n}`;
}

/** The attempt id of the ring of try number `n`. */
export function ringOfTry(callbackId: string, n: number): string {
  return ringOf('callbacks', callbackId, n);
}

/** The number of the try that a ring belongs to. */
export function tryOfRing(ring: string): number {
  return Number(ring.slice(ring.lastIndexOf('/') + 1));
}

/** The call-back that a call belongs to, by the call's id; null: it is an ordinary call. */
export function callbackOfCall(callId: string): string | null {
  return /^(.+)\.k\d+$/.exec(callId)?.[1] ?? null;
}

/** What was asked for, without what came of it. */
export function askedOf(callback: Asked): Asked {
  const { businessId, callId, caseId, number, numberFrom, name, topic, queue, queueName } = callback;
  const { person, language, story, words, by, askedAt, dueAt, promisedBy, place } = callback;
  return {
    ...{ businessId, callId, caseId, number, numberFrom, name, topic, queue, queueName },
    ...{ person, language, story, words, by, askedAt, dueAt, promisedBy, place },
  };
}
