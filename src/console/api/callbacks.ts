import { CallbackPage, CallbackRow, type NewCallback } from '../../contract/callbacks.ts';
import { Nothing } from './http.ts';
import { usePages, useSend, type Narrowing } from './matters.ts';

export function useCallbacks(narrowing: Narrowing, options: { readonly enabled?: boolean } = {}) {
  return usePages('callbacks', CallbackPage, narrowing, options);
}

export function useAskCallback() {
  const send = useSend('callbacks', CallbackRow);
  return { ...send, ask: (asked: NewCallback) => send.mutateAsync({ path: '', body: asked }) };
}

/** Cancels, moves or settles; the path begins with the call-back's id. */
export function useCallbackAction() {
  return useSend('callbacks', Nothing);
}
