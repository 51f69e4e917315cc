import { z } from 'zod';

/**
 * A company that we answer for: its numbers, words, hours, queues, people's parts in it, and how it escalates.
 * Written by its owner as YAML, kept whole; a call keeps the parts that it began with.
 */

const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens, such as "billing"');
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'write a time as HH:MM, such as 09:00');
const span = z.tuple([timeOfDay, timeOfDay]);
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a date as YYYY-MM-DD');

/** Local wall time of the business; two spans a day make a lunch break. A day left out is closed. */
export const Hours = z.strictObject({
  weekly: z.partialRecord(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), z.array(span)),
  /** Public holidays of this country (and region) are closed. */
  holidays: z.strictObject({ country: z.string().length(2), region: z.string().optional() }).optional(),
  exceptions: z.array(z.strictObject({ date: isoDate, open: z.array(span), why: z.string() })).default([]),
});
export type Hours = z.infer<typeof Hours>;

export const Queue = z.strictObject({
  key,
  name: z.string(),
  /** A caller who waits longer has been let down: the automatic pathway begins. Seconds. */
  waitTargetSeconds: z.number().int().min(5),
  strategy: z.enum(['longest-idle', 'ring-all']).default('longest-idle'),
  /** How long one person's telephone rings before the next is tried. Seconds. */
  ringSeconds: z.number().int().min(5).max(120).default(20),
  /** Skills that a person must have to be offered these callers. */
  skills: z.array(key).default([]),
  /** How often a waiting caller hears news. Seconds. */
  newsEverySeconds: z.number().int().min(20).max(90).default(75),
  /** When the wait has become this long, these people may be rung as well. */
  overflow: z
    .strictObject({ afterSeconds: z.number().int().min(5), queue: key })
    .nullable()
    .default(null),
});
export type Queue = z.infer<typeof Queue>;

/** One step of a ladder: everyone on it is rung, free ones first, one after the other. */
export const Rung = z.strictObject({ name: z.string(), people: z.array(z.string()).min(1) });
export type Rung = z.infer<typeof Rung>;

export const Topic = z.strictObject({
  key,
  name: z.string(),
  /** Those who know, most knowledgeable first. */
  experts: z.array(z.string()).min(1),
  /** What a caller is told of when to expect an answer if no expert can be had now. */
  answerBy: z.string().default('today'),
});
export type Topic = z.infer<typeof Topic>;

export const Authority = z.strictObject({
  key,
  /** What may be decided, in the desk's words: `Refund over £50`. */
  name: z.string(),
  ladder: z.array(Rung).min(1),
});
export type Authority = z.infer<typeof Authority>;

export const Staff = z.strictObject({
  person: z.string(),
  role: z.enum(['receptionist', 'expert', 'manager', 'admin']),
  /** Queues whose callers are offered to this person. */
  queues: z.array(key).default([]),
  skills: z.array(key).default([]),
});
export type Staff = z.infer<typeof Staff>;

export const RecordingPolicy = z.strictObject({
  record: z.enum(['all', 'escalated', 'none']),
  /** Spoken in full before a recording may begin. */
  notice: z.string(),
  retentionDays: z.number().int().min(1).default(90),
  /** What is said is written down while it is recorded. The telephone company takes money for it by the minute. */
  transcribe: z.boolean().default(false),
  /** What a pause leaves in the file: `silence` keeps all times as they were, `skip` joins what was before and after. */
  pause: z.enum(['silence', 'skip']).default('silence'),
});
export type RecordingPolicy = z.infer<typeof RecordingPolicy>;

export const Business = z.strictObject({
  id: key,
  name: z.string(),
  country: z.string().length(2),
  timezone: z.string(),
  languages: z.array(z.string()).min(1).default(['en-GB']),
  numbers: z
    .array(
      z.strictObject({
        number: z
          .string()
          .regex(/^\+[1-9]\d{6,14}$/, 'write the number in E.164 form, such as +442079460001'),
        flow: key,
      }),
    )
    .min(1),
  /** What a receptionist says on answering. */
  greeting: z.string(),
  /** Shown beneath a live call. */
  script: z.string(),
  hours: z.record(key, Hours),
  queues: z.array(Queue).min(1),
  /** Named priorities: seconds of waiting that a caller is credited with on joining a queue. */
  priorities: z.record(key, z.number().int().min(0).max(3600)).default({}),
  staff: z.array(Staff).min(1),
  topics: z.array(Topic).default([]),
  authorities: z.array(Authority).default([]),
  /** Who is rung when a caller asks for a manager or a wait passes its target; the next rung when one does not answer. */
  managers: z.array(Rung).min(1),
  escalation: z
    .strictObject({
      rungSeconds: z.number().int().min(5).max(120).default(20),
      onWaitBreach: z.boolean().default(true),
    })
    .default({ rungSeconds: 20, onWaitBreach: true }),
  wrapUpSeconds: z.number().int().min(0).max(600).default(20),
  recording: RecordingPolicy,
  /** Countries whose ordinary numbers may be dialled; everything else is refused. */
  dialling: z.strictObject({ countries: z.array(z.string().length(2)) }),
});
export type Business = z.infer<typeof Business>;

/** A person as the installer writes them down. */
export const PersonRecord = z.strictObject({
  id: key,
  name: z.string(),
  email: z.email(),
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/),
  languages: z.array(z.string()).default(['en-GB']),
});
export type PersonRecord = z.infer<typeof PersonRecord>;
