import { z } from 'zod';
import type { EffectSettled } from '../../telephony/line.ts';

/** Where programs of others are told of what happens in a business: one instance for each business. */

/** What can be told, by the name that goes out, and the event of the house that it is. */
export const ANNOUNCED = {
  'case.opened': 'CaseOpened',
  'case.climbed': 'CaseClimbed',
  'case.taken': 'CaseTaken',
  'case.resolved': 'CaseResolved',
  'case.reopened': 'CaseReopened',
  'promise.made': 'PromiseMade',
  'promise.kept': 'PromiseKept',
  'promise.broken': 'PromiseBroken',
  'approval.asked': 'ApprovalAsked',
  'approval.granted': 'ApprovalGranted',
  'approval.denied': 'ApprovalDenied',
  'message.taken': 'MessageTaken',
  'message.acknowledged': 'MessageAcknowledged',
  'callback.asked': 'CallbackAsked',
  'ladder.acknowledged': 'ClimbAcknowledged',
  'ladder.exhausted': 'ClimbExhausted',
  'notice.failed': 'NoticeFailed',
} as const;
export type AnnouncedName = keyof typeof ANNOUNCED;

/** What each name means to people. */
export const ANNOUNCED_WORDS: Readonly<Record<AnnouncedName, string>> = {
  'case.opened': 'A case is opened',
  'case.climbed': 'A case climbs to the next level',
  'case.taken': 'Somebody takes a case',
  'case.resolved': 'A case is resolved',
  'case.reopened': 'A case is opened again',
  'promise.made': 'A promise is made to a caller',
  'promise.kept': 'A promise is kept',
  'promise.broken': 'A promise is broken',
  'approval.asked': 'An approval is asked for',
  'approval.granted': 'An approval is granted',
  'approval.denied': 'An approval is denied',
  'message.taken': 'A message is taken',
  'message.acknowledged': 'Somebody says that they have a message',
  'callback.asked': 'A call-back is asked for',
  'ladder.acknowledged': 'Somebody who was told says “I have it”',
  'ladder.exhausted': 'Everybody was told and nobody answered',
  'notice.failed': 'Somebody could not be told',
};
export const AnnouncedName = z.enum(Object.keys(ANNOUNCED) as [AnnouncedName, ...AnnouncedName[]]);

export const HookRecord = z.object({
  id: z.string(),
  url: z.string(),
  /** Empty: all of them. */
  events: z.array(AnnouncedName),
  madeBy: z.string(),
  madeAt: z.number(),
  /** Why nothing is sent there any more; null while it is. */
  disabled: z.string().nullable(),
});
export type HookRecord = z.infer<typeof HookRecord>;

export const Hooks = z.object({
  hooks: z.array(HookRecord),
  /** Counts what was announced: names the deliveries. */
  announced: z.number().int(),
});
export type Hooks = z.infer<typeof Hooks>;

export type HookCommand =
  | { readonly type: 'AddHook'; readonly hook: HookRecord }
  /** Another address, other events; a hook that was ended begins again when its address is another. */
  | {
      readonly type: 'ChangeHook';
      readonly hookId: string;
      readonly url: string;
      readonly events: readonly AnnouncedName[];
      readonly by: string;
    }
  | { readonly type: 'RemoveHook'; readonly hookId: string; readonly by: string }
  | { readonly type: 'EnableHook'; readonly hookId: string; readonly by: string }
  | { readonly type: 'Announce'; readonly name: AnnouncedName; readonly data: object }
  /** Says hello to one hook, whatever it listens to. */
  | { readonly type: 'TestHook'; readonly hookId: string }
  /** Sends once more what did not arrive, under its old name: whoever has it already sees that. */
  | {
      readonly type: 'ReplayDelivery';
      /** The delivery that is sent once more. */
      readonly deliveryId: string;
      readonly hookId: string;
      readonly messageId: string;
      readonly body: string;
    }
  | EffectSettled;

interface Of {
  readonly businessId: string;
  readonly hookId: string;
  readonly at: number;
}

export type HookEvent =
  | (Of & { readonly type: 'HookAdded'; readonly hook: HookRecord })
  | (Of & {
      readonly type: 'HookChanged';
      readonly url: string;
      readonly events: readonly AnnouncedName[];
      readonly by: string;
    })
  | (Of & { readonly type: 'HookRemoved'; readonly by: string })
  | (Of & { readonly type: 'HookEnabled'; readonly by: string })
  | (Of & { readonly type: 'HookDisabled'; readonly why: string })
  | { readonly type: 'HooksTold'; readonly businessId: string; readonly name: string; readonly at: number };

/** Carried out by `src/notify/`; the secrets that sign it are looked up when it is sent. */
export interface HookEffect {
  readonly kind: 'notify.webhook';
  readonly id: string;
  readonly callId: null;
  readonly hookId: string;
  readonly businessId: string;
  readonly url: string;
  /** `webhook-id`: the same for every attempt and every replay. */
  readonly messageId: string;
  /** JSON. */
  readonly body: string;
}

/** The name of a delivery that is sent once more: it says of which, so that nobody counts that one as lost any more. */
export function againId(deliveryId: string, count: number): string {
  return `${deliveryId}/again/${count}`;
}

/** The delivery that this one is sent for once more; null: it is the first. */
export function againOf(deliveryId: string): string | null {
  return /^(.+)\/again\/\d+$/.exec(deliveryId)?.[1] ?? null;
}
