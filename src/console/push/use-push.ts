import { useCallback, useEffect, useState } from 'react';
import { PushKey, PushMine, type PushSubscriptionBody } from '../../contract/push.ts';
import { ask, Nothing } from '../api/http.ts';
import { pushWorker } from './worker.ts';

/** Whether this browser is told while no page is open. `denied`: its settings forbid it, which only the person can change. */
export type PushState = 'looking' | 'unsupported' | 'denied' | 'off' | 'on';

async function look(): Promise<PushState> {
  const possible = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!possible) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const [subscription] = await subscriptions();
  if (subscription === undefined) return 'off';
  const { endpoint } = subscription;
  const { mine } = await ask(PushMine, 'POST', '/api/push/mine', { endpoint });
  return mine ? 'on' : 'off';
}

async function subscriptions(): Promise<readonly PushSubscription[]> {
  const registrations = await navigator.serviceWorker.getRegistrations();
  const found = await Promise.all(registrations.map((each) => each.pushManager.getSubscription()));
  return found.filter((each) => each !== null);
}

async function switchOn(): Promise<void> {
  // The browser's own question comes first: it may be asked only while the press is fresh.
  const permission = await Notification.requestPermission();
  if (permission === 'denied') return;
  if (permission !== 'granted')
    throw new Error('The browser was not told that it may. Switch it on again, and choose “Allow”.');
  // What is left of somebody else, or of another server, would not be ours.
  await Promise.all((await subscriptions()).map((each) => each.unsubscribe()));
  const { key } = await ask(PushKey, 'GET', '/api/push/key');
  const { pushManager } = await pushWorker();
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
  for (const subscription of await subscriptions()) {
    await ask(Nothing, 'POST', '/api/push/unsubscribe', { endpoint: subscription.endpoint });
    await subscription.unsubscribe();
  }
}

/** Browsers say by themselves why they cannot subscribe, such as that they know no push service. */
function inWords(failure: unknown): string {
  const said = failure instanceof Error ? failure.message : String(failure);
  return failure instanceof DOMException ? `The browser cannot do it: ${said}.` : said;
}

/** Being told in this browser while no page is open, and the switch for it. */
export function usePush() {
  const [state, setState] = useState<PushState>('looking');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const settle = useCallback((work: Promise<unknown>): void => {
    const fail = (failure: unknown): void => setError(inWords(failure));
    void work
      .catch(fail)
      .then(look)
      .then(setState, (failure: unknown) => {
        fail(failure);
        setState('off');
      })
      .finally(() => setBusy(false));
  }, []);
  useEffect(() => settle(Promise.resolve()), [settle]);
  const toggle = useCallback((): void => {
    setError(null);
    setBusy(true);
    settle(state === 'on' ? switchOff() : switchOn());
  }, [settle, state]);
  return { state, error, busy, toggle };
}
