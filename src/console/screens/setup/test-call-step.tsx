import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { SetupView } from '../../../contract/setup.ts';
import { useMe } from '../../api/session.ts';
import { useStartTestCall, useTestCall } from '../../api/setup.ts';
import { Refusal } from '../../components/refusal.tsx';
import { phoneNumber } from '../../components/words.ts';
import styles from './setup.module.css';
import { useStepDone } from './use-steps.ts';

interface Props {
  readonly emulated: boolean;
  readonly admin: NonNullable<SetupView['admin']>;
  readonly handsetsUrl: string | null;
}

/** The proof of all: a telephone rings, and a key that is pressed there comes back. */
export function TestCallStep({ emulated, admin, handsetsUrl }: Props) {
  const me = useMe();
  const stepDone = useStepDone();
  const [chosenTo, setTo] = useState('');
  const [chosenFrom, setFrom] = useState('');
  const [id, setId] = useState<string | null>(null);
  const start = useStartTestCall();
  const call = useTestCall(id);
  const works = call.data?.stage === 'works';
  useEffect(() => {
    if (works) stepDone();
  }, [works, stepDone]);

  const to = chosenTo || (admin.people.find(({ personId }) => personId === me.personId)?.phone ?? '');
  const from = chosenFrom || (admin.numbers[0]?.number ?? '');
  const running = call.data !== undefined && !call.data.over;
  if (admin.numbers.length === 0 || admin.people.length === 0)
    return (
      <p>Bring in a business with a number and people first; then one of their telephones can be rung.</p>
    );
  return (
    <>
      <p>
        Deskbell rings a telephone of yours, says a sentence, and asks for a key. When the key comes back, the
        whole way is proved, in both directions.
      </p>
      {emulated && handsetsUrl ? (
        <p className="soft">
          Here the telephone is on the{' '}
          <a href={handsetsUrl} target="_blank" rel="noreferrer">
            handsets page
          </a>
          ; no real one rings.
        </p>
      ) : null}
      <div className={styles.row}>
        <NativeSelect
          label="Telephone to ring"
          value={to}
          disabled={running}
          onChange={(event) => setTo(event.currentTarget.value)}
          data={admin.people.map(({ name, phone }) => ({
            value: phone,
            label: `${name}, ${phoneNumber(phone)}`,
          }))}
        />
        <NativeSelect
          label="From the number of"
          value={from}
          disabled={running}
          onChange={(event) => setFrom(event.currentTarget.value)}
          data={admin.numbers.map(({ number, businessName }) => ({
            value: number,
            label: `${businessName}, ${phoneNumber(number)}`,
          }))}
        />
        <Button
          loading={start.isPending}
          disabled={running}
          onClick={() => start.mutate({ to, from }, { onSuccess: (made) => setId(made.id) })}
        >
          {call.data ? 'Ring again' : 'Ring it'}
        </Button>
      </div>
      <Refusal error={start.error ?? call.error} />
      <p role="status" className={call.data ? 'strong' : 'spoken-only'} data-stage={call.data?.stage}>
        {call.data?.words ?? ''}
      </p>
    </>
  );
}
