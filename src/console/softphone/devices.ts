import { useEffect, useState } from 'react';

export interface SoundDevice {
  readonly id: string;
  readonly label: string;
}

export interface SoundDevices {
  readonly inputs: readonly SoundDevice[];
  readonly outputs: readonly SoundDevice[];
}

const none: SoundDevices = { inputs: [], outputs: [] };

/** Whether this browser lets a page choose where its sound goes. */
export const maySelectOutput = (): boolean => 'setSinkId' in HTMLMediaElement.prototype;

/** The microphones and speakers of this computer, kept up to date. Without permission they have no names and are left out. */
export function useSoundDevices(microphoneOpen: boolean): SoundDevices {
  const [devices, setDevices] = useState<SoundDevices>(none);
  useEffect(() => {
    if (!('mediaDevices' in navigator)) return undefined;
    let gone = false;
    const look = (): void => {
      navigator.mediaDevices
        .enumerateDevices()
        .then((all) => {
          if (gone) return;
          const of = (kind: MediaDeviceKind): readonly SoundDevice[] =>
            all
              .filter(
                (device) => device.kind === kind && device.label !== '' && device.deviceId !== 'default',
              )
              .map((device) => ({ id: device.deviceId, label: device.label }));
          setDevices({ inputs: of('audioinput'), outputs: maySelectOutput() ? of('audiooutput') : [] });
        })
        .catch((error: unknown) => console.warn('The sound devices could not be listed.', error));
    };
    look();
    navigator.mediaDevices.addEventListener('devicechange', look);
    return () => {
      gone = true;
      navigator.mediaDevices.removeEventListener('devicechange', look);
    };
    // Names appear once the microphone may be used.
  }, [microphoneOpen]);
  return devices;
}
