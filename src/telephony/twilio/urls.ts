import type { Step } from '../line.ts';

/** Every address below the public URL that we give to Twilio. */
export interface TwilioUrls {
  readonly publicUrl: string;
  readonly voice: string;
  readonly fallback: string;
  /**
   * The emergency document of a later stage; `on`: the number that was called, `language`: that of whoever hears it,
   * both empty when they are not known.
   */
  fallbackAfter(stage: string, on: string, language: string): string;
  readonly status: string;
  /** Text messages to a number of ours. */
  readonly text: string;
  readonly room: string;
  readonly roomWait: string;
  step(step: Step): string;
  /** An attempt may have slashes: each part is a part of the address, since a slash in code is decoded on many ways. */
  ring(attempt: string): string;
  /** `asked`: id of the effect that asked for the recording, or `message` for one left by a caller. */
  recording(asked: string): string;
  /** `asked`: id of the effect that asked for what is said to be written down. */
  words(asked: string): string;
  /** `asked`: id of the request for the text message. */
  textStatus(asked: string): string;
  hold(effectId: string): string;
  announce(effectId: string): string;
  /** Of a path below `/audio/`, or of an absolute address, which is left as it is. */
  audio(path: string): string;
}

/** The caller's language, in the query of an address: whatever fails there is said in it, from memory. */
const LANGUAGE = 'language';

/** The language that an address of ours carries, or null. `url`: absolute, or path and query. */
export function languageIn(url: string): string | null {
  const at = url.indexOf('?');
  const language = at === -1 ? null : new URLSearchParams(url.slice(at).replace(/#.*$/, '')).get(LANGUAGE);
  return language !== null && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(language) ? language : null;
}

/** A message left by a caller, as the `asked` of a recording address. */
export const MESSAGE = 'message';
/** A message left on the emergency document, taken while the server may be in trouble. */
export const FALLBACK_MESSAGE = 'fallback';

/**
 * Twilio's connection overrides: the fragment is neither sent nor signed. A request that breaks off or finds nobody is
 * sent twice more, also when the server died in the middle of it, which is safe because each webhook is claimed once.
 * Without this, only a failed connect is tried again, and only once.
 */
const AGAIN = '#rc=2&rp=ct,rt,5xx';

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
    voice: `${below}/voice${AGAIN}`,
    fallback: `${below}/fallback${AGAIN}`,
    fallbackAfter: (stage, on, language) =>
      `${below}/fallback?after=${part(stage)}${on === '' ? '' : `&on=${part(on)}`}${language === '' ? '' : `&${LANGUAGE}=${part(language)}`}${AGAIN}`,
    status: `${below}/status${AGAIN}`,
    text: `${below}/text${AGAIN}`,
    room: `${below}/room${AGAIN}`,
    roomWait: `${below}/room-wait${AGAIN}`,
    step: ({ noun, id, turn, language }) =>
      `${below}/step/${part(noun)}/${part(id)}/${turn}${language === undefined ? '' : `?${LANGUAGE}=${part(language)}`}${AGAIN}`,
    ring: (attempt) => `${below}/ring/${attempt.split('/').map(part).join('/')}${AGAIN}`,
    recording: (asked) => `${below}/recording/${part(asked)}${AGAIN}`,
    words: (asked) => `${below}/words/${part(asked)}${AGAIN}`,
    textStatus: (asked) => `${below}/text-status/${part(asked)}${AGAIN}`,
    hold: (effectId) => `${below}/hold/${part(effectId)}${AGAIN}`,
    announce: (effectId) => `${below}/announce/${part(effectId)}${AGAIN}`,
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
