import type { Step } from '../line.ts';

/** Every address below the public URL that we give to Twilio. */
export interface TwilioUrls {
  readonly publicUrl: string;
  readonly voice: string;
  readonly fallback: string;
  readonly status: string;
  readonly room: string;
  readonly roomWait: string;
  step(step: Step): string;
  ring(attempt: string): string;
  /** `asked`: id of the effect that asked for the recording, or `message` for one left by a caller. */
  recording(asked: string): string;
  hold(effectId: string): string;
  announce(effectId: string): string;
  /** Of a path below `/audio/`, or of an absolute address, which is left as it is. */
  audio(path: string): string;
}

/** A message left by a caller, as the `asked` of a recording address. */
export const MESSAGE = 'message';
/** A message left on the emergency document, taken while the server may be in trouble. */
export const FALLBACK_MESSAGE = 'fallback';

/** @throws Error when the public URL is not an http(s) address without query or fragment. */
export function createUrls(publicUrl: string): TwilioUrls {
  const parsed = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.search !== '' || parsed.hash !== '') {
    throw new Error(
      `PUBLIC_URL "${publicUrl}" is not usable: write the address at which Twilio reaches this server, such as https://calls.example.com`,
    );
  }
  const base = publicUrl.replace(/\/+$/, '');
  const below = `${base}/twilio`;
  const part = encodeURIComponent;
  return {
    publicUrl: base,
    voice: `${below}/voice`,
    fallback: `${below}/fallback`,
    status: `${below}/status`,
    room: `${below}/room`,
    roomWait: `${below}/room-wait`,
    step: (step) => `${below}/step/${part(step.noun)}/${part(step.id)}/${step.turn}`,
    ring: (attempt) => `${below}/ring/${part(attempt)}`,
    recording: (asked) => `${below}/recording/${part(asked)}`,
    hold: (effectId) => `${below}/hold/${part(effectId)}`,
    announce: (effectId) => `${below}/announce/${part(effectId)}`,
    audio: (path) =>
      /^https?:\/\//.test(path)
        ? path
        : `${base}/audio/${path
            .split('/')
            .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
            .map(part)
            .join('/')}`,
  };
}
