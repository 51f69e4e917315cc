import { Button } from '@mantine/core';
import {
  IconDialpad,
  IconHeadset,
  IconMicrophone,
  IconMicrophoneOff,
  IconAlertTriangle,
  IconAntennaBars3,
  IconAntennaBars5,
  IconRefresh,
} from '@tabler/icons-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useShortcut } from '../components/shortcuts/shortcuts.tsx';
import { DeviceChoice } from './device-choice.tsx';
import { useSoundDevices } from './devices.ts';
import { Keypad } from './keypad.tsx';
import { LevelMeter } from './level-meter.tsx';
import { soundSettings } from './settings.ts';
import { noLevels, type ActiveCall } from './softphone.ts';
import { useBrowserCall, useCallElsewhere, useSoftphone } from './softphone-context.tsx';
import styles from './softphone.module.css';

/** What belongs to the sound of a call in this browser; nothing while the call is on a telephone. */
export function CallSound() {
  const call = useBrowserCall();
  const { device } = useSoftphone();
  const elsewhere = useCallElsewhere(call === null && device === 'browser');
  if (call) return <Controls call={call} />;
  return elsewhere ? (
    <p className={styles.elsewhere}>
      <IconHeadset size={18} aria-hidden /> You hear this call in another tab. Mute, keypad and devices are
      there.
    </p>
  ) : null;
}

function Controls({ call }: { readonly call: ActiveCall }) {
  const { session, microphone } = useSoftphone();
  const [open, setOpen] = useState<'keypad' | 'devices' | null>(null);
  const settings = useSyncExternalStore(soundSettings.onChange, soundSettings.get);
  const mic = useSyncExternalStore(microphone.onChange, microphone.state);
  const devices = useSoundDevices(true);
  const levels = useRef(noLevels);
  const line = session.line();
  useEffect(() => line?.onLevels((next) => (levels.current = next)), [line]);

  const mute = (): void => line?.mute(!call.muted);
  useShortcut('mute', call.status === 'joining' ? null : mute);
  const toggle = (panel: 'keypad' | 'devices'): void => setOpen(open === panel ? null : panel);
  return (
    <section className={styles.sound} aria-label="Sound of this call">
      <div className={styles.soundRow}>
        <Button
          variant={call.muted ? 'filled' : 'default'}
          {...(call.muted ? { color: 'var(--wrong-fill)' } : {})}
          aria-pressed={call.muted}
          leftSection={
            call.muted ? (
              <IconMicrophoneOff size={18} aria-hidden />
            ) : (
              <IconMicrophone size={18} aria-hidden />
            )
          }
          onClick={mute}
        >
          {call.muted ? 'Muted' : 'Mute'}
        </Button>
        <div className={styles.levels}>
          <span>You</span>
          <LevelMeter label="How loud you are" read={() => (call.muted ? 0 : levels.current.input)} />
          <span>They</span>
          <LevelMeter label="How loud the others are" read={() => levels.current.output} />
        </div>
        <Button
          variant={open === 'keypad' ? 'light' : 'default'}
          aria-expanded={open === 'keypad'}
          leftSection={<IconDialpad size={18} aria-hidden />}
          onClick={() => toggle('keypad')}
        >
          Keypad
        </Button>
        <Button
          variant={open === 'devices' ? 'light' : 'default'}
          aria-expanded={open === 'devices'}
          leftSection={<IconHeadset size={18} aria-hidden />}
          onClick={() => toggle('devices')}
        >
          Devices
        </Button>
        <QualityMark call={call} />
      </div>
      <p role="status" className={call.muted ? styles.mutedWords : 'spoken-only'}>
        {call.muted ? 'You are muted: nobody hears you.' : ''}
      </p>
      {open === 'keypad' ? (
        <Keypad onKey={(key) => line?.sendDigits(key)} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'devices' ? (
        <div className={styles.checkControls}>
          <DeviceChoice
            label="Microphone"
            devices={devices.inputs}
            chosen={mic.status === 'open' ? mic.deviceId : settings.input}
            onChoose={(input) => soundSettings.change({ input })}
          />
          <DeviceChoice
            label="Speaker"
            devices={devices.outputs}
            chosen={settings.output}
            onChoose={(output) => soundSettings.change({ output })}
          />
        </div>
      ) : null}
    </section>
  );
}

const qualityIcons = {
  measuring: IconAntennaBars3,
  good: IconAntennaBars5,
  fair: IconAntennaBars3,
  poor: IconAlertTriangle,
} as const;

function QualityMark({ call }: { readonly call: ActiveCall }) {
  if (call.status === 'restoring')
    return (
      <p role="status" className={styles.quality} data-grade="poor">
        <IconRefresh size={18} aria-hidden /> The line is being restored; the sound goes on.
      </p>
    );
  if (call.status === 'joining')
    return (
      <p role="status" className={styles.quality} data-grade="measuring">
        Connecting the sound.
      </p>
    );
  const Icon = qualityIcons[call.quality.grade];
  return (
    <p
      // Good news is only looked at; bad news is said.
      role={call.quality.grade === 'poor' ? 'status' : undefined}
      className={styles.quality}
      data-grade={call.quality.grade}
    >
      <Icon size={18} aria-hidden /> {call.quality.words}
    </p>
  );
}
