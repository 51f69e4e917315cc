import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { useMyOffers } from '../../api/offers.ts';
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

interface Props {
  /** Whether this screen rings for its person; a board on the wall does not. */
  readonly rings: boolean;
  readonly children: ReactNode;
}

/** Keeps the choice of sound and rings while something rings for me. */
export function SoundProvider({ rings, children }: Props) {
  const [choice, setChoice] = useStored('sound', ['on', 'off'] as const, 'on');
  const blocked = useSyncExternalStore(sounds.onChange, sounds.state) === 'blocked';
  const wanted = choice === 'on';
  const ringing = useMyOffers().some((offer) => offer.status === 'ringing') && rings;

  useEffect(() => (wanted && !blocked && ringing ? sounds.ring() : undefined), [wanted, blocked, ringing]);

  const value = useMemo(
    () => ({ wanted, blocked, choose: (next: boolean) => setChoice(next ? 'on' : 'off') }),
    [wanted, blocked, setChoice],
  );
  return <SoundContext value={value}>{children}</SoundContext>;
}

export function useSound(): SoundChoice {
  return useContext(SoundContext);
}
