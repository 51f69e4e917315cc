import { z } from 'zod';
import type { NoticeWanted } from '../notices/notice.ts';

/** The daily look at messages that nobody has taken: one e-mail a day to each person whom they are for. Its id is the business's. */

export const DailyDigest = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  /** `at`: wall time of the business, HH:MM; `next`: epoch ms. */
  z.object({
    status: z.literal('set'),
    at: z.string(),
    timezone: z.string(),
    next: z.number(),
    sent: z.number().int(),
  }),
]);
export type DailyDigest = z.infer<typeof DailyDigest>;

export type DigestCommand =
  /** As the business is described now; `at` null: no digest. */
  | { readonly type: 'KeepDigest'; readonly at: string | null; readonly timezone: string }
  | { readonly type: 'DigestDue' };

interface Of {
  readonly businessId: string;
  readonly at: number;
}

export type DigestEvent =
  | (Of & {
      readonly type: 'DigestSet';
      readonly time: string;
      readonly timezone: string;
      readonly next: number;
    })
  | (Of & { readonly type: 'DigestStopped' })
  | (Of & {
      readonly type: 'DigestSent';
      readonly next: number;
      readonly notices: readonly { readonly id: string; readonly wanted: NoticeWanted }[];
    });

/** What nobody has taken, by whom it is for. */
export interface DigestFacts {
  readonly businessName: string;
  readonly people: readonly {
    readonly personId: string;
    readonly name: string;
    readonly messages: readonly {
      readonly from: string;
      readonly summary: string;
      readonly takenAt: number;
    }[];
  }[];
}
