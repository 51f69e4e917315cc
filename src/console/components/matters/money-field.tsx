import { TextInput } from '@mantine/core';
import { moneyFrom, moneyWords } from '../money.ts';

interface Props {
  readonly label: string;
  readonly currency: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly autoFocus?: boolean;
}

/** An amount as people type it; beneath it, what was understood. Callers turn it into minor units with `moneyFrom`. */
export function MoneyField({ label, currency, value, onChange, autoFocus }: Props) {
  const understood = moneyFrom(value, currency);
  const wrong = value.trim() !== '' && understood === null;
  return (
    <TextInput
      label={`${label} (${currency})`}
      inputMode="decimal"
      autoComplete="off"
      autoFocus={autoFocus ?? false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      description={
        understood === null
          ? 'Type an amount, such as 80 or 80.50.'
          : `That is ${moneyWords(understood, currency)}.`
      }
      error={wrong ? 'This is not an amount of money. Use digits and one decimal point.' : null}
    />
  );
}
