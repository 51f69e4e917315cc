import { Button, CloseButton } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useMyRow } from '../api/presence.ts';
import { useChooseDevice } from '../api/softphone.ts';
import { Refusal } from '../components/refusal.tsx';
import { useNoticePermission } from '../components/sound/ring-notice.ts';
import { CheckRow } from './check-row.tsx';
import { DeviceChoice, RingVolume } from './device-choice.tsx';
import { useSoundDevices } from './devices.ts';
import { LevelMeter } from './level-meter.tsx';
import { RingTest, SpeakerTest } from './sound-tests.tsx';
import { ringer } from './ringer.ts';
import { soundSettings } from './settings.ts';
import { useSoftphone } from './softphone-context.tsx';
import styles from './softphone.module.css';
import { microphoneFault } from './words.ts';

/** The start-of-shift check: whether a call would be noticed, and both sides heard. Finishing it takes calls here. */
export function CheckPanel() {
  const { checkOpen } = useSoftphone();
  return checkOpen ? <Check /> : null;
}

function Check() {
  const { session, state, microphone, device, closeCheck } = useSoftphone();
  const choose = useChooseDevice();
  const settings = useSyncExternalStore(soundSettings.onChange, soundSettings.get);
  const mic = useSyncExternalStore(microphone.onChange, microphone.state);
  const speaker = useSyncExternalStore(ringer.onChange, ringer.state);
  const devices = useSoundDevices(mic.status === 'open');
  const notices = useNoticePermission();
  const row = useMyRow();
  const [closing, setClosing] = useState(false);
  const running = state.status === 'on';

  // Opened by a click or a key, which is what the browser waits for before it asks for the microphone.
  useEffect(() => {
    void ringer.unlock();
    if (microphone.state().status !== 'open') void microphone.open(soundSettings.get().input);
  }, [microphone]);

  // The microphone that was only tried is let go again.
  useEffect(
    () => () => {
      if (session.state().status === 'off') microphone.close();
    },
    [session, microphone],
  );

  const finish = async (): Promise<void> => {
    soundSettings.change({ checked: true });
    await session.start();
    if (session.state().status !== 'on') return;
    if (device !== 'browser') await choose.mutateAsync('browser');
    setClosing(true);
  };
  // Stays until the line is there: closing earlier would promise what is not yet so.
  const ready = state.status === 'on' && state.verdict.state === 'ready' && device === 'browser';
  useEffect(() => {
    if (closing && ready) closeCheck();
  }, [closing, ready, closeCheck]);

  const fault = mic.status === 'lost' ? microphoneFault(mic.trouble) : null;
  return (
    <section className={`panel ${styles.check}`} aria-labelledby="check-title">
      <div className={styles.checkHead}>
        <h2 id="check-title">{running ? 'Sound and microphone' : 'Take calls in this browser'}</h2>
        <CloseButton aria-label="Close the check" onClick={closeCheck} />
      </div>
      <ol className={styles.checkRows}>
        <CheckRow
          title="Microphone"
          state={mic.status === 'open' ? 'right' : mic.status === 'lost' ? 'wrong' : 'waiting'}
          words={
            fault
              ? `${fault.what} ${fault.remedy}`
              : mic.status === 'open'
                ? 'Say something: the bar moves. The browser shows it as in use all shift, so that a loss is noticed at once; nothing is sent between calls.'
                : 'The browser asks whether this page may use it. Say yes.'
          }
        >
          {mic.status === 'open' ? (
            <LevelMeter label="How loud the microphone is" read={microphone.level} />
          ) : null}
          <DeviceChoice
            label="Microphone"
            underHeading
            devices={devices.inputs}
            chosen={mic.status === 'open' ? mic.deviceId : settings.input}
            onChoose={(input) => {
              soundSettings.change({ input });
              void microphone.open(input);
            }}
          />
          {mic.status === 'lost' ? (
            <Button variant="default" onClick={() => void microphone.open(settings.input)}>
              Try the microphone again
            </Button>
          ) : null}
        </CheckRow>
        <CheckRow
          title="Speaker"
          state={speaker === 'ready' ? 'right' : 'wrong'}
          words={
            speaker === 'ready'
              ? 'Where you hear the caller.'
              : 'The browser is silent until you click on this page. Click anywhere, or press Play a tone.'
          }
        >
          <DeviceChoice
            label="Speaker"
            underHeading
            devices={devices.outputs}
            chosen={settings.output}
            onChoose={(output) => soundSettings.change({ output })}
          />
          <SpeakerTest deviceId={settings.output} />
        </CheckRow>
        <CheckRow
          title="Ring"
          state={speaker === 'ready' ? 'right' : 'wrong'}
          words="Where it rings: best on a loudspeaker that you hear without your headset."
        >
          <DeviceChoice
            label="Ring device"
            underHeading
            devices={devices.outputs}
            chosen={settings.ringDevice}
            onChoose={(ringDevice) => soundSettings.change({ ringDevice })}
          />
          <RingVolume />
          <RingTest />
        </CheckRow>
        <CheckRow
          title="Notices"
          state={notices.permission === 'granted' ? 'right' : 'optional'}
          words={noticeWords[notices.permission]}
        >
          {notices.permission === 'default' ? (
            <Button variant="default" onClick={notices.request}>
              Allow notices
            </Button>
          ) : null}
        </CheckRow>
      </ol>
      <Refusal error={choose.error ?? (state.status === 'off' ? state.failure : null)} />
      {running ? (
        <p role="status" className="soft">
          {state.verdict.state === 'ready'
            ? 'Calls can ring in this browser.'
            : state.verdict.state === 'connecting'
              ? 'Signing in to the telephone company.'
              : 'Calls cannot ring in this browser yet; the red line below says why.'}
        </p>
      ) : null}
      <div className={styles.checkEnd}>
        {running && device === 'browser' ? (
          <Button onClick={closeCheck}>Done</Button>
        ) : (
          <Button
            color="var(--free-fill)"
            size="md"
            loading={state.status === 'starting' || choose.isPending}
            disabled={mic.status !== 'open'}
            onClick={() => void finish()}
          >
            Take calls in this browser
          </Button>
        )}
        {device === 'browser' ? (
          <Button
            variant="default"
            loading={choose.isPending}
            disabled={row?.presence === 'on-a-call'}
            onClick={() => choose.mutate('telephone', { onSuccess: closeCheck })}
          >
            Take calls on my telephone
          </Button>
        ) : null}
      </div>
    </section>
  );
}

const noticeWords = {
  granted: 'The system shows a notice when this page is hidden.',
  default: 'Without a notice you may miss a call while another window is in front.',
  denied:
    'This browser shows no notices for this address. Allow them in its settings, or keep this page in sight.',
  unsupported: 'This browser has no notices. Keep this page in sight.',
} as const;
