import { NativeSelect } from '@mantine/core';
import { useMe } from '../api/session.ts';

interface Props {
  readonly value: string;
  readonly onChange: (businessId: string) => void;
  /** Those to choose from; left out: all that whoever looks works for. */
  readonly among?: readonly { readonly businessId: string; readonly businessName: string }[];
}

/** For which business something is written down. */
export function BusinessField({ value, onChange, among }: Props) {
  const me = useMe();
  return (
    <NativeSelect
      label="Business"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={(among ?? me.memberships).map((each) => ({ value: each.businessId, label: each.businessName }))}
    />
  );
}
