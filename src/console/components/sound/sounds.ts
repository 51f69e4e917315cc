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
  /** Rings until the returned function is called. */
  ring(): () => void;
}

function createSounds(): Sounds {
  let context: AudioContext | null = null;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const unlock = (): void => {
    if (!context) {
      context = new AudioContext();
      context.addEventListener('statechange', changed);
    }
    if (context.state !== 'running') void context.resume().then(changed);
  };
  for (const gesture of ['pointerdown', 'keydown'] as const)
    window.addEventListener(gesture, unlock, { capture: true });

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

  const ringOnce = (): void => {
    for (const after of [0, 0.6]) {
      note(480, after, 0.4, 0.12);
      note(600, after, 0.4, 0.12);
    }
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
    ring: () => {
      ringOnce();
      const timer = setInterval(ringOnce, 3_000);
      return () => clearInterval(timer);
    },
  };
}

export const sounds: Sounds = createSounds();
