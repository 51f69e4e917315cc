import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { SetupView } from '../../../contract/setup.ts';
import { useEndPractice, usePracticeCall, useStartPractice } from '../../api/setup.ts';
import { Refusal } from '../../components/refusal.tsx';
import { CheckPanel } from '../../softphone/check-panel.tsx';
import { useSoftphone } from '../../softphone/softphone-context.tsx';
import { PracticeProgress } from './practice-progress.tsx';
import styles from './setup.module.css';
import { useStepDone } from './use-steps.ts';

/** Sound first, then a caller. */
export function TryStep({ setup }: { readonly setup: SetupView }) {
  const { checkOpen, openCheck, state, device } = useSoftphone();
  const hears = state.status === 'on' && state.verdict.state === 'ready' && device === 'browser';
  return (
    <>
      <div className={styles.part}>
        <h3>1. Your sound</h3>
        <p>
          {hears
            ? 'Calls ring in this browser, and you will hear and be heard.'
            : 'Take calls in this browser, and you hear the caller. Without that your telephone rings, and on the emulator you read and type.'}
        </p>
        {checkOpen ? (
          <CheckPanel />
        ) : (
          <div>
            <Button variant={hears ? 'default' : 'filled'} onClick={openCheck}>
              {hears ? 'Check your sound again' : 'Check your sound'}
            </Button>
          </div>
        )}
      </div>
      <div className={styles.part}>
        <h3>2. A caller</h3>
        {setup.emulated ? (
          <Practice setup={setup} />
        ) : (
          <p>
            With a real account, ring one of your numbers from any telephone: the call comes to whoever serves
            the queue. Nobody practises on a real line.
          </p>
        )}
      </div>
    </>
  );
}

function Practice({ setup: { practice, handsetsUrl } }: { readonly setup: SetupView }) {
  const stepDone = useStepDone();
  const [id, setId] = useState<string | null>(practice.running);
  const [businessId, setBusinessId] = useState('');
  const start = useStartPractice();
  const end = useEndPractice();
  const call = usePracticeCall(id);
  const running = call.data !== undefined && call.data.stage !== 'over';

  // A caller that was begun in another tab, or before a reload, is shown here as well.
  const elsewhere = practice.running;
  useEffect(() => {
    if (elsewhere !== null) setId(elsewhere);
  }, [elsewhere]);
  const talked = call.data !== undefined && call.data.said.length > 0;
  useEffect(() => {
    if (talked) stepDone();
  }, [talked, stepDone]);

  const offered = practice.businesses.find((one) => one.businessId === businessId) ?? practice.businesses[0];
  return (
    <>
      <p>
        Somebody rings, goes through the menu, and asks for help. Talk with them, put them on hold, ask a
        colleague, pass them on, or end the call. They go by themselves after three minutes.
      </p>
      {practice.why && !running ? <p className={styles.hint}>{practice.why}</p> : null}
      <div className={styles.row}>
        {practice.businesses.length > 1 ? (
          <NativeSelect
            label="Whom they ring"
            value={offered?.businessId ?? ''}
            disabled={running}
            onChange={(event) => setBusinessId(event.currentTarget.value)}
            data={practice.businesses.map((one) => ({
              value: one.businessId,
              label: `${one.name}, ${one.queue}`,
            }))}
          />
        ) : null}
        {running ? (
          <Button
            variant="default"
            loading={end.isPending}
            onClick={() => call.data && end.mutate(call.data.id)}
          >
            Send the caller away
          </Button>
        ) : (
          <Button
            color="var(--free-fill)"
            disabled={!practice.possible}
            loading={start.isPending}
            onClick={() => start.mutate(offered?.businessId ?? null, { onSuccess: (made) => setId(made.id) })}
          >
            {call.data ? 'Let another caller ring me' : 'Let a caller ring me'}
          </Button>
        )}
      </div>
      <Refusal error={start.error ?? end.error ?? call.error} />
      {call.data ? <PracticeProgress call={call.data} /> : null}
      {handsetsUrl ? (
        <p className="soft">
          To be the caller yourself, use the{' '}
          <a href={handsetsUrl} target="_blank" rel="noreferrer">
            handsets page
          </a>
          : every telephone of the emulator is there.
        </p>
      ) : null}
    </>
  );
}
