import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { SetupView } from '../../../contract/setup.ts';
import { useConnectNumbers, useRunChecks } from '../../api/setup.ts';
import { Refusal } from '../../components/refusal.tsx';
import { Moment } from '../../components/times.tsx';
import { TwoStepButton } from '../../components/two-step-button.tsx';
import { ChecksList } from './checks-list.tsx';
import { SettingLine } from './setting-lines.tsx';
import styles from './setup.module.css';
import { useStepDone } from './use-steps.ts';

interface Props {
  readonly setup: SetupView;
  readonly admin: NonNullable<SetupView['admin']>;
}

/** What to write down, and whether it fits. */
export function ConnectStep({ setup, admin }: Props) {
  return (
    <>
      {setup.account ? (
        <p>
          The account is <code>{setup.account.accountSid}</code>, and Twilio calls this server at{' '}
          <code>{setup.account.publicUrl}</code>.
        </p>
      ) : (
        <Settings publicUrl={admin.publicUrl} />
      )}
      <Checks emulated={setup.emulated} />
    </>
  );
}

function Settings({ publicUrl }: { readonly publicUrl: string }) {
  const url = publicUrl.startsWith('https://') ? publicUrl : 'https://calls.example.com';
  return (
    <div className={styles.part}>
      <h3>1. The settings</h3>
      <p>
        Write these lines into the file <code>.env</code> beside the server (copy <code>.env.example</code> to
        begin) and restart it: settings are read at the start. Secrets are typed there and nowhere else; this
        page never asks for one.
      </p>
      <ol className={styles.settings}>
        <SettingLine
          line={`PUBLIC_URL=${url}`}
          words="The https address at which Twilio reaches this server; while you try it, that of a tunnel."
        />
        <SettingLine
          line="DATA_DIR=./data-live"
          words="A folder that never held the demo, whose password everybody knows."
        />
        <SettingLine
          line="TWILIO_ACCOUNT_SID="
          words="The account SID from the first page of the Twilio console: AC and 32 characters, put after the equals sign."
        />
        <SettingLine
          line="TWILIO_AUTH_TOKEN="
          words="The auth token from the same page. It signs every call, so keep it secret."
        />
        <SettingLine
          line="TWILIO_API_KEY="
          words="To take calls in the browser: a standard API key, made under Account, API keys: SK and 32 characters."
        />
        <SettingLine line="TWILIO_API_SECRET=" words="The secret of that key, shown once, when it is made." />
      </ol>
      <p>
        Then bring in your businesses with <code>npm run business:import -- my-businesses</code>, start the
        server, and come back to this page.
      </p>
    </div>
  );
}

function Checks({ emulated }: { readonly emulated: boolean }) {
  const stepDone = useStepDone();
  const run = useRunChecks();
  const connect = useConnectNumbers();
  const checks = run.data?.checks ?? [];
  const allRight = !emulated && checks.length > 0 && checks.every(({ verdict }) => verdict !== 'wrong');
  useEffect(() => {
    if (allRight) stepDone();
  }, [allRight, stepDone]);
  const mendable = checks.some(({ canConnect }) => canConnect);
  return (
    <div className={styles.part}>
      <h3>{emulated ? '2. The checks' : 'The checks'}</h3>
      <p>
        {emulated
          ? 'You can run them now to see what they look at. They ask the emulator, so they say nothing about an account of yours.'
          : 'They look at the account and at the way from Twilio to this server. Nothing is changed.'}
      </p>
      <div className={styles.row}>
        <Button loading={run.isPending} onClick={() => run.mutate()}>
          {run.data ? 'Run the checks again' : 'Run the checks'}
        </Button>
        {run.data ? (
          <span className="soft">
            last run <Moment at={run.data.at} seconds />
          </span>
        ) : null}
      </div>
      <Refusal error={run.error} />
      <div role="status" className="spoken-only">
        {run.data ? summary(checks) : ''}
      </div>
      {checks.length > 0 ? <ChecksList checks={checks} /> : null}
      {mendable ? (
        <div className={styles.row}>
          <TwoStepButton
            variant="default"
            confirm="Change them at Twilio now"
            loading={connect.isPending}
            onConfirm={() => connect.mutate(undefined, { onSuccess: () => run.mutate() })}
          >
            Connect the numbers
          </TwoStepButton>
          <span className="soft">Changes the numbers of your businesses, and can be undone.</span>
        </div>
      ) : null}
      <Refusal error={connect.error} />
      {connect.data ? <Connected connected={connect.data} /> : null}
    </div>
  );
}

function Connected({
  connected: { changed, undoFile, application },
}: {
  readonly connected: NonNullable<ReturnType<typeof useConnectNumbers>['data']>;
}) {
  return (
    <div role="status" className={styles.hint}>
      <p>{changed.length === 0 ? 'No number had to be changed.' : `Connected: ${changed.join(', ')}.`}</p>
      {undoFile ? (
        <p>
          To put everything back: <code>npm run twilio:connect -- --undo {undoFile}</code>
        </p>
      ) : null}
      {application ? (
        <p>
          For the sound check in the browser, write <code>TWILIO_TWIML_APP_SID={application}</code> into{' '}
          <code>.env</code> and restart.
        </p>
      ) : null}
    </div>
  );
}

function summary(checks: readonly { readonly verdict: string }[]): string {
  const count = (verdict: string): number => checks.filter((check) => check.verdict === verdict).length;
  return `The checks are done: ${count('right')} right, ${count('wrong')} wrong, ${count('unknown')} not known.`;
}
