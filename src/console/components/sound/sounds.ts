/**
 * Tones made in the browser: no file to load, no codec to miss. Browsers stay silent until the person has touched the
 * page; `onChange` tells when that has happened, so that the console never pretends to be able to ring.
 */
export interface Sounds {
  /** `blocked`: the browser waits for a click or a key before it lets anything sound. */
  state(): 'blocked' | 'ready';
  onChange(listener: () => void): () => void;
  /** Two falling notes, twice: a wait has passed its target. */
  breach(): void;
  /** Asks the browser to let this page sound; only in answer to a click or a key. Resolves to whether it may. */
  unlock(): Promise<boolean>;
}

const unlockLimitMs = 1_500;

function createSounds(): Sounds {
  let context: AudioContext | null = null;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const unlock = async (): Promise<boolean> => {
    if (!context) {
      context = new AudioContext();
      context.addEventListener('statechange', changed);
    }
    if (context.state !== 'running') {
      // Without a gesture `resume` neither succeeds nor fails.
      await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, unlockLimitMs))]);
      changed();
    }
    return context.state === 'running';
  };
  for (const gesture of ['pointerdown', 'keydown'] as const)
    window.addEventListener(gesture, () => void unlock(), { capture: true });

  const note = (frequency: number, after: number, seconds: number, loudness: number): void => {
    if (context?.state !== 'running') return;
    const from = context.currentTime + after;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    // Soft edges: a tone that starts at full strength clicks in a headset.
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(loudness, from + 0.02);
    volume.gain.setValueAtTime(loudness, from + seconds - 0.05);
    volume.gain.linearRampToValueAtTime(0, from + seconds);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + seconds);
  };

  return {
    state: () => (context?.state === 'running' ? 'ready' : 'blocked'),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    breach: () => {
      for (const after of [0, 0.45]) {
        note(880, after, 0.18, 0.16);
        note(587, after + 0.2, 0.2, 0.16);
      }
    },
    unlock,
  };
}

export const sounds: Sounds = createSounds();
