import { z } from 'zod';

/** Small shapes that requests, answers and live rows share. Times are epoch milliseconds of the server's clock. */

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
