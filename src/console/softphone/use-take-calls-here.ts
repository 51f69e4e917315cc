import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { useBusinessFilter } from '../components/business-filter.ts';
import { soundSettings } from './settings.ts';
import { useSoftphone } from './softphone-context.tsx';

/** One press where the check was gone through before; else the check. To be called from a click or a key. */
export function useTakeCallsHere(): () => void {
  const { session, device } = useSoftphone();
  const check = useOpenCheck();
  return useCallback(() => {
    if (soundSettings.get().checked && device === 'browser') void session.start();
    else check();
  }, [session, device, check]);
}

/** Opens the check where it is shown: on the desk. */
export function useOpenCheck(): () => void {
  const { openCheck } = useSoftphone();
  const navigate = useNavigate();
  const { to } = useBusinessFilter();
  return useCallback(() => {
    openCheck();
    void navigate(to('/desk'));
  }, [openCheck, navigate, to]);
}
