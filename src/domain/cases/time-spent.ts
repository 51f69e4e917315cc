import type { KnownCase, Segment } from './case.ts';

/** The one clock of a case: closes the stretch that is over and begins the next one, if it is another. */
export function withTimeSpent<T extends KnownCase>(state: T, at: number): T {
  const now = stretchOf(state);
  const last = state.segments.at(-1);
  const lasts = last !== undefined && last.to === null;
  if (now === null) return lasts ? { ...state, segments: closed(state.segments, at) } : state;
  if (lasts && last.what === now.what && last.who === now.who && last.level === now.level) return state;
  return { ...state, segments: [...closed(state.segments, at), { ...now, from: at, to: null }] };
}

function closed(segments: readonly Segment[], at: number): Segment[] {
  return segments.map((segment) =>
    segment.to === null ? { ...segment, to: Math.max(at, segment.from) } : segment,
  );
}

function stretchOf(state: KnownCase): Pick<Segment, 'what' | 'who' | 'level'> | null {
  const { level, live, owner } = state;
  if (state.status === 'resolved') return null;
  if (live !== null) return { what: live.phase, who: live.who, level };
  if (state.status === 'waiting') {
    return {
      what: 'waiting-for-customer',
      who: state.customer.name ?? state.customer.number ?? 'the customer',
      level,
    };
  }
  return { what: owner.kind === 'person' ? 'with-person' : 'with-queue', who: owner.name, level };
}
