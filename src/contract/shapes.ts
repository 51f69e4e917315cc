import { z } from 'zod';

/** Small shapes that requests, answers and live rows share. Times are epoch milliseconds of the server's clock. */

/** Where the next page begins, for `cursor`; null: this is the last one. */
export const NextCursor = z.string().nullable();

/** One page of a list: rows in its order, and where the next one begins. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), nextCursor: NextCursor });
}

export const Role = z.enum(['receptionist', 'expert', 'manager', 'admin']);
export type Role = z.infer<typeof Role>;

export const Presence = z.enum(['free', 'ringing', 'on-a-call', 'wrap-up', 'away', 'unreachable', 'offline']);
export type Presence = z.infer<typeof Presence>;

/** The three ways up, and the ordinary ways that a call reaches somebody. */
export const Pathway = z.enum(['functional', 'hierarchical', 'automatic']);
export type Pathway = z.infer<typeof Pathway>;

export const OfferPurpose = z.enum([
  'queue',
  'flow',
  'transfer',
  'consult',
  'functional',
  'hierarchical',
  'automatic',
  'callback',
]);
export type OfferPurpose = z.infer<typeof OfferPurpose>;

export const Caller = z.object({
  /** E.164, or null when withheld. */
  number: z.string().nullable(),
  name: z.string().nullable(),
  /** Earlier calls of this number to this business today. */
  callsToday: z.number().int(),
});
export type Caller = z.infer<typeof Caller>;

/** Somebody who was told of something, and what came of it, in words. */
export const Told = z.object({
  personId: z.string(),
  name: z.string(),
  at: z.number(),
  outcome: z.enum(['ringing', 'reached', 'no-answer', 'refused', 'failed', 'withdrawn']),
});
export type Told = z.infer<typeof Told>;

export const RecordingState = z.enum(['off', 'on', 'paused']);
export type RecordingState = z.infer<typeof RecordingState>;

/** Where a person takes calls. */
export const Device = z.enum(['browser', 'telephone']);
export type Device = z.infer<typeof Device>;

/**
 * Why a browser cannot be rung: its microphone or speaker is gone, nothing was heard of it any more (the computer or
 * the tab sleeps), its line to the telephone company is down, or the tab was closed.
 */
export const SoftphoneLoss = z.enum(['microphone', 'asleep', 'line', 'speaker', 'closed']);
export type SoftphoneLoss = z.infer<typeof SoftphoneLoss>;

/** How the telephone in this person's browser is; `since` (epoch ms) and `reason` are null where there is none. */
export const Softphone = z.object({
  /** `off`: no tab has reported yet; `ready`: at least one tab can be rung; `lost`: none can, `reason` says why. */
  state: z.enum(['off', 'ready', 'lost']),
  reason: SoftphoneLoss.nullable(),
  since: z.number().nullable(),
});
export type Softphone = z.infer<typeof Softphone>;
