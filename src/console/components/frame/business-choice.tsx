import { NativeSelect } from '@mantine/core';
import { useMe } from '../../api/session.ts';
import { useBusinessFilter } from '../business-filter.ts';

/** Whose calls are shown; kept in the address. Nothing to choose for those who serve one business. */
export function BusinessChoice() {
  const me = useMe();
  const { businessId, choose } = useBusinessFilter();
  const [only] = me.memberships;
  if (me.memberships.length === 1 && only) return <span className="strong">{only.businessName}</span>;
  return (
    <NativeSelect
      aria-label="Business"
      value={businessId ?? ''}
      onChange={(event) => choose(event.currentTarget.value || null)}
      data={[
        { value: '', label: 'All businesses' },
        ...me.memberships.map((membership) => ({
          value: membership.businessId,
          label: membership.businessName,
        })),
      ]}
    />
  );
}
