import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconPhoneOff, IconPlugConnected } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useMyRow } from '../api/presence.ts';
import { useChooseDevice } from '../api/softphone.ts';
import { Refusal } from '../components/refusal.tsx';
import styles from './banner.module.css';
import { useBrowserCall, useSoftphone } from './softphone-context.tsx';
import { useTakeCallsHere } from './use-take-calls-here.ts';
import { backWords, lossFault } from './words.ts';

/** Across the screen: that calls cannot ring in this tab, why, and how to mend it; or that they can again. */
export function SoftphoneBanner() {
  const { state, device } = useSoftphone();
  const row = useMyRow();
  if (state.status === 'on' && state.verdict.state === 'lost')
    return <Lost key={state.verdict.reason} reason={state.verdict.reason} />;
  return (
    <>
      <div role="status">
        {state.status === 'on' && state.back !== null ? (
          <div className={styles.banner} data-kind="back">
            <IconPlugConnected size={18} aria-hidden />
            <p>{backWords(state.back)} Calls ring in this browser.</p>
          </div>
        ) : null}
      </div>
      {device === 'browser' && state.status !== 'on' && row?.softphone.state !== 'ready' ? (
        <NotReady />
      ) : null}
      <GhostCall />
    </>
  );
}

function Lost({ reason }: { readonly reason: Parameters<typeof lossFault>[0] }) {
  const { session, microphone, state } = useSoftphone();
  const mic = useSyncExternalStore(microphone.onChange, microphone.state);
  const choose = useChooseDevice();
  const [trying, setTrying] = useState(false);
  const retry = (): void => {
    setTrying(true);
    void session.retry().finally(() => setTrying(false));
  };
  const fault = state.status === 'on' ? lossFault(reason, mic, state.line) : null;
  return (
    <div className={styles.banner} data-kind="lost">
      <IconPhoneOff size={18} aria-hidden />
      <div role="alert" className={styles.words}>
        <p>
          <strong>Calls cannot ring here.</strong> {fault?.what}
        </p>
        <p>{fault?.remedy}</p>
        <Refusal error={choose.error} />
      </div>
      <div className={styles.buttons}>
        <Button variant="white" color="var(--wrong-fill)" loading={trying} onClick={retry}>
          Try again
        </Button>
        <OnMyTelephone choose={choose} />
      </div>
    </div>
  );
}

/** This person takes calls in a browser, and none can be rung: said in every tab, with the way out. */
function NotReady() {
  const { state, checkOpen } = useSoftphone();
  const choose = useChooseDevice();
  const takeCallsHere = useTakeCallsHere();
  if (checkOpen) return null;
  return (
    <div className={styles.banner} data-kind="lost">
      <IconDeviceDesktop size={18} aria-hidden />
      <div role="status" className={styles.words}>
        <p>
          <strong>Calls cannot reach you.</strong> You take them in a browser, and none is ready.
        </p>
        <Refusal error={choose.error ?? (state.status === 'off' ? state.failure : null)} />
      </div>
      <div className={styles.buttons}>
        <Button
          variant="white"
          color="var(--wrong-fill)"
          loading={state.status === 'starting'}
          onClick={takeCallsHere}
        >
          Take calls in this tab
        </Button>
        <OnMyTelephone choose={choose} />
      </div>
    </div>
  );
}

/** The way out of a browser that cannot be rung; its failure is shown beside the words of the banner. */
function OnMyTelephone({ choose }: { readonly choose: ReturnType<typeof useChooseDevice> }) {
  return (
    <Button
      variant="white"
      color="var(--wrong-fill)"
      loading={choose.isPending}
      onClick={() => choose.mutate('telephone')}
    >
      Take calls on my telephone
    </Button>
  );
}

/** A line that is still open although nobody is on a call any more: the person is freed by one press. */
function GhostCall() {
  const call = useBrowserCall();
  const { session } = useSoftphone();
  const presence = useMyRow()?.presence;
  const ghost =
    call?.status === 'talking' &&
    presence !== undefined &&
    presence !== 'on-a-call' &&
    presence !== 'ringing';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!ghost) {
      setShown(false);
      return undefined;
    }
    // The board is told of an end a moment after the line is, or before it.
    const timer = setTimeout(() => setShown(true), 5_000);
    return () => clearTimeout(timer);
  }, [ghost]);
  if (!shown) return null;
  return (
    <div className={styles.banner} data-kind="quiet">
      <div role="status" className={styles.words}>
        <p>A line is still open in this tab although your call is over.</p>
      </div>
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => session.line()?.hangUp()}>
          Hang up here
        </Button>
      </div>
    </div>
  );
}
