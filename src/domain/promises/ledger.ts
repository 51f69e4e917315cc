import type { PromiseRecord } from './promises-store.ts';

/** How promises were kept, by who owed them. */

/** Fewer than this say nothing about anybody. */
const ENOUGH = 5;

export interface Counts {
  readonly n: number;
  readonly open: number;
  readonly kept: number;
  readonly late: number;
  readonly broken: number;
  readonly released: number;
  /** Kept in time, of those kept, late or broken; null for too few of them. */
  readonly keptShare: number | null;
}

/** What became of one: broken stays broken when it was released afterwards, and late when it was kept afterwards. */
export function fateOf({ promise }: PromiseRecord): Exclude<keyof Counts, 'n' | 'keptShare'> {
  switch (promise.status) {
    case 'open':
      return 'open';
    case 'broken':
      return 'broken';
    case 'kept':
      return promise.late ? 'late' : 'kept';
    case 'released':
      return promise.brokenAt === null ? 'released' : 'broken';
  }
}

export function countsOf(records: readonly PromiseRecord[]): Counts {
  const counts = { open: 0, kept: 0, late: 0, broken: 0, released: 0 };
  for (const record of records) counts[fateOf(record)] += 1;
  const judged = counts.kept + counts.late + counts.broken;
  return {
    n: records.length,
    ...counts,
    keptShare: judged < ENOUGH ? null : Math.round((counts.kept / judged) * 1_000) / 1_000,
  };
}

/** One line for each key, the most promises first. */
export function linesBy(
  records: readonly PromiseRecord[],
  keyOf: (record: PromiseRecord) => { readonly id: string; readonly name: string } | null,
): readonly (Counts & { readonly id: string; readonly name: string })[] {
  const groups = new Map<string, { readonly name: string; readonly records: PromiseRecord[] }>();
  for (const record of records) {
    const key = keyOf(record);
    if (key === null) continue;
    const group = groups.get(key.id) ?? { name: key.name, records: [] };
    group.records.push(record);
    groups.set(key.id, group);
  }
  return [...groups]
    .map(([id, group]) => ({ id, name: group.name, ...countsOf(group.records) }))
    .sort((a, b) => b.n - a.n || a.name.localeCompare(b.name));
}
