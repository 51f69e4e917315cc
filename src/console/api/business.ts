import type { Named } from '../../contract/cases.ts';
import { useMe } from './session.ts';

/** The zone of a business that this person is part of; the browser's own where it is none of theirs. */
export function useZone(businessId: string): string {
  const me = useMe();
  return (
    me.memberships.find((membership) => membership.businessId === businessId)?.timezone ??
    Intl.DateTimeFormat().resolvedOptions().timeZone
  );
}

const none: readonly Named[] = [];

/** What may be chosen for the cases of a business; nothing where it is none of this person's. */
export function useChoices(businessId: string): {
  readonly topics: readonly Named[];
  readonly reasons: readonly Named[];
} {
  const me = useMe();
  const membership = me.memberships.find((one) => one.businessId === businessId);
  return { topics: membership?.topics ?? none, reasons: membership?.reasons ?? none };
}

/** Topics of this business, or of all of one's own; those with one key in several businesses are found together. */
export function useTopics(businessId: string | null): readonly Named[] {
  const me = useMe();
  const names = new Map<string, Set<string>>();
  for (const { businessId: id, topics } of me.memberships) {
    if (businessId !== null && id !== businessId) continue;
    for (const { key, name } of topics) names.set(key, (names.get(key) ?? new Set()).add(name));
  }
  return [...names].map(([key, all]) => ({ key, name: [...all].join(' / ') }));
}
