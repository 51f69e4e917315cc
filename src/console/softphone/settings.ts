import { read, write } from '../components/stored.ts';

/** What this browser remembers of the telephone in it. Ids are the browser's own; null: the system's choice. */
export interface SoundSettings {
  readonly input: string | null;
  readonly output: string | null;
  readonly ringDevice: string | null;
  /** Per cent. */
  readonly ringVolume: number;
  /** The check was gone through once, so that one click does next time. */
  readonly checked: boolean;
}

/** A ring that nobody hears is a caller whom nobody answers: it cannot be turned off, only down to this. */
export const ringVolumeFloor = 20;

const key = 'deskbell.softphone';
const unset: SoundSettings = { input: null, output: null, ringDevice: null, ringVolume: 80, checked: false };

let current: SoundSettings = parse(read(key));
const listeners = new Set<() => void>();

export const soundSettings = {
  get: (): SoundSettings => current,
  onChange: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  change: (next: Partial<SoundSettings>): void => {
    current = { ...current, ...next };
    write(key, JSON.stringify(current));
    for (const listener of listeners) listener();
  },
};

function parse(text: string | null): SoundSettings {
  if (text === null) return unset;
  try {
    const found = JSON.parse(text) as Partial<Record<keyof SoundSettings, unknown>>;
    const id = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    const volume = typeof found.ringVolume === 'number' ? found.ringVolume : unset.ringVolume;
    return {
      input: id(found.input),
      output: id(found.output),
      ringDevice: id(found.ringDevice),
      ringVolume: Math.min(100, Math.max(ringVolumeFloor, volume)),
      checked: found.checked === true,
    };
  } catch {
    // Written by something else; the choices are made again.
    return unset;
  }
}

const tookKey = 'deskbell.took-calls';

/** Whether this very tab took calls before it was loaded again. */
export const tookCalls = {
  get: (): boolean => {
    try {
      return sessionStorage.getItem(tookKey) === 'yes';
    } catch {
      // Storage is forbidden: the person presses the button again.
      return false;
    }
  },
  set: (took: boolean): void => {
    try {
      if (took) sessionStorage.setItem(tookKey, 'yes');
      else sessionStorage.removeItem(tookKey);
    } catch {
      // As above.
    }
  },
};
