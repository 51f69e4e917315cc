import { z } from 'zod';
import { PersonRecord, Staff } from '../businesses/business.ts';
import { Device, Softphone, whyUnreachable, type SoftphoneLoss } from './softphone.ts';

/** Someone who takes calls. What they are doing follows from their legs; what they want follows from what they chose. */

export const Membership = z.object({
  businessId: z.string(),
  role: Staff.shape.role,
  queues: z.array(z.string()),
  skills: z.array(z.string()),
});
export type Membership = z.infer<typeof Membership>;

const Engagement = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle'), since: z.number() }),
  /** A telephone of theirs rings for this offer. */
  z.object({ kind: z.literal('ringing'), offerId: z.string(), callId: z.string(), since: z.number() }),
  z.object({ kind: z.literal('on-a-call'), offerId: z.string(), callId: z.string(), since: z.number() }),
  /** Writing up the last call; free again at `until`. */
  z.object({ kind: z.literal('wrap-up'), callId: z.string(), since: z.number(), until: z.number() }),
]);
export type Engagement = z.infer<typeof Engagement>;

export const Person = z.discriminatedUnion('status', [
  z.object({ status: z.literal('unknown') }),
  z.object({
    status: z.literal('known'),
    record: PersonRecord,
    memberships: z.array(Membership),
    /** `offline`: not signed in; `away` was chosen, with a reason. */
    chosen: z.enum(['available', 'away', 'offline']),
    chosenSince: z.number(),
    awayReason: z.string().nullable(),
    engagement: Engagement,
    /** Where this person takes calls. */
    device: Device.default('telephone'),
    deviceSince: z.number().default(0),
    softphone: Softphone.default({ state: 'off' }),
  }),
]);
export type Person = z.infer<typeof Person>;
export type KnownPerson = Extract<Person, { status: 'known' }>;

export type PresenceWord = 'free' | 'ringing' | 'on-a-call' | 'wrap-up' | 'away' | 'unreachable' | 'offline';

/** What everyone else sees of a person: their legs first, then their choice, then whether their browser can be rung. */
export function presenceOf(person: KnownPerson): { readonly presence: PresenceWord; readonly since: number } {
  const { engagement, device, softphone } = person;
  if (engagement.kind !== 'idle') return { presence: engagement.kind, since: engagement.since };
  if (person.chosen !== 'available') return { presence: person.chosen, since: person.chosenSince };
  const presence = device === 'telephone' || softphone.state === 'ready' ? 'free' : 'unreachable';
  const changed = device === 'telephone' || softphone.state === 'off' ? 0 : softphone.since;
  return {
    presence,
    since: Math.max(engagement.since, person.chosenSince, person.deviceSince, changed),
  };
}

/** Why nobody can reach this person's browser, as part of a sentence; null unless they are unreachable. */
export function unreachableBecause(person: KnownPerson): string | null {
  if (presenceOf(person).presence !== 'unreachable') return null;
  return whyUnreachable(person.record.name, person.softphone);
}

/** What rings first for this person. `because`: why it is not the browser in which they take calls. */
export function deviceToRing(person: KnownPerson): {
  readonly device: Device;
  readonly because: string | null;
} {
  const { device, softphone, chosen, record } = person;
  // Who has left the desk is rung at home; that is no failure of their browser.
  if (device === 'telephone' || chosen !== 'available') return { device: 'telephone', because: null };
  const because = whyUnreachable(record.name, softphone);
  return because === null ? { device, because } : { device: 'telephone', because };
}

export type PersonCommand =
  | {
      readonly type: 'DescribePerson';
      readonly record: PersonRecord;
      readonly memberships: readonly Membership[];
    }
  | {
      readonly type: 'ChoosePresence';
      readonly presence: 'available' | 'away' | 'offline';
      readonly reason: string | null;
    }
  | { readonly type: 'StartRinging'; readonly offerId: string; readonly callId: string }
  | { readonly type: 'StopRinging'; readonly offerId: string }
  | { readonly type: 'JoinCall'; readonly offerId: string; readonly callId: string }
  | { readonly type: 'LeaveCall'; readonly offerId: string }
  | { readonly type: 'EndWrapUp' }
  | { readonly type: 'ChooseDevice'; readonly device: Device }
  /** A tab of this person's browser can be rung. */
  | { readonly type: 'ReportReady'; readonly tab: string }
  | { readonly type: 'ReportLost'; readonly tab: string; readonly reason: SoftphoneLoss }
  /** The time is over until which a tab had said that it is ready. */
  | { readonly type: 'EndLeases' };

export type PersonEvent =
  | {
      readonly type: 'PersonDescribed';
      readonly personId: string;
      readonly record: PersonRecord;
      readonly memberships: readonly Membership[];
      readonly at: number;
    }
  | {
      readonly type: 'PresenceChosen';
      readonly personId: string;
      readonly presence: 'available' | 'away' | 'offline';
      readonly reason: string | null;
      readonly at: number;
    }
  | {
      readonly type: 'PersonRinging';
      readonly personId: string;
      readonly offerId: string;
      readonly callId: string;
      readonly at: number;
    }
  | {
      readonly type: 'PersonJoinedCall';
      readonly personId: string;
      readonly offerId: string;
      readonly callId: string;
      readonly at: number;
    }
  | {
      readonly type: 'WrapUpBegan';
      readonly personId: string;
      readonly callId: string;
      readonly at: number;
      readonly until: number;
    }
  | {
      readonly type: 'DeviceChosen';
      readonly personId: string;
      readonly device: Device;
      readonly at: number;
    }
  | {
      readonly type: 'SoftphoneReady';
      readonly personId: string;
      readonly tab: string;
      readonly at: number;
      readonly until: number;
    }
  /** These tabs can be rung no more. */
  | {
      readonly type: 'SoftphoneLost';
      readonly personId: string;
      readonly tabs: readonly string[];
      readonly reason: SoftphoneLoss;
      readonly at: number;
    }
  /** Nothing engages this person any more; they may still be away. */
  | { readonly type: 'PersonDisengaged'; readonly personId: string; readonly at: number }
  /** This person can be offered a caller from now on. */
  | { readonly type: 'PersonFreed'; readonly personId: string; readonly at: number };

export interface PersonFacts {
  /** How long this person writes up a call, in seconds; null when no call is being left. */
  readonly wrapUpSeconds: number | null;
}
