import { z } from 'zod';

/** Who is on call, over HTTP. Times are epoch ms; times of day are local to the rota's zone. */

const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as HH:MM, such as 09:00');
const endOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'write a time as HH:MM, such as 09:00');

export const RotaLayer = z.strictObject({
  name: z.string().trim().min(1).max(60),
  /** Ids of people, in the order of their turns. */
  people: z.array(z.string()).min(1).max(60),
  /** Date of the first turn, YYYY-MM-DD. */
  from: z.iso.date('write a date as YYYY-MM-DD'),
  handover: z.strictObject({ weekday: Weekday.optional(), time: timeOfDay }),
  every: z.strictObject({ count: z.number().int().min(1).max(52), unit: z.enum(['days', 'weeks']) }),
  /** Left out: round the clock. */
  hours: z.partialRecord(Weekday, z.array(z.tuple([timeOfDay, endOfDay]))).optional(),
});
export type RotaLayer = z.infer<typeof RotaLayer>;

/**
 * `PUT /api/rotas/:business/:key`, and `POST …/preview`, which saves nothing. A layer without `from` begins with its first
 * person, who has the turn in which the plan begins.
 */
export const WriteRota = z.object({
  name: z.string().trim().min(1).max(80),
  timezone: z.string().min(1),
  layers: z
    .array(RotaLayer.extend({ from: RotaLayer.shape.from.optional() }))
    .min(1)
    .max(8),
  /** The version that was being edited; 0: it is a new rota. */
  asOf: z.number().int().min(0).default(0),
  /** When it begins, epoch ms; null: now. Turns before it stay as they were. */
  effectiveFrom: z.number().int().nullable().default(null),
});
export type WriteRota = z.input<typeof WriteRota>;

export const RotaShift = z.object({
  personId: z.string(),
  name: z.string(),
  from: z.number(),
  to: z.number(),
  layer: z.string(),
  /** Id of the override that made it so; null: it is their turn. */
  override: z.string().nullable(),
});
export type RotaShift = z.infer<typeof RotaShift>;
const Time = z.object({ from: z.number(), to: z.number() });
export const RotaOverride = z.object({
  id: z.string(),
  from: z.number(),
  to: z.number(),
  personId: z.string(),
  name: z.string(),
  insteadOf: z.string().nullable(),
  why: z.string(),
  by: z.string(),
});
export type RotaOverride = z.infer<typeof RotaOverride>;

/** Answer of `PUT /api/rotas/:business/:key`. */
export const RotaWritten = z.object({
  version: z.number().int(),
  /** Who was to stand in, and has nobody's turn to take any more. */
  fallsAway: z.array(RotaOverride),
});
export type RotaWritten = z.infer<typeof RotaWritten>;

/** `POST /api/rotas/:business/:key/preview`: the weeks around the moment at which it would begin. */
export const RotaPreview = z.object({
  from: z.number(),
  to: z.number(),
  /** When it would begin. */
  begins: z.number(),
  shifts: z.array(RotaShift),
  gaps: z.array(Time),
  fallsAway: z.array(RotaOverride),
});
export type RotaPreview = z.infer<typeof RotaPreview>;

export const RotaRow = z.object({
  /** `<business>.<key>` */
  id: z.string(),
  businessId: z.string(),
  key: z.string(),
  name: z.string(),
  timezone: z.string(),
  /** Who is on call now, and until when; null: nobody. */
  now: RotaShift.nullable(),
  /** Who is next; null: nobody within the next four weeks. */
  next: RotaShift.nullable(),
  /** Times without anybody within the next four weeks. */
  gaps: z.array(Time),
  /** What an edit names as the version it began from. */
  version: z.number().int(),
  /** When a plan that was written already begins; null: the newest holds. */
  changesAt: z.number().nullable(),
});
export type RotaRow = z.infer<typeof RotaRow>;

/** `GET /api/rotas?business=` */
export const RotaList = z.object({ rows: z.array(RotaRow) });
export type RotaList = z.infer<typeof RotaList>;

/** `GET /api/rotas/:id?from=&to=` (at most 100 days; four weeks from now when left out). `DELETE` retires it. */
export const RotaDetail = RotaRow.extend({
  layers: z.array(RotaLayer),
  /** The same turns from the next hand-over on, whoever has it then first: what an edit begins with. */
  goesOn: z.object({ at: z.number(), layers: z.array(RotaLayer) }),
  overrides: z.array(RotaOverride),
  shifts: z.array(RotaShift),
  /** The calendar's secret address; null for who may not hand it out. */
  feedUrl: z.string().nullable(),
});
export type RotaDetail = z.infer<typeof RotaDetail>;

/** `POST /api/rotas/:id/overrides`: this person takes over for a while. `DELETE …/overrides/:override` ends it. */
export const AddRotaOverride = z.object({
  from: z.number().int(),
  to: z.number().int(),
  personId: z.string(),
  insteadOf: z.string().nullable().default(null),
  why: z.string().trim().max(200).default(''),
});
/** `POST /api/rotas/:id/swap`: two people take each other's turns in a time of each. */
export const SwapRota = z.object({
  one: z.object({ personId: z.string(), from: z.number().int(), to: z.number().int() }),
  other: z.object({ personId: z.string(), from: z.number().int(), to: z.number().int() }),
  why: z.string().trim().max(200).default(''),
});
/** Answer of overrides and swaps: what they are called. */
export const OverrideIds = z.object({ ids: z.array(z.string()) });

/** `POST /api/rotas/:id/feed` (no body) makes a new secret address; the old one ends. */
export const RotaFeed = z.object({ feedUrl: z.string() });
