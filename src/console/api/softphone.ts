import { useMutation } from '@tanstack/react-query';
import { SoftphoneToken, type SoftphoneReport } from '../../contract/api.ts';
import type { Device } from '../../contract/shapes.ts';
import { ask, Nothing } from './http.ts';
import { meKey, queryClient } from './query-client.ts';

/** What the telephone line of this browser signs in with. @throws Refused when it is not set up, or the server is away. */
export function askSoftphoneToken(): Promise<SoftphoneToken> {
  return ask(SoftphoneToken, 'POST', '/api/softphone/token');
}

/** Tells the server whether this tab can be rung. @throws Refused when it is not heard. */
export async function reportSoftphone(report: SoftphoneReport): Promise<void> {
  await ask(Nothing, 'PUT', '/api/softphone', report);
}

/** For the moment in which a tab is put to sleep: the request goes out although the page stands still. */
export function reportAsleep(tab: string): void {
  fetch('/api/softphone', {
    method: 'PUT',
    keepalive: true,
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tab, state: 'lost', reason: 'asleep' } satisfies SoftphoneReport),
  }).catch((error: unknown) => console.warn('The server was not told that this tab sleeps.', error));
}

/** For the moment in which a tab is closed, when nothing waits for an answer any more. */
export function sendLastWord(tab: string): void {
  const body = JSON.stringify({ tab, state: 'lost', reason: 'closed' } satisfies SoftphoneReport);
  navigator.sendBeacon('/api/softphone/closed', new Blob([body], { type: 'application/json' }));
}

/** Where I take calls from now on. */
export function useChooseDevice() {
  return useMutation({
    mutationFn: (device: Device) => ask(Nothing, 'PUT', '/api/me/device', { device }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meKey }),
  });
}
