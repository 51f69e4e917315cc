import { sounds } from '../components/sound/sounds.ts';
import { play } from './player.ts';
import { soundSettings } from './settings.ts';
import { soundFiles } from './sound-files.ts';

/** The bell of this tab, on the device and as loud as the person chose. */
export interface Ringer {
  /** `blocked`: the browser lets nothing sound, so a call would not be heard. */
  state(): 'ready' | 'blocked';
  onChange(listener: () => void): () => void;
  /** Asks the browser to let this page sound; only in answer to a click or a key. Resolves to whether it may. */
  unlock(): Promise<boolean>;
  /** Rings until the returned function is called. */
  ring(): () => void;
}

function createRinger(): Ringer {
  let failed = false;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  sounds.onChange(() => {
    // The browser has let go of the sound again: what failed before may do now.
    if (sounds.state() === 'ready') failed = false;
    changed();
  });
  return {
    state: () => (failed || sounds.state() === 'blocked' ? 'blocked' : 'ready'),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    unlock: async () => {
      const running = await sounds.unlock();
      failed = !running;
      changed();
      return running;
    },
    ring: () => {
      const { ringDevice, ringVolume } = soundSettings.get();
      return play(soundFiles.ring, { deviceId: ringDevice, volume: ringVolume, loop: true }, (error) => {
        console.warn('The browser did not let the call ring.', error);
        failed = true;
        changed();
      });
    },
  };
}

export const ringer: Ringer = createRinger();
