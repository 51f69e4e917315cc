import { z } from 'zod';
import { pageOf } from './shapes.ts';

/** Telling people, over HTTP. Times are epoch ms. */

export const NoticeWay = z.enum(['desk', 'phone', 'sms', 'email']);
export const NoticeStatus = z.enum([
  'pending',
  'sent',
  'delivered',
  'acknowledged',
  'refused',
  'failed',
  'withdrawn',
]);

export const NoticeRow = z.object({
  id: z.string(),
  businessId: z.string(),
  /** Whom it tells. `personId` is null for somebody outside. */
  to: z.object({ personId: z.string().nullable(), name: z.string() }),
  way: NoticeWay,
  status: NoticeStatus,
  subject: z.string(),
  text: z.string(),
  about: z.object({ noun: z.string(), id: z.string() }),
  climbId: z.string().nullable(),
  caseId: z.string().nullable(),
  /** It asks for an "I have it". */
  acknowledge: z.boolean(),
  queuedAt: z.number(),
  /** Every attempt with its result in words, oldest first. */
  attempts: z.array(z.object({ at: z.number(), what: z.string() })),
});
export type NoticeRow = z.infer<typeof NoticeRow>;

/** The screen of what a notice is about, as a path of the console; null: it has none of its own. */
export function noticeScreen({ about, caseId }: Pick<NoticeRow, 'about' | 'caseId'>): string | null {
  if (about.noun === 'cases') return `/cases/${encodeURIComponent(about.id)}`;
  if (about.noun === 'messages') return `/messages/${encodeURIComponent(about.id)}`;
  if (about.noun === 'approvals') return '/approvals';
  if (caseId !== null) return `/cases/${encodeURIComponent(caseId)}`;
  return about.noun === 'promises' ? '/promises' : null;
}

/** `GET /api/notices?case=&about=<noun>/<id>&person=&cursor=&limit=`: newest first. */
export const NoticeFilter = z.object({
  case: z.string().optional(),
  about: z
    .string()
    .regex(/^[a-z]+\/.+$/, 'write noun/id, such as messages/0192…')
    .optional(),
  person: z.string().optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const NoticePage = pageOf(NoticeRow);
export type NoticePage = z.infer<typeof NoticePage>;

/** `GET /api/notices/mine`: what is open on the desk list of whoever asks, newest first. */
export const MyNotices = z.object({ rows: z.array(NoticeRow) });
export type MyNotices = z.infer<typeof MyNotices>;

/**
 * `POST /api/notices/:id/acknowledge` and `…/refuse`, for whom it tells; `POST /api/notices/:id/seen` (no body, 204).
 * `asOf`: the time of what was on the screen.
 */
export const AcknowledgeNotice = z.object({ asOf: z.number().nullable().default(null) });
export const RefuseNotice = z.object({ reason: z.string().trim().max(300).nullable().default(null) });
/** What became of it. `yours`: they have it now; otherwise `words` say who has, or why nobody needs it. */
export const AcknowledgeAnswer = z.object({ yours: z.boolean(), words: z.string() });
export type AcknowledgeAnswer = z.infer<typeof AcknowledgeAnswer>;

/** `GET /api/people/reachability?business=`: by which ways each person can be told now, and why not by the others. */
export const Reachability = z.object({
  rows: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      ways: z.array(
        z.object({
          way: NoticeWay,
          reachable: z.boolean(),
          /** In words: why not, or how. */
          why: z.string(),
        }),
      ),
      /** The last reach test, if there was one. */
      tested: z
        .object({ way: NoticeWay, at: z.number(), status: NoticeStatus, result: z.string() })
        .nullable(),
    }),
  ),
});
export type Reachability = z.infer<typeof Reachability>;

/** `POST /api/people/:id/reach-test`: sends a test notice; its result is `GET /api/notices/:id`. */
export const ReachTest = z.object({ businessId: z.string(), way: NoticeWay });
export const ReachTestAnswer = z.object({ noticeId: z.string() });
