import { z } from 'zod';
import { pageOf } from './shapes.ts';

/** Messages taken for someone: at the desk or by voice. Times are epoch milliseconds. */

export const MessageFieldType = z.enum(['text', 'phone', 'email', 'choice', 'long']);
export type MessageFieldType = z.infer<typeof MessageFieldType>;

export const MessageField = z.object({
  key: z.string(),
  label: z.string(),
  type: MessageFieldType,
  required: z.boolean(),
  /** Of a `choice`. */
  options: z.array(z.string()),
});
export type MessageField = z.infer<typeof MessageField>;

export const Addressee = z.object({
  kind: z.enum(['person', 'queue', 'topic']),
  id: z.string(),
  name: z.string(),
});
export type Addressee = z.infer<typeof Addressee>;

/** `GET /api/messages/forms?business=&topic=`: the form that fits now, and for whom messages may be. */
export const MessageFormNow = z.object({
  key: z.string(),
  name: z.string(),
  fields: z.array(MessageField),
  /** For whom, unless the desk says otherwise. */
  for: Addressee,
  addressees: z.array(Addressee),
  chaseMinutes: z.number().int(),
  escalateMinutes: z.number().int(),
  /** What happens with it, in a sentence. */
  says: z.string(),
});
export type MessageFormNow = z.infer<typeof MessageFormNow>;

/** `waiting`: delivered or on its way, and nobody has said "I have it"; `acknowledged`: somebody has; `done`: settled. */
export const MessageStatus = z.enum(['waiting', 'acknowledged', 'done']);
export type MessageStatus = z.infer<typeof MessageStatus>;

export const MessageRow = z.object({
  id: z.string(),
  businessId: z.string(),
  businessName: z.string(),
  for: Addressee,
  from: z.object({ number: z.string().nullable(), name: z.string().nullable() }),
  /** The first words of it. */
  summary: z.string(),
  takenAt: z.number(),
  /** Who took it, in words. */
  takenBy: z.string(),
  callId: z.string().nullable(),
  caseId: z.string().nullable(),
  /** Of a message by voice: `/api/recordings/{id}/audio`. */
  recordingId: z.string().nullable(),
  status: MessageStatus,
  acknowledgedAt: z.number().nullable(),
  acknowledgedBy: z.string().nullable(),
  doneAt: z.number().nullable(),
  doneBy: z.string().nullable(),
  outcome: z.string().nullable(),
  /** How often its addressee was reminded. */
  chased: z.number().int(),
  chaseAt: z.number().nullable(),
  /** When it went further up; null: not yet. */
  escalatedAt: z.number().nullable(),
  /** When it goes up if nobody takes it. */
  escalateAt: z.number().nullable(),
});
export type MessageRow = z.infer<typeof MessageRow>;

/** `GET /api/messages?status=&for=&business=&call=&case=&mine=true&cursor=&limit=`, newest first. */
export const MessagePage = pageOf(MessageRow);
export type MessagePage = z.infer<typeof MessagePage>;

/** `GET /api/messages/{id}` */
export const MessageDetail = MessageRow.extend({
  formKey: z.string(),
  fields: z.array(z.object({ key: z.string(), label: z.string(), value: z.string() })),
  /** What happened to it, oldest first. */
  history: z.array(z.object({ at: z.number(), text: z.string() })),
});
export type MessageDetail = z.infer<typeof MessageDetail>;

/** `POST /api/messages`; answers with the detail. */
export const NewMessage = z.object({
  businessId: z.string(),
  topic: z.string().nullable().default(null),
  /** Left out: whom the form names. */
  for: Addressee.pick({ kind: true, id: true }).optional(),
  fields: z.record(z.string(), z.string().trim().max(4_000)),
  callId: z.string().nullable().default(null),
  caseId: z.string().nullable().default(null),
});
export type NewMessage = z.infer<typeof NewMessage>;

/** `POST /api/messages/{id}/acknowledge`: no body. `POST /api/messages/{id}/done`: what came of it. */
export const MessageDone = z.object({ outcome: z.string().trim().min(1).max(1_000) });
