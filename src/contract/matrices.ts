import { z } from 'zod';
import { By } from '../kernel/by.ts';

/** Requests and answers under `/api/matrices`. Deadlines are minutes, times epoch milliseconds. */

/** One step of a level's ladder. */
export const ClimbRung = z.object({
  name: z.string().trim().min(1).max(80),
  who: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('person'), id: z.string() }),
        z.object({ kind: z.literal('team'), key: z.string() }),
        z.object({ kind: z.literal('rota'), id: z.string() }),
      ]),
    )
    .max(20),
  order: z.enum(['together', 'in-turn']),
  ways: z.array(z.enum(['desk', 'phone', 'sms', 'email'])).min(1),
  patienceSeconds: z.number().int().min(10).max(86_400),
});
export type ClimbRung = z.infer<typeof ClimbRung>;

const minutes = z.number().int().min(1).max(525_600).nullable();

export const MatrixLevel = z.object({
  number: z.number().int().min(1).max(4),
  name: z.string().trim().min(1).max(80),
  firstContactMinutes: minutes,
  nextUpdateEveryMinutes: minutes,
  /** From when the case comes to this level. */
  resolveMinutes: minutes,
  /** Which hours count: `hours` is a key of the business's hours. */
  clock: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('round-the-clock') }),
    z.object({ kind: z.literal('business-hours'), hours: z.string() }),
  ]),
  ladder: z.array(ClimbRung).max(10),
  repeats: z.number().int().min(0).max(10),
  /** Who has the case as soon as it comes here; null: whoever says "I have it". */
  owner: z.string().nullable(),
});
export type MatrixLevel = z.infer<typeof MatrixLevel>;

export const Matrix = z.object({
  /** The row without a topic is for every topic that has none of its own. */
  rows: z
    .array(z.object({ topic: z.string().nullable(), levels: z.array(MatrixLevel).min(1).max(4) }))
    .min(1),
  /** How much of each deadline a severity has, in per cent, and at which level it begins. */
  severities: z
    .array(
      z.object({
        severity: z.number().int().min(1).max(4),
        percent: z.number().int().min(1).max(1_000),
        startLevel: z.number().int().min(1).max(3),
      }),
    )
    .max(4),
  /** At the highest level, when nobody was reached or its deadline passed: those who are there are told again. */
  warnings: z.object({
    everyMinutes: z.number().int().min(5).max(10_080),
    most: z.number().int().min(1).max(50),
  }),
});
export type Matrix = z.infer<typeof Matrix>;

export const MatrixVersion = z.object({
  version: z.number().int(),
  effectiveFrom: z.number(),
  by: By,
  at: z.number(),
  matrix: Matrix,
});
export type MatrixVersion = z.infer<typeof MatrixVersion>;

export const MatrixWarning = z.object({
  topic: z.string().nullable(),
  level: z.number().int().nullable(),
  kind: z.enum([
    'nobody-reachable',
    'empty-ladder',
    'empty-team',
    'unknown-person',
    'shorter-than-below',
    'no-hours',
    'no-deadline',
    'missing-level',
  ]),
  text: z.string(),
});
export type MatrixWarning = z.infer<typeof MatrixWarning>;

/** Who stands on a rung, and whether they can be reached at this moment. */
export const Reach = z.object({
  topic: z.string().nullable(),
  level: z.number().int(),
  rung: z.string(),
  people: z.array(
    z.object({ personId: z.string(), name: z.string(), reachable: z.boolean(), why: z.string() }),
  ),
});
export type Reach = z.infer<typeof Reach>;

/** `GET /api/matrices/{business}` */
export const MatrixView = z.object({
  businessId: z.string(),
  businessName: z.string(),
  timezone: z.string(),
  /** The newest version, which an edit begins from; version 0 is what the business came with. */
  current: MatrixVersion,
  /** The version in force now; another than `current` when that begins later. */
  inForce: z.number().int(),
  topics: z.array(z.object({ key: z.string(), name: z.string() })),
  hours: z.array(z.string()),
  people: z.array(z.object({ personId: z.string(), name: z.string(), role: z.string() })),
  teams: z.array(z.object({ key: z.string(), name: z.string(), people: z.array(z.string()) })),
  rotas: z.array(z.object({ id: z.string(), name: z.string() })),
  warnings: z.array(MatrixWarning),
  sentences: z.array(z.string()),
  reach: z.array(Reach),
});
export type MatrixView = z.infer<typeof MatrixView>;

/** `PUT /api/matrices/{business}`. `asOf`: the version that was being edited. `effectiveFrom` null: now. */
export const SaveMatrix = z.object({
  asOf: z.number().int().min(0),
  effectiveFrom: z.number().int().nullable().default(null),
  matrix: Matrix,
});
export type SaveMatrix = z.infer<typeof SaveMatrix>;
/** Its answer, and that of `POST …/preview` says the same of a draft. */
export const MatrixSaved = z.object({ version: z.number().int(), warnings: z.array(MatrixWarning) });
export type MatrixSaved = z.infer<typeof MatrixSaved>;

/** `GET /api/matrices/{business}/history`, newest first */
export const MatrixHistory = z.object({ versions: z.array(MatrixVersion) });
export type MatrixHistory = z.infer<typeof MatrixHistory>;

/**
 * `GET /api/matrices/{business}/preview?topic=&severity=&startAt=` of the newest version,
 * `POST …/preview` with a draft in `matrix` besides: what would happen by itself to a case that nobody resolves.
 */
export const PreviewAsked = z.object({
  topic: z.string().nullable().optional(),
  severity: z.coerce.number().int().min(1).max(4).default(3),
  startAt: z.coerce.number().int().optional(),
});
export const PreviewDraft = PreviewAsked.extend({ matrix: Matrix });

export const PreviewStep = z.object({
  at: z.number(),
  level: z.number().int(),
  what: z.enum(['begins', 'first-contact', 'next-update', 'climbs', 'passes']),
  text: z.string(),
});
export type PreviewStep = z.infer<typeof PreviewStep>;

export const MatrixPreview = z.object({
  sentences: z.array(z.string()),
  warnings: z.array(MatrixWarning),
  reach: z.array(Reach),
  startAt: z.number(),
  steps: z.array(PreviewStep),
});
export type MatrixPreview = z.infer<typeof MatrixPreview>;

/** `POST /api/matrices/{business}/try`: a draft on a case of the past. */
export const TryMatrix = z.object({ matrix: Matrix, caseId: z.string() });
export const MatrixTried = z.object({
  case: z.object({
    id: z.string(),
    number: z.string(),
    openedAt: z.number(),
    resolvedAt: z.number().nullable(),
  }),
  /** What the draft would have done until the case was resolved (or until now). */
  would: z.array(PreviewStep),
  /** What did happen. */
  did: z.array(z.object({ at: z.number(), level: z.number().int(), text: z.string() })),
  summary: z.string(),
});
export type MatrixTried = z.infer<typeof MatrixTried>;
