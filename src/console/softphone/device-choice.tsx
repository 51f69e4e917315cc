import { NativeSelect } from '@mantine/core';
import { useId, useSyncExternalStore } from 'react';
import type { SoundDevice } from './devices.ts';
import { ringVolumeFloor, soundSettings } from './settings.ts';
import styles from './softphone.module.css';

interface Props {
  readonly label: string;
  /** Beneath a heading that says the same, only screen readers need it again. */
  readonly underHeading?: boolean;
  readonly devices: readonly SoundDevice[];
  readonly chosen: string | null;
  readonly onChoose: (deviceId: string | null) => void;
}

/** Which microphone or speaker; not shown where the browser does not let a page choose. */
export function DeviceChoice({ label, underHeading, devices, chosen, onChoose }: Props) {
  if (devices.length === 0) return null;
  const there = devices.some((device) => device.id === chosen);
  return (
    <NativeSelect
      {...(underHeading ? { 'aria-label': label } : { label })}
      className={styles.choice ?? ''}
      value={there ? (chosen ?? '') : ''}
      onChange={(event) => onChoose(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      data={[
        { value: '', label: 'As the system has it' },
        ...devices.map((device) => ({ value: device.id, label: device.label })),
      ]}
    />
  );
}

/** How loud it rings; never off. */
export function RingVolume() {
  const { ringVolume } = useSyncExternalStore(soundSettings.onChange, soundSettings.get);
  const id = useId();
  return (
    <div className={styles.volume}>
      <label htmlFor={id}>Ring volume</label>
      <input
        id={id}
        type="range"
        min={ringVolumeFloor}
        max={100}
        step={5}
        value={ringVolume}
        aria-valuetext={`${ringVolume} per cent`}
        onChange={(event) => soundSettings.change({ ringVolume: Number(event.currentTarget.value) })}
      />
      <span className="figure">{ringVolume} %</span>
    </div>
  );
}
