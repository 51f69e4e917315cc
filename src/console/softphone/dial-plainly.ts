import { plainSignalUrl } from './emulated-line.ts';

let plainHost: string | null = null;

/**
 * From now on this page dials the emulator's signalling without TLS. Must run before the voice library is loaded, which
 * keeps the WebSocket class that it finds then.
 */
export function dialPlainly(signalHost: string): void {
  const shimmed = plainHost !== null;
  plainHost = signalHost;
  if (shimmed) return;
  const Native = globalThis.WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(plainSignalUrl(String(url), plainHost ?? signalHost), protocols);
    }
  };
}
