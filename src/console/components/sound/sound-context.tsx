import { createContext, useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { useStored } from '../stored.ts';
import { sounds } from './sounds.ts';

interface SoundChoice {
  /** What the person chose. */
  readonly wanted: boolean;
  /** Whether the browser lets anything sound yet. */
  readonly blocked: boolean;
  readonly choose: (wanted: boolean) => void;
}

const SoundContext = createContext<SoundChoice>({ wanted: true, blocked: true, choose: () => undefined });

/** Keeps the choice of sound. */
export function SoundProvider({ children }: { readonly children: ReactNode }) {
  const [choice, setChoice] = useStored('sound', ['on', 'off'] as const, 'on');
  const blocked = useSyncExternalStore(sounds.onChange, sounds.state) === 'blocked';
  const wanted = choice === 'on';
  const value = useMemo(
    () => ({ wanted, blocked, choose: (next: boolean) => setChoice(next ? 'on' : 'off') }),
    [wanted, blocked, setChoice],
  );
  return <SoundContext value={value}>{children}</SoundContext>;
}

export function useSound(): SoundChoice {
  return useContext(SoundContext);
}
