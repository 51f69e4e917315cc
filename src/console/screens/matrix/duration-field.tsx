import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { lengthWords } from '../../components/when.ts';
import { minutesFrom } from './duration.ts';

interface Props {
  readonly label: string;
  /** Minutes; null: no deadline. */
  readonly value: number | null;
  readonly onChange: (minutes: number | null) => void;
  /** Whether nothing is an answer too. */
  readonly optional: boolean;
}

/** A length of time as people write it. What cannot be read stays in the box and changes nothing. */
export function DurationField({ label, value, onChange, optional }: Props) {
  const shown = value === null ? '' : lengthWords(value * 60_000);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? shown;
  const wrong = text.trim() === '' ? !optional : minutesFrom(text) === null;
  return (
    <TextInput
      aria-label={label}
      placeholder={optional ? 'none' : '2 h'}
      value={text}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        const minutes = minutesFrom(next);
        if (next.trim() === '' && optional) onChange(null);
        else if (minutes !== null) onChange(minutes);
      }}
      onBlur={() => {
        if (!wrong) setTyped(null);
      }}
      error={wrong ? 'Write 30 min, 2 h or 1 d.' : null}
    />
  );
}
