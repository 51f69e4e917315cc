import { useCallback, useEffect, useState } from 'react';
import { PushKey, type PushSubscriptionBody } from '../../contract/push.ts';
import { ask, Nothing } from '../api/http.ts';
// The bundler makes this default export: the address of the built worker.
// oxlint-disable-next-line import/default
import workerUrl from './push-worker.ts?worker&url';

/** Whether this browser is told while no page is open. `denied`: its settings forbid it, which only the person can change. */
export type PushState = 'looking' | 'unsupported' | 'denied' | 'off' | 'on';

/** The worker lies among the hashed files; pushes reach it whatever its scope is. */
async function worker(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(workerUrl);
  const coming = registration.installing ?? registration.waiting;
  if (registration.active === null && coming !== null)
    await new Promise<void>((resolve) =>
      coming.addEventListener('statechange', () => {
        if (coming.state === 'activated') resolve();
      }),
    );
  return registration;
}

async function look(): Promise<PushState> {
  const possible = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!possible) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const registrations = await navigator.serviceWorker.getRegistrations();
  const found = await Promise.all(registrations.map((each) => each.pushManager.getSubscription()));
  return found.some((subscription) => subscription !== null) ? 'on' : 'off';
}

async function switchOn(): Promise<void> {
  // The browser's own question comes first: it may be asked only while the press is fresh.
  if ((await Notification.requestPermission()) !== 'granted') return;
  const { key } = await ask(PushKey, 'GET', '/api/push/key');
  const { pushManager } = await worker();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  const body: PushSubscriptionBody = {
    endpoint: endpoint ?? '',
    keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' },
  };
  try {
    await ask(Nothing, 'POST', '/api/push/subscriptions', body);
  } catch (error) {
    // A subscription of which the server does not know would look switched on and stay silent.
    await subscription.unsubscribe();
    throw error;
  }
}

async function switchOff(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    const subscription = await registration.pushManager.getSubscription();
    if (subscription === null) continue;
    await ask(Nothing, 'POST', '/api/push/unsubscribe', { endpoint: subscription.endpoint });
    await subscription.unsubscribe();
  }
}

/** Being told in this browser while no page is open, and the switch for it. */
export function usePush() {
  const [state, setState] = useState<PushState>('looking');
  const [error, setError] = useState<Error | null>(null);
  const settle = useCallback((work: Promise<unknown>): void => {
    work
      .catch((failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure))))
      .then(look)
      .then(setState, () => setState('unsupported'));
  }, []);
  useEffect(() => settle(Promise.resolve()), [settle]);
  const toggle = useCallback((): void => {
    setError(null);
    settle(state === 'on' ? switchOff() : switchOn());
  }, [settle, state]);
  return { state, error, toggle };
}
