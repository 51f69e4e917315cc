import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../harness/browser.ts';

/** A Chromium that has a microphone and a speaker, both made up, and asks nobody whether a page may use them. */
export async function launchBrowserWithSound(...more: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      ...more,
    ],
  });
}

/**
 * Stands in for the file that carries the voice library: the console loads it as it would the real one, and what the
 * line does is decided by the test through `window.line`.
 */
const handLine = `
export function openVoiceSdkSoftphone() {
  const done = [];
  let state = { line: { status: 'connecting' }, ringing: [], active: null };
  const listeners = new Set();
  const levelListeners = new Set();
  const become = (next) => { state = { ...state, ...next }; for (const listener of listeners) listener(); };
  const active = (next) => become({ active: state.active && { ...state.active, ...next } });
  const quality = { grade: 'good', words: 'The line is good.' };
  window.line = {
    done,
    become,
    active,
    rings: (offerId) => become({ ringing: [...state.ringing, offerId] }),
    ends: () => become({ ringing: [], active: null }),
    levels: (input, output) => { for (const listener of levelListeners) listener({ input, output }); },
  };
  setTimeout(() => become({ line: { status: 'ready' } }), 20);
  return {
    state: () => state,
    onChange: (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
    onLevels: (listener) => { levelListeners.add(listener); return () => levelListeners.delete(listener); },
    accept: async (offerId) => {
      done.push('accept ' + offerId);
      become({ ringing: [], active: { offerId, status: 'talking', muted: false, quality } });
    },
    reject: (offerId) => done.push('reject ' + offerId),
    hangUp: () => { done.push('hang up'); become({ active: null }); },
    mute: (muted) => { done.push('mute ' + muted); active({ muted }); },
    sendDigits: (digits) => done.push('digits ' + digits),
    setInput: async () => {},
    setOutput: async () => {},
    close: () => done.push('close'),
  };
}
`;

/** From now on this page's telephone line is moved by hand. */
export async function giveHandLine(page: Page): Promise<void> {
  await page
    .context()
    .route('**/assets/voice-sdk-softphone-*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: handLine }),
    );
  await page.context().route('**/api/softphone/token', (route) =>
    route.fulfill({
      json: { token: 'token', identity: 'ana', expiresAt: Date.now() + 600_000, emulatedBy: null },
    }),
  );
}

/** Counts the rings that this page plays: 1 while it rings, 0 while it does not. */
export const countRings = `
  window.ringing = 0;
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    if (this.loop && this.src.includes('/ring')) window.ringing += 1;
    return play.call(this);
  };
  const pause = HTMLMediaElement.prototype.pause;
  HTMLMediaElement.prototype.pause = function () {
    if (this.loop && this.src.includes('/ring')) window.ringing -= 1;
    return pause.call(this);
  };
`;
