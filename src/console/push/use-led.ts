import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { renewPushWorker } from './worker.ts';

/** Lets the worker that shows notices lead this page to what was clicked; the page is not loaded again. */
export function useLed(): void {
  const navigate = useNavigate();
  useEffect(() => {
    // Without the newest worker the one before it shows notices, which is no harm for a while.
    if ('serviceWorker' in navigator) renewPushWorker().catch(() => undefined);
  }, []);
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const { serviceWorker } = navigator;
    const hear = ({ data, ports }: MessageEvent<unknown>): void => {
      const path: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'open') : undefined;
      if (typeof path !== 'string' || !/^\/(?!\/)/.test(path)) return;
      void navigate(path);
      ports[0]?.postMessage('there');
    };
    serviceWorker.addEventListener('message', hear);
    return () => serviceWorker.removeEventListener('message', hear);
  }, [navigate]);
}
