import { Button, Skeleton } from '@mantine/core';
import { useSetup } from '../../api/setup.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { Refusal } from '../../components/refusal.tsx';
import { ConnectStep } from './connect-step.tsx';
import { Step } from './step.tsx';
import styles from './setup.module.css';
import { TestCallStep } from './test-call-step.tsx';
import { TryStep } from './try-step.tsx';

/** The first call within minutes; then, for admins, the real telephone. */
export function SetupScreen() {
  usePageTitle('Set-up');
  const setup = useSetup();
  return (
    <div className={styles.screen}>
      <h1>Set-up</h1>
      {setup.isPending ? <Skeleton height={240} /> : null}
      {setup.isError && !setup.data ? (
        <>
          <Refusal error={setup.error} />
          <Button variant="default" mt={16} onClick={() => void setup.refetch()}>
            Try again
          </Button>
        </>
      ) : null}
      {setup.data ? (
        <>
          <p className={styles.lead}>
            {setup.data.emulated
              ? 'Nothing rings a real telephone yet: an emulator stands in for Twilio on this computer. Try everything; nothing costs anything.'
              : 'Calls run over your Twilio account. Here you see whether everything is in place.'}
          </p>
          <ol className={styles.steps}>
            <Step id="try" title="Try it now" takes="3 minutes">
              <TryStep setup={setup.data} />
            </Step>
            {setup.data.admin ? (
              <>
                <Step id="connect" title="Connect Twilio" takes="half an hour, with an account">
                  <ConnectStep setup={setup.data} admin={setup.data.admin} />
                </Step>
                <Step id="test-call" title="Test call" takes="1 minute">
                  <TestCallStep
                    emulated={setup.data.emulated}
                    admin={setup.data.admin}
                    handsetsUrl={setup.data.handsetsUrl}
                  />
                </Step>
              </>
            ) : null}
          </ol>
          {setup.data.admin ? null : (
            <p className="soft">Connecting a real telephone line is for admins of a business.</p>
          )}
        </>
      ) : null}
    </div>
  );
}
