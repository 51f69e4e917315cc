import { NativeSelect } from '@mantine/core';
import { useChoices } from '../../api/business.ts';
import { withKept } from './kept-choice.ts';

interface Props {
  readonly businessId: string;
  readonly value: string | null;
  readonly onChange: (reason: string | null) => void;
  /** The reason that the case has: it can stay, though the business has it no more. */
  readonly kept?: { readonly key: string; readonly name: string } | null;
  readonly label?: string;
  /** What it says when there is none. */
  readonly none: string;
}

/** Why the customer is not content, as this business may say it. */
export function ReasonField({
  businessId,
  value,
  onChange,
  kept = null,
  label = 'Why the customer is not content',
  none,
}: Props) {
  const { reasons } = useChoices(businessId);
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[
        { value: '', label: none },
        ...withKept(reasons, kept).map(({ key, name }) => ({ value: key, label: name })),
      ]}
    />
  );
}
