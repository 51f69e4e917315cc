import { z } from 'zod';
import { By, type ByPerson } from '../../kernel/by.ts';
import { ClimbRung } from '../ladders/ladder.ts';

/**
 * The escalation matrix of a business: who holds each level and by when it must be resolved. Every version that was
 * saved is kept; version 0 is what the business came with. Times are minutes of the level's own clock.
 */

const minutes = z.number().int().min(1).max(525_600).nullable();

/** `hours` is a key of the business's hours. */
export const LevelClock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('round-the-clock') }),
  z.strictObject({ kind: z.literal('business-hours'), hours: z.string() }),
]);
export type LevelClock = z.infer<typeof LevelClock>;

export const Level = z.strictObject({
  number: z.number().int().min(1).max(4),
  name: z.string().trim().min(1).max(80),
  firstContactMinutes: minutes.default(null),
  nextUpdateEveryMinutes: minutes.default(null),
  /** From when the case comes to this level. */
  resolveMinutes: minutes.default(null),
  clock: LevelClock.default({ kind: 'round-the-clock' }),
  ladder: z.array(ClimbRung).max(10).default([]),
  /** How often the whole ladder is gone through again when nobody was reached. */
  repeats: z.number().int().min(0).max(10).default(1),
  /** A person who has the case as soon as it comes here; null: whoever says "I have it". */
  owner: z.string().nullable().default(null),
});
export type Level = z.infer<typeof Level>;

export const Row = z.strictObject({
  /** Null: the row for every topic that has none of its own. */
  topic: z.string().nullable().default(null),
  levels: z.array(Level).min(1).max(4),
});
export type Row = z.infer<typeof Row>;

export const SeverityRule = z.strictObject({
  severity: z.number().int().min(1).max(4),
  /** How much of each deadline this severity has. */
  percent: z.number().int().min(1).max(1_000).default(100),
  startLevel: z.number().int().min(1).max(3).default(1),
});
export type SeverityRule = z.infer<typeof SeverityRule>;

export const Matrix = z.strictObject({
  rows: z.array(Row).min(1),
  severities: z.array(SeverityRule).max(4).default([]),
  /** At the highest level, when nobody was reached or its deadline passed, those who are there are told again. */
  warnings: z
    .strictObject({
      everyMinutes: z.number().int().min(5).max(10_080),
      most: z.number().int().min(1).max(50),
    })
    .default({ everyMinutes: 240, most: 12 }),
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

export const MatrixState = z.discriminatedUnion('status', [
  /** Nobody has edited it: what the business came with holds. */
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('edited'), businessId: z.string(), versions: z.array(MatrixVersion).min(1) }),
]);
export type MatrixState = z.infer<typeof MatrixState>;

export type MatrixCommand = {
  readonly type: 'SaveMatrix';
  readonly by: ByPerson;
  /** The version that was being edited. */
  readonly asOf: number;
  /** Null: at once. Epoch ms. */
  readonly effectiveFrom: number | null;
  readonly matrix: Matrix;
};

export type MatrixEvent = {
  readonly type: 'MatrixSaved';
  readonly businessId: string;
  readonly saved: MatrixVersion;
};

export interface MatrixFacts {
  /** Null: there is no such business. */
  readonly business: {
    readonly topics: readonly string[];
    readonly hours: readonly string[];
    readonly staff: readonly string[];
  } | null;
}
