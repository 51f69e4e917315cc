import { z } from 'zod';
import { Matrix } from '../matrices/matrix.ts';
import { TemplateWords } from '../templates/template-words.ts';
import { RotaPlan } from '../rotas/rota.ts';
import { Rule } from '../rules/rule.ts';
import { ApprovalKind, ApprovalPolicy, Limit } from './limits-words.ts';
import { Digest, MessageForm } from './message-forms-words.ts';
import { ReasonWords } from './reasons-words.ts';

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

const languageTag = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][A-Za-z0-9]{1,7})?$/,
    'write a language as a tag such as "en-GB", "fr-FR" or "cy"',
  );
/** What callers hear instead of the name, by language: `{ fr-FR: Accueil }`. People of the house read the name. */
const spoken = z.record(languageTag, z.string().min(1)).optional();

/** A text that callers hear, or one per language such as `{ en-GB: …, fr-FR: … }`. */
const Spoken = z.union(
  [z.string(), z.record(languageTag, z.string().min(1)).refine((texts) => Object.keys(texts).length > 0)],
  { error: 'write a text, or one text per language such as { en-GB: "Hello", fr-FR: "Bonjour" }' },
);

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
  spoken,
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
  spoken,
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
  spoken,
  /** Requests of this kind climb this ladder; left out: it is only used on live calls. */
  kind: ApprovalKind.optional(),
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
  /** Spoken in full before a recording may begin; one text, or one per language. */
  notice: Spoken,
  retentionDays: z.number().int().min(1).default(90),
  /** What is said is written down while it is recorded. The telephone company takes money for it by the minute. */
  transcribe: z.boolean().default(false),
  /** What a pause leaves in the file: `silence` keeps all times as they were, `skip` joins what was before and after. */
  pause: z.enum(['silence', 'skip']).default('silence'),
});
export type RecordingPolicy = z.infer<typeof RecordingPolicy>;

/** How customers are rung back. */
export const CallbackPolicy = z.strictObject({
  /** How often the customer's telephone is rung before it is given up. */
  tries: z.number().int().min(1).max(10).default(3),
  /** Minutes between two tries. */
  retryMinutes: z.number().int().min(1).max(1_440).default(15),
  /** By when somebody is promised to be rung, in minutes, where nothing honest can be said of the wait. */
  withinMinutes: z.number().int().min(5).max(1_440).default(60),
  /** How long before an agreed time a person is looked for, in minutes. */
  leadMinutes: z.number().int().min(0).max(120).default(5),
  /** How long the customer's telephone rings. Less than 15 s is a nuisance call in some countries. */
  ringSeconds: z.number().int().min(15).max(60).default(25),
  /** Between these times of the customer's own day, and at no others. */
  hours: span.default(['08:00', '21:00']),
});
export type CallbackPolicy = z.infer<typeof CallbackPolicy>;

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
  /** Why its customers are not content, besides the five reasons that every business has. */
  reasons: z.array(ReasonWords).max(20).default([]),
  authorities: z.array(Authority).default([]),
  /** Who is rung when a caller asks for a manager or a wait passes its target; the next rung when one does not answer. */
  managers: z.array(Rung).min(1),
  escalation: z
    .strictObject({
      rungSeconds: z.number().int().min(5).max(120).default(20),
      onWaitBreach: z.boolean().default(true),
    })
    .default({ rungSeconds: 20, onWaitBreach: true }),
  /** What roles and people may give without asking. */
  limits: z.array(Limit).default([]),
  approvals: ApprovalPolicy.prefault({}),
  /** The first that fits the topic and the hour is used; a built-in one where none does. */
  messageForms: z.array(MessageForm).default([]),
  digest: Digest.nullable().default(null),
  /** Levels, deadlines and ladders of its cases, until somebody edits them in the console; left out: the usual ones. */
  matrix: Matrix.optional(),
  /** What the numbers of its cases begin with, such as BRI; left out: the first letters of its name. */
  casePrefix: z
    .string()
    .regex(/^[A-Z]{2,5}$/, 'use two to five capital letters, such as BRI')
    .optional(),
  wrapUpSeconds: z.number().int().min(0).max(600).default(20),
  recording: RecordingPolicy,
  /** Countries whose ordinary numbers may be dialled; everything else is refused. */
  dialling: z.strictObject({
    countries: z.array(z.string().length(2)),
    /** Beginnings of numbers that are kept for films and demonstrations: they are dialled as if somebody had them. */
    fictitious: z
      .array(z.string().regex(/^\+[1-9]\d{5,12}$/, 'write the beginning of a number, such as +447700900'))
      .default([]),
  }),
  callbacks: CallbackPolicy.prefault({}),
  /** Who is on call when, until somebody edits it in the console. */
  rotas: z.array(RotaPlan).default([]),
  /** If this happens, and that is so, do those: in order, until somebody edits them in the console. */
  rules: z.array(Rule).default([]),
  /** Words of its own for e-mails and text messages; what is left out is said in Deskbell's. */
  templates: TemplateWords.default({}),
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
