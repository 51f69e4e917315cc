import { z } from 'zod';
import { NoticeRow, NoticeWay } from './notices.ts';
import { pageOf } from './shapes.ts';

/** People told in turn, over HTTP. Times are epoch ms. */

export const LadderStatus = z.enum(['climbing', 'acknowledged', 'exhausted', 'cancelled']);

export const LadderView = z.object({
  id: z.string(),
  businessId: z.string(),
  about: z.object({ noun: z.string(), id: z.string() }),
  caseId: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  status: LadderStatus,
  beganAt: z.number(),
  /** What is so, in a sentence: who has it, or who is told next and when. */
  words: z.string(),
  /** When the next step follows by itself; null when none does. */
  nextAt: z.number().nullable(),
  /** The time of this answer: send it back as `asOf`. */
  asOf: z.number(),
  acknowledgedBy: z
    .object({
      personId: z.string(),
      name: z.string(),
      how: z.enum(['click', 'key', 'sms', 'link']),
      at: z.number(),
      late: z.boolean(),
    })
    .nullable(),
  /** Counts from 0. */
  round: z.number(),
  rungs: z.array(
    z.object({
      name: z.string(),
      order: z.enum(['together', 'in-turn']),
      ways: z.array(NoticeWay),
      patienceSeconds: z.number(),
      state: z.enum(['ahead', 'now', 'past']),
      /** Who was told on it in this round and the ones before. */
      told: z.array(
        z.object({
          personId: z.string(),
          name: z.string(),
          way: NoticeWay,
          at: z.number(),
          outcome: z.string(),
          reason: z.string().nullable(),
        }),
      ),
    }),
  ),
});
export type LadderView = z.infer<typeof LadderView>;

/** `GET /api/ladders?about=<noun>/<id>&case=&cursor=&limit=`: newest first. */
export const LadderFilter = z.object({
  about: z
    .string()
    .regex(/^[a-z]+\/.+$/, 'write noun/id, such as cases/0192…')
    .optional(),
  case: z.string().optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const LadderPage = pageOf(LadderView);
export type LadderPage = z.infer<typeof LadderPage>;

/** `GET /api/ladders/:id`: the ladder with its notices. */
export const LadderDetail = LadderView.extend({ notices: z.array(NoticeRow) });
export type LadderDetail = z.infer<typeof LadderDetail>;

/** `POST /api/ladders/:id/acknowledge`: "I have it", by click; the answer is `AcknowledgeAnswer` of `notices.ts`. */
export const AcknowledgeLadder = z.object({ asOf: z.number().nullable().default(null) });
