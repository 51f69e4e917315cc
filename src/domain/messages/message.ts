import { z } from 'zod';
import { By, Party, type ByPerson } from '../../kernel/by.ts';
import type { MessageForm } from '../businesses/message-forms-words.ts';
import type { ClimbWanted } from '../ladders/ladder.ts';
import type { NoticeWanted } from '../notices/notice.ts';

/** A message taken for somebody: delivered, reminded of, passed up, until somebody says "I have it", and what came of it. */

export const AddresseeKind = z.enum(['person', 'queue', 'topic']);
export const Addressee = z.object({ kind: AddresseeKind, id: z.string(), name: z.string() });
export type Addressee = z.infer<typeof Addressee>;

const Named = z.object({ personId: z.string(), name: z.string() });

const details = {
  businessId: z.string(),
  businessName: z.string(),
  for: Addressee,
  /** Who that is. */
  people: z.array(Named),
  formKey: z.string(),
  fields: z.array(z.object({ key: z.string(), label: z.string(), value: z.string() })),
  from: Party,
  callId: z.string().nullable(),
  caseId: z.string().nullable(),
  recordingId: z.string().nullable(),
  by: By,
  takenAt: z.number(),
  ways: z.array(z.enum(['desk', 'phone', 'sms', 'email'])).min(1),
  chaseMs: z.number().int(),
  escalateMs: z.number().int(),
  tellSender: z.boolean(),
  managers: z.array(z.object({ name: z.string(), people: z.array(z.string()) })),
  chased: z.number().int(),
  /** How many climbs were begun: names them. */
  climbs: z.number().int(),
  escalatedAt: z.number().nullable(),
};

const had = { acknowledgedAt: z.number(), acknowledgedBy: By };

export const Message = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  /** Nobody has said "I have it" yet. */
  z.object({ status: z.literal('waiting'), chaseAt: z.number().nullable(), ...details }),
  z.object({ status: z.literal('acknowledged'), ...had, ...details }),
  z.object({
    status: z.literal('done'),
    doneAt: z.number(),
    doneBy: By,
    outcome: z.string(),
    ...had,
    ...details,
  }),
]);
export type Message = z.infer<typeof Message>;
export type TakenMessage = Exclude<Message, { status: 'none' }>;
export type WaitingMessage = Extract<Message, { status: 'waiting' }>;

export type MessageCommand =
  | {
      readonly type: 'TakeMessage';
      readonly businessId: string;
      readonly topic: string | null;
      /** `key`: a queue's or a person's, as a flow writes it; null: whom the form names. */
      readonly for: { readonly kind: 'person' | 'queue' | 'topic' | 'key'; readonly id: string } | null;
      /** What was written down, by the keys of the form's fields. */
      readonly form: Readonly<Record<string, string>>;
      /** Null: whoever calls. */
      readonly from: Party | null;
      readonly callId: string | null;
      readonly caseId: string | null;
      readonly recordingId: string | null;
      readonly by: By;
    }
  | { readonly type: 'AcknowledgeMessage'; readonly by: ByPerson; readonly how: string }
  | { readonly type: 'FinishMessage'; readonly by: By; readonly outcome: string }
  | { readonly type: 'ChaseNow' }
  /** The ladder told these people of it. */
  | {
      readonly type: 'NoteTold';
      readonly climbId: string;
      readonly rung: number;
      readonly rungName: string;
      readonly names: readonly string[];
      readonly ways: readonly string[];
    }
  /** The first rung had nobody who could be told, or was silent to the end. */
  | { readonly type: 'MessageUnreached'; readonly climbId: string; readonly why: string }
  | { readonly type: 'TellAgain' };

interface Of {
  readonly messageId: string;
  readonly businessId: string;
  readonly caseId: string | null;
  readonly callId: string | null;
  readonly at: number;
}

export interface NoticeToSend {
  readonly id: string;
  readonly wanted: NoticeWanted;
}

export type MessageEvent =
  | (Of & {
      readonly type: 'MessageTaken';
      readonly taken: Omit<WaitingMessage, 'status'>;
      readonly climb: ClimbWanted;
      readonly why: string;
    })
  | (Of & {
      readonly type: 'MessageTold';
      readonly rungName: string;
      readonly names: readonly string[];
      readonly ways: readonly string[];
    })
  | (Of & {
      readonly type: 'MessageChased';
      readonly count: number;
      readonly notices: readonly NoticeToSend[];
      readonly nextAt: number | null;
      readonly why: string;
    })
  /** It went further up than whom it is for. */
  | (Of & {
      readonly type: 'MessageEscalated';
      readonly rungName: string;
      readonly names: readonly string[];
      readonly why: string;
    })
  | (Of & { readonly type: 'MessageUnheard'; readonly againAt: number; readonly why: string })
  /** Nobody took it when everybody had been told: everybody is told again. */
  | (Of & { readonly type: 'MessageToldAgain'; readonly climb: ClimbWanted; readonly why: string })
  | (Of & {
      readonly type: 'MessageAcknowledged';
      readonly by: ByPerson;
      readonly how: string;
      readonly climbId: string;
      /** The caller is told that their message arrived; null when they may not or cannot be. */
      readonly toSender: NoticeToSend | null;
    })
  | (Of & {
      readonly type: 'MessageFinished';
      readonly by: By;
      readonly outcome: string;
      readonly climbId: string | null;
    });

/** What a message's rule may look at besides the message. */
export interface MessageFacts {
  /** Of TakeMessage only. */
  readonly taking: {
    readonly businessName: string;
    readonly form: MessageForm;
    /** Null: there is no such person, queue or topic. */
    readonly addressee: {
      readonly for: Addressee;
      readonly people: readonly { readonly personId: string; readonly name: string }[];
    } | null;
    readonly caller: Party | null;
    readonly caseId: string | null;
    readonly managers: readonly { readonly name: string; readonly people: readonly string[] }[];
  } | null;
  /** Whether a text may be sent to the number that the message is from. */
  readonly mayText: boolean;
}
