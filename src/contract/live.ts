import { z } from 'zod';
import { CallbackMark } from './callbacks.ts';
import {
  Caller,
  Device,
  OfferPurpose,
  Pathway,
  Presence,
  RecordingState,
  Role,
  Softphone,
  Told,
} from './shapes.ts';

/**
 * What the server shows live. A screen takes one snapshot, then applies changes in order of `seq`;
 * a gap in `seq` means: fetch the snapshot again. Rows are whole: the last one wins.
 */

export const QueueRow = z.object({
  /** `business/queue`. */
  id: z.string(),
  businessId: z.string(),
  queue: z.string(),
  name: z.string(),
  waitTargetSeconds: z.number(),
  answeredToday: z.number().int(),
  answeredInTargetToday: z.number().int(),
  lostToday: z.number().int(),
});
export type QueueRow = z.infer<typeof QueueRow>;

export const WaitingRow = z.object({
  id: z.string(),
  businessId: z.string(),
  queue: z.string(),
  callId: z.string(),
  caller: Caller,
  topic: z.string().nullable(),
  joinedAt: z.number(),
  /** When the wait target passes. */
  targetAt: z.number(),
  breachedAt: z.number().nullable(),
  /** Who was told of the breach. */
  told: z.array(Told),
  /** Whose telephone rings for this caller now. */
  ringing: z.array(z.object({ personId: z.string(), name: z.string(), since: z.number() })),
  /** Why nobody is being rung, or why these people are. */
  why: z.string(),
  /** Lower is sooner. */
  rank: z.number(),
  /** Why they are served sooner than they came: `Served sooner because case BRI-1042 is severity 1.` */
  ahead: z.string().nullable().optional(),
  /** There when nobody waits on the line: the customer is rung back in this place. */
  callback: CallbackMark.nullable().optional(),
});
export type WaitingRow = z.infer<typeof WaitingRow>;

export const PersonRow = z.object({
  id: z.string(),
  name: z.string(),
  presence: Presence,
  since: z.number(),
  /** Why away or unreachable, in words. */
  reason: z.string().nullable(),
  /** When wrap-up ends by itself; null or absent in every other presence. */
  until: z.number().nullable().optional(),
  callId: z.string().nullable(),
  /** Where this person takes calls. */
  device: Device,
  softphone: Softphone,
  memberships: z.array(z.object({ businessId: z.string(), role: Role })),
});
export type PersonRow = z.infer<typeof PersonRow>;

export const CallRow = z.object({
  id: z.string(),
  businessId: z.string(),
  caller: Caller,
  startedAt: z.number(),
  /** `ringing`: we ring the customer, and whoever is `with` them waits for it. */
  place: z.enum(['flow', 'ringing', 'waiting', 'talking', 'held', 'message', 'moving']),
  /** Since when the caller is at this place. */
  since: z.number(),
  queue: z.string().nullable(),
  topic: z.string().nullable(),
  with: z.array(z.object({ personId: z.string(), name: z.string(), since: z.number() })),
  escalated: Pathway.nullable(),
  recording: RecordingState,
});
export type CallRow = z.infer<typeof CallRow>;

export const BreachRow = z.object({
  /** Id of the queue entry. */
  id: z.string(),
  businessId: z.string(),
  queue: z.string(),
  callId: z.string(),
  caller: Caller,
  at: z.number(),
  waitTargetSeconds: z.number(),
  told: z.array(Told),
  /** When somebody had the caller; null while waiting. */
  answeredAt: z.number().nullable(),
  /** When the caller gave up; null otherwise. */
  lostAt: z.number().nullable(),
});
export type BreachRow = z.infer<typeof BreachRow>;

/** One attempt to ring one person. Sent to that person and to the managers of the business. */
export const OfferRow = z.object({
  id: z.string(),
  businessId: z.string(),
  businessName: z.string(),
  callId: z.string(),
  personId: z.string(),
  purpose: OfferPurpose,
  caller: Caller,
  queue: z.string().nullable(),
  topic: z.string().nullable(),
  waitingSince: z.number(),
  madeAt: z.number(),
  /** When the next person is tried. */
  expiresAt: z.number(),
  /** `ringing`; `picked-up`: the telephone was lifted but nobody has said yes; `accepted`: said yes, being joined. */
  status: z.enum(['ringing', 'picked-up', 'accepted']),
  /** What rings for this offer now, or was lifted without a yes: the browser, the telephone, or both. */
  devices: z.array(Device),
  /** Why it came to this person. */
  why: z.string(),
  /** What happened so far, for whoever takes over. */
  story: z.array(z.string()),
  /** There when a yes rings the customer: nobody waits on the line. */
  callback: CallbackMark.nullable().optional(),
});
export type OfferRow = z.infer<typeof OfferRow>;

export const LiveRows = {
  queue: QueueRow,
  waiting: WaitingRow,
  person: PersonRow,
  call: CallRow,
  breach: BreachRow,
  offer: OfferRow,
} as const;
export type LiveKind = keyof typeof LiveRows;

const change = <K extends LiveKind, R extends z.ZodType>(kind: K, row: R) =>
  z.object({ kind: z.literal(kind), id: z.string(), row: row.nullable() });

/** `row: null` means that it is gone. */
export const LiveChange = z.discriminatedUnion('kind', [
  change('queue', QueueRow),
  change('waiting', WaitingRow),
  change('person', PersonRow),
  change('call', CallRow),
  change('breach', BreachRow),
  change('offer', OfferRow),
]);
export type LiveChange = z.infer<typeof LiveChange>;

/**
 * Socket.IO event `live`, from the server. `seq` grows by one with each message on this connection.
 * A batch without changes is a heartbeat: it says that the board is still true at `at`.
 */
export const LiveBatch = z.object({ seq: z.number().int(), at: z.number(), changes: z.array(LiveChange) });
export type LiveBatch = z.infer<typeof LiveBatch>;

/** Answer to the Socket.IO request `watch` (acknowledgement), and again after a gap. */
export const LiveSnapshot = z.object({
  seq: z.number().int(),
  at: z.number(),
  queues: z.array(QueueRow),
  waiting: z.array(WaitingRow),
  people: z.array(PersonRow),
  calls: z.array(CallRow),
  breaches: z.array(BreachRow),
  offers: z.array(OfferRow),
});
export type LiveSnapshot = z.infer<typeof LiveSnapshot>;
