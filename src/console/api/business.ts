import { useMe } from './session.ts';

/** The zone of a business that this person is part of; the browser's own where it is none of theirs. */
export function useZone(businessId: string): string {
  const me = useMe();
  return (
    me.memberships.find((membership) => membership.businessId === businessId)?.timezone ??
    Intl.DateTimeFormat().resolvedOptions().timeZone
  );
}
