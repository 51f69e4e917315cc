import { MINUTE } from '../../kernel/duration.ts';
import type { Hours } from '../businesses/business.ts';
import type { WorkingTime } from '../businesses/working-time.ts';
import type { Level, Matrix, MatrixState, MatrixVersion, SeverityRule } from './matrix.ts';

/** Which version, row, level and deadline of a matrix hold: looked up the same way by cases, previews and checks. */

/** The highest level that a deadline climbs to by itself; level 4, a formal complaint, is opened by hand. */
export const TOP_BY_ITSELF = 3;
export const FORMAL_COMPLAINT = 4;

/** The version in force at a moment (epoch ms); `base` is what the business came with. */
export function matrixAt(state: MatrixState, base: MatrixVersion, at: number): MatrixVersion {
  if (state.status === 'none') return base;
  return state.versions.findLast(({ effectiveFrom }) => effectiveFrom <= at) ?? base;
}

/** The version that an edit begins from, in force or not yet. */
export function newestVersion(state: MatrixState, base: MatrixVersion): MatrixVersion {
  return (state.status === 'none' ? undefined : state.versions.at(-1)) ?? base;
}

/** The levels of a topic, lowest first: its own row, else the row for all others. */
export function levelsFor(matrix: Matrix, topic: string | null): readonly Level[] {
  const own = matrix.rows.find((row) => row.topic !== null && row.topic === topic);
  const row = own ?? matrix.rows.find((one) => one.topic === null) ?? matrix.rows[0];
  return (row?.levels ?? []).toSorted((one, other) => one.number - other.number);
}

/** The level of this number for a topic; one that its row leaves out is the general row's. Null: there is none. */
export function levelOf(matrix: Matrix, topic: string | null, number: number): Level | null {
  return (
    levelsFor(matrix, topic).find((level) => level.number === number) ??
    levelsFor(matrix, null).find((level) => level.number === number) ??
    null
  );
}

/** The next level up that is reached without anybody's asking; null at the top. */
export function nextLevel(matrix: Matrix, topic: string | null, number: number): Level | null {
  for (let next = number + 1; next <= TOP_BY_ITSELF; next += 1) {
    const level = levelOf(matrix, topic, next);
    if (level !== null) return level;
  }
  return null;
}

export function severityRule(matrix: Matrix, severity: number): SeverityRule {
  return (
    matrix.severities.find((rule) => rule.severity === severity) ?? { severity, percent: 100, startLevel: 1 }
  );
}

/** What a deadline allows a case of this severity: ms of the level's clock; null when there is none. */
export function allowedMs(matrix: Matrix, minutes: number | null, severity: number): number | null {
  if (minutes === null) return null;
  return Math.max(MINUTE, Math.round((minutes * severityRule(matrix, severity).percent) / 100) * MINUTE);
}

/** Which time counts on this level. Hours that the business does not have any more count round the clock. */
export function timeOf(level: Level, hours: Readonly<Record<string, Hours>>): WorkingTime {
  return level.clock.kind === 'round-the-clock'
    ? 'round-the-clock'
    : (hours[level.clock.hours] ?? 'round-the-clock');
}
