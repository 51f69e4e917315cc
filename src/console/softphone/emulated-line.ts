/**
 * What the voice library needs to speak to the emulator instead of Twilio. It always dials `wss://`, and the emulator
 * has no certificate; both options are private to the library, so they are named here and nowhere else.
 */
export function emulatedLineOptions(signalHost: string): {
  readonly chunderw: string;
  readonly publishEvents: false;
} {
  return { chunderw: signalHost, publishEvents: false };
}

/** The address to dial instead of `url`: plain for the emulator's signalling, untouched for every other. */
export function plainSignalUrl(url: string, signalHost: string): string {
  const secure = `wss://${signalHost}`;
  // The whole host must match: what follows it can only be a path, a query, or nothing.
  const rest = url.slice(secure.length);
  return url.startsWith(secure) && /^([/?#]|$)/.test(rest) ? `ws://${signalHost}${rest}` : url;
}
