import { useEffect, useState, useSyncExternalStore } from 'react';
import { useMyOffers } from '../api/offers.ts';
import { useSound } from '../components/sound/sound-context.tsx';
import { ringer } from './ringer.ts';
import { useSoftphone } from './softphone-context.tsx';

/**
 * Rings while something rings for me, in one tab only: of those that may sound, the first in line is the ringer. Ends
 * the moment the offer does, or I have answered it anywhere.
 */
export function useRinging(): void {
  const { wanted } = useSound();
  const { state, tabs, settled } = useSoftphone();
  const offers = useMyOffers();
  const speaker = useSyncExternalStore(ringer.onChange, ringer.state);
  const [isRinger, setIsRinger] = useState(false);

  // Who takes calls in this browser has no other bell, so that one cannot be switched off.
  const mayRing = speaker === 'ready' && (wanted || state.status === 'on');
  useEffect(() => {
    if (!mayRing) return undefined;
    const letGo = tabs.hold('ringer', () => setIsRinger(true));
    return () => {
      letGo();
      setIsRinger(false);
    };
  }, [mayRing, tabs]);

  // Silent from the press of Answer on, not only once the sound is through.
  const picked = state.status === 'on' ? state.line.active?.offerId : undefined;
  const rings = offers.some(
    (offer) => offer.status === 'ringing' && offer.id !== picked && !settled.has(offer.id),
  );
  useEffect(() => (isRinger && rings ? ringer.ring() : undefined), [isRinger, rings]);
}
