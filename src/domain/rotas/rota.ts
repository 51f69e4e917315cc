import { z } from 'zod';

/**
 * Who is on call when: weekly rotations in local wall time, with overrides on top. What is asked most is "who, now?";
 * the answer may be nobody, and then it says so before anything happens.
 */

const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens, such as "night"');
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as HH:MM, such as 09:00');
const endOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'write a time as HH:MM, such as 17:00');
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a date as YYYY-MM-DD');
export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Weekday = z.infer<typeof Weekday>;

/** People who take turns. Higher layers go before lower ones wherever both have somebody. */
export const Layer = z.strictObject({
  name: z.string().min(1),
  /** Ids, in the order of their turns. */
  people: z.array(z.string()).min(1),
  /** The date of the first turn; before it the layer has nobody. */
  from: isoDate,
  /** When a turn begins, in the rota's zone. With weeks, the weekday is that of `from` unless it is given. */
  handover: z.strictObject({ weekday: Weekday.optional(), time: timeOfDay }),
  /** How long a turn is. */
  every: z.strictObject({ count: z.number().int().min(1).max(52), unit: z.enum(['days', 'weeks']) }),
  /** Only at these times, each day; left out: round the clock. */
  hours: z.partialRecord(Weekday, z.array(z.tuple([timeOfDay, endOfDay]))).optional(),
});
export type Layer = z.infer<typeof Layer>;

export const Override = z.object({
  id: z.string(),
  /** Epoch ms; `to` does not belong to it. */
  from: z.number(),
  to: z.number(),
  personId: z.string(),
  /** Whose turns these are; null: whoever would be on call. */
  insteadOf: z.string().nullable(),
  /** Id of the other half, where two people swapped: without one there is not the other. */
  swappedFor: z.string().nullable().default(null),
  why: z.string(),
  by: z.string(),
});
export type Override = z.infer<typeof Override>;

export const RotaPlan = z.strictObject({
  key,
  name: z.string().min(1),
  timezone: z.string(),
  layers: z.array(Layer).min(1),
});
export type RotaPlan = z.infer<typeof RotaPlan>;

/** A plan that another one followed; `until` (epoch ms) does not belong to it. */
export const EarlierPlan = z.object({ plan: RotaPlan, until: z.number() });
export type EarlierPlan = z.infer<typeof EarlierPlan>;

export const Rota = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({
    status: z.literal('kept'),
    businessId: z.string(),
    /** The newest; it holds from the end of the last earlier one, which may still be to come. */
    plan: RotaPlan,
    /** Plans that held before it, in order: what they said of their time stays as it was. */
    earlier: z.array(EarlierPlan).default([]),
    /** Counts what was written, from 1: nobody writes over what they have not seen. */
    version: z.number().int().default(1),
    overrides: z.array(Override),
    /** Part of the calendar's secret address; a new one ends the old address. */
    feed: z.number().int(),
    /** Somebody wrote it in the console: the business file does not change it any more. */
    editedBy: z.string().nullable(),
  }),
  /** Somebody said that it is not needed any more; it can be made anew, with a new calendar. */
  z.object({
    status: z.literal('retired'),
    businessId: z.string(),
    version: z.number().int(),
    feed: z.number().int(),
    by: z.string(),
    at: z.number(),
  }),
]);
export type Rota = z.infer<typeof Rota>;
export type KeptRota = Extract<Rota, { status: 'kept' }>;

/** `<business>.<key>` */
export function rotaId(businessId: string, rotaKey: string): string {
  return `${businessId}.${rotaKey}`;
}

export type RotaCommand =
  /** `by`: null when it comes from the business file, which never undoes what a person wrote. */
  | {
      readonly type: 'WriteRota';
      readonly businessId: string;
      readonly plan: RotaPlan;
      readonly by: string | null;
      /** The version that was being edited; 0: there is none yet. */
      readonly asOf: number;
      /** When it begins, epoch ms; null: now. Turns before it stay as they were. */
      readonly effectiveFrom: number | null;
    }
  /** `asOf`: the version that was looked at; null: whichever there is. */
  | { readonly type: 'RetireRota'; readonly asOf: number | null; readonly by: string }
  | { readonly type: 'AddOverride'; readonly override: Override }
  | { readonly type: 'RemoveOverride'; readonly overrideId: string; readonly by: string }
  /** Two people take each other's turns: each override names whose turns it takes. */
  | { readonly type: 'SwapTurns'; readonly overrides: readonly [Override, Override] }
  | { readonly type: 'RenewFeed'; readonly by: string };

interface Of {
  readonly rotaId: string;
  readonly businessId: string;
  readonly at: number;
}

export type RotaEvent =
  | (Of & {
      readonly type: 'RotaWritten';
      readonly plan: RotaPlan;
      readonly by: string | null;
      readonly version: number;
      readonly effectiveFrom: number;
      /** Ids of the overrides that take nobody's turn any more. */
      readonly fallsAway: readonly string[];
    })
  | (Of & { readonly type: 'RotaRetired'; readonly by: string })
  | (Of & { readonly type: 'OverrideAdded'; readonly override: Override })
  | (Of & { readonly type: 'OverrideRemoved'; readonly overrideId: string; readonly by: string })
  | (Of & { readonly type: 'FeedRenewed'; readonly feed: number; readonly by: string });

/** Somebody's time on call, epoch ms; `to` does not belong to it. */
export interface Shift {
  readonly personId: string;
  readonly from: number;
  readonly to: number;
  /** The layer's name, or `Override`. */
  readonly layer: string;
  readonly override: string | null;
}

/** Something that asks this rota who is on call. */
export interface RotaUse {
  /** `step "On call" of level 2 in the matrix`. */
  readonly what: string;
  /** From when on it does not ask any more, epoch ms; null: for as long as it is there. */
  readonly until: number | null;
}

export interface RotaFacts {
  /** Ids of everybody with a part in the business. */
  readonly staff: readonly string[];
  /** Looked up only when it is to be retired. */
  readonly uses: readonly RotaUse[];
}
