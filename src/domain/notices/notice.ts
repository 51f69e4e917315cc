import { z } from 'zod';
import type { EffectSettled, LegEnding, LegInput } from '../../telephony/line.ts';

/** One message to one person by one way: asked for, sent, and what came of it. */

/**
 * `desk`: shown in the console; `phone`: a call that reads it out; `sms`; `email`. Reached means acknowledged:
 * a click, a key, a coded reply or a link; a voicemail or a mail server never acknowledges.
 */
export const Way = z.enum(['desk', 'phone', 'sms', 'email']);
export type Way = z.infer<typeof Way>;

export const Addressee = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.string(), name: z.string() }),
  /** Somebody outside, such as the customer who left a message. */
  z.object({
    kind: z.literal('address'),
    email: z.string().nullable(),
    number: z.string().nullable(),
    name: z.string().nullable(),
  }),
]);
export type Addressee = z.infer<typeof Addressee>;

export const NoticeAbout = z.object({ noun: z.string(), id: z.string() });

export const NoticeWanted = z.object({
  businessId: z.string(),
  to: Addressee,
  way: Way,
  subject: z.string(),
  text: z.string(),
  about: NoticeAbout,
  climbId: z.string().nullable(),
  caseId: z.string().nullable(),
  /** Asks for an "I have it"; false: it only tells. */
  acknowledge: z.boolean(),
});
export type NoticeWanted = z.infer<typeof NoticeWanted>;

/** One attempt to tell, and its result in words. */
const Attempt = z.object({ at: z.number(), what: z.string() });

const details = {
  ...NoticeWanted.shape,
  businessName: z.string(),
  language: z.string(),
  /** Where it goes: an e-mail address or a number; null on the desk. */
  address: z.string().nullable(),
  /** What an SMS reply names: `Y 4821`; null for other ways. */
  code: z.string().nullable(),
  /** Browsers that show it while no page is open; of the desk only. */
  browsers: z.array(z.string()).default([]),
  queuedAt: z.number(),
  sentAt: z.number().nullable(),
  deliveredAt: z.number().nullable(),
  /** Of a call that reads it out: the next turn, and how often the question was asked. */
  turn: z.number().int(),
  asked: z.number().int(),
  attempts: z.array(Attempt),
};

export const Notice = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  /** Asked for; nothing has left the house yet. */
  z.object({ status: z.literal('pending'), ...details }),
  /** Handed over: shown on the desk list, taken by the mail server or the telephone company, or ringing. */
  z.object({ status: z.literal('sent'), ...details }),
  /** Known to have arrived; which says nothing of having been read. */
  z.object({ status: z.literal('delivered'), ...details }),
  z.object({
    status: z.literal('acknowledged'),
    ...details,
    how: z.enum(['click', 'key', 'sms', 'link']),
    endedAt: z.number(),
  }),
  /** They said that they cannot. */
  z.object({ status: z.literal('refused'), ...details, reason: z.string(), endedAt: z.number() }),
  z.object({ status: z.literal('failed'), ...details, reason: z.string(), endedAt: z.number() }),
  /** Nobody needs it any more. */
  z.object({ status: z.literal('withdrawn'), ...details, reason: z.string(), endedAt: z.number() }),
]);
export type Notice = z.infer<typeof Notice>;
export type BegunNotice = Exclude<Notice, { status: 'none' }>;
export type OpenNotice = Extract<Notice, { status: 'pending' | 'sent' | 'delivered' }>;

export type NoticeCommand =
  | ({ readonly type: 'SendNotice' } & NoticeWanted)
  | { readonly type: 'WithdrawNotice'; readonly why: string }
  /** The desk list with this notice was on somebody's screen. */
  | { readonly type: 'SeeNotice' }
  | {
      readonly type: 'AcknowledgeNotice';
      readonly how: 'click' | 'key' | 'sms' | 'link';
      readonly asOf: number | null;
    }
  | {
      readonly type: 'RefuseNotice';
      readonly how: 'click' | 'key' | 'sms' | 'link';
      readonly reason: string | null;
    }
  /** What the telephone company says of a text message. */
  | {
      readonly type: 'TextProgressed';
      readonly status: 'sent' | 'delivered' | 'failed';
      readonly reason: string | null;
    }
  | { readonly type: 'TakeTurn'; readonly turn: number; readonly input: LegInput }
  | {
      readonly type: 'RingProgressed';
      readonly ring: string;
      readonly sid: string;
      readonly status: 'ringing' | 'answered';
    }
  | { readonly type: 'LegEnded'; readonly ring: string; readonly sid: string; readonly how: LegEnding }
  /** Nothing was heard of the call for too long. */
  | { readonly type: 'GiveUpRing' }
  | EffectSettled;

export interface NoticeOf {
  readonly noticeId: string;
  readonly businessId: string;
  readonly to: Addressee;
  readonly way: Way;
  readonly subject: string;
  readonly about: { readonly noun: string; readonly id: string };
  readonly climbId: string | null;
  readonly caseId: string | null;
  readonly at: number;
}

export type NoticeEvent =
  | (NoticeOf & {
      readonly type: 'NoticeQueued';
      readonly wanted: NoticeWanted;
      readonly businessName: string;
      readonly language: string;
      readonly address: string | null;
      readonly code: string | null;
      readonly browsers: readonly string[];
    })
  /** `result` in words: `accepted by the mail server`, `ringing +447700900141`. */
  | (NoticeOf & { readonly type: 'NoticeSent'; readonly result: string })
  | (NoticeOf & { readonly type: 'NoticeDelivered'; readonly result: string })
  /** A call was picked up, by whomever or whatever; not reached. */
  | (NoticeOf & { readonly type: 'NoticePickedUp'; readonly result: string })
  /** What became of showing it in one browser, which changes nothing else. */
  | (NoticeOf & { readonly type: 'NoticePushed'; readonly shown: boolean; readonly result: string })
  | (NoticeOf & { readonly type: 'NoticeTurned'; readonly turn: number; readonly asked: number })
  /** `final`: it is not attempted again. */
  | (NoticeOf & { readonly type: 'NoticeFailed'; readonly reason: string; readonly final: boolean })
  | (NoticeOf & {
      readonly type: 'NoticeRefused';
      readonly how: 'click' | 'key' | 'sms' | 'link';
      readonly reason: string;
    })
  | (NoticeOf & {
      readonly type: 'NoticeAcknowledged';
      readonly how: 'click' | 'key' | 'sms' | 'link';
      readonly asOf: number | null;
    })
  | (NoticeOf & { readonly type: 'NoticeWithdrawn'; readonly why: string });

/** Carried out by `src/notify/`: they name the notice, and the words are made when they are sent. */
export interface EmailEffect {
  readonly kind: 'notify.email';
  readonly id: string;
  readonly callId: null;
  readonly noticeId: string;
  readonly businessId: string;
  /** The noun that it is about. */
  readonly about: string;
  readonly to: { readonly name: string | null; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly acknowledge: boolean;
}
export interface SmsEffect {
  readonly kind: 'notify.sms';
  readonly id: string;
  readonly callId: null;
  readonly noticeId: string;
  readonly businessId: string;
  readonly about: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** What a reply names, when one is asked for. */
  readonly code: string | null;
}

/** Shown by one browser of the person while no page is open: one effect for each, so that none is told twice. */
export interface PushEffect {
  readonly kind: 'notify.push';
  readonly id: string;
  readonly callId: null;
  readonly noticeId: string;
  readonly personId: string;
  readonly browser: string;
  readonly about: { readonly noun: string; readonly id: string };
  readonly caseId: string | null;
  readonly title: string;
  readonly body: string;
}

export interface NoticeFacts {
  /** Of SendNotice only. */
  readonly sending: {
    readonly businessName: string;
    readonly language: string;
    /** Our number, from which it is sent or rung. */
    readonly callerId: string;
    readonly address: string | null;
    /** Why this way does not work for them, in a sentence; null when it does. */
    readonly barred: string | null;
    readonly code: string | null;
    readonly signedIn: boolean;
    /** Browsers of theirs that want to be told while no page is open. */
    readonly browsers: readonly string[];
  } | null;
  /** The climb it belongs to, when somebody has it or it is over: what they are told, in a sentence. */
  readonly over: string | null;
}
