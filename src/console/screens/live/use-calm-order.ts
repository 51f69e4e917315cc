import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

const idleMs = 2_000;

/** False while a hand moves over the board; true again when it has been still for two seconds. */
export function useStillHand() {
  const [still, setStill] = useState(true);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onMove = useCallback(() => {
    setStill(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setStill(true), idleMs);
  }, []);
  return { still, handlers: { onPointerMove: onMove, onPointerDown: onMove, onKeyDown: onMove } };
}

export interface Placed<Row> {
  readonly row: Row;
  /** It has left the list; its place is kept until the hand is still. */
  readonly gone: boolean;
}

/**
 * The rows in their right order while the hand is still. While it moves, every row keeps its place: changes show where
 * the row stands, those that left stay as a shadow, new ones come at the end.
 */
export function useCalmOrder<Row extends { readonly id: string }>(
  rows: readonly Row[],
  still: boolean,
): readonly Placed<Row>[] {
  const before = useRef<readonly Placed<Row>[]>([]);
  const placed = useMemo(() => {
    if (still) return rows.map((row) => ({ row, gone: false }));
    const now = new Map(rows.map((row) => [row.id, row]));
    const kept = before.current.map(({ row }) => ({ row: now.get(row.id) ?? row, gone: !now.has(row.id) }));
    const known = new Set(kept.map(({ row }) => row.id));
    return [...kept, ...rows.filter((row) => !known.has(row.id)).map((row) => ({ row, gone: false }))];
  }, [rows, still]);
  useEffect(() => {
    before.current = placed;
  });
  return placed;
}
