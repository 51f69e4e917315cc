import type { Browser, Page } from 'playwright-core';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Pcm, SAMPLE_RATE } from '../../src/emulator/audio/pcm.ts';
import { soundOf } from '../../src/emulator/audio/render.ts';
import { writeWav } from '../../src/emulator/audio/wav.ts';
import { DEMO_PASSWORD } from '../../src/demo/seed.ts';
import { heardInPage, heardSoFar, listenInPage } from '../emulator/page-ears.ts';
import { launchBrowser, microphoneThatPlays } from '../harness/browser.ts';

/** Seconds of a voice that it is known by. */
const KNOWN_BY = 1.5;

/** Somebody at a browser of their own, whose microphone says one sentence over and over. */
export class BrowserPerson {
  readonly page: Page;
  /** How what their microphone says begins: enough to know it by. */
  readonly voice: Pcm;
  /** Requests to anywhere but the addresses given at the start. */
  readonly strangers: readonly string[];
  readonly #browser: Browser;

  private constructor(parts: { browser: Browser; page: Page; voice: Pcm; strangers: readonly string[] }) {
    this.#browser = parts.browser;
    this.page = parts.page;
    this.voice = parts.voice;
    this.strangers = parts.strangers;
  }

  static async comes(
    folder: string,
    who: { readonly name: string; readonly says: string; readonly mayAsk: readonly string[] },
  ): Promise<BrowserPerson> {
    const sentence = await soundOf({ kind: 'speech', text: who.says, voice: who.name });
    const file = join(folder, `${who.name}.wav`);
    await writeFile(file, writeWav(sentence));
    const voice = sentence.subarray(0, KNOWN_BY * SAMPLE_RATE);
    const browser = await launchBrowser(microphoneThatPlays(file));
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    page.setDefaultTimeout(60_000);
    const strangers: string[] = [];
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && !who.mayAsk.includes(origin)) strangers.push(request.url());
    });
    page.on('websocket', (socket) => {
      const { host } = new URL(socket.url());
      if (!who.mayAsk.some((origin) => new URL(origin).host === host)) strangers.push(socket.url());
    });
    await listenInPage(page);
    return new BrowserPerson({ browser, page, voice, strangers });
  }

  /** Signs in to the console at `url` and opens the desk. */
  async opensDesk(url: string, email: string): Promise<void> {
    const signIn = await this.page.context().request.post(`${url}/api/session`, {
      headers: { origin: url },
      data: { email, password: DEMO_PASSWORD },
    });
    if (!signIn.ok()) throw new Error(`${email} could not sign in: ${signIn.status()}`);
    await this.page.goto(`${url}/desk`);
    await this.page.getByRole('group', { name: 'My state' }).waitFor();
  }

  /** Goes through the check at the start of the shift. */
  async takesCallsHere(): Promise<void> {
    await this.clicks('Take calls in this browser instead');
    await this.clicks('Take calls in this browser');
    await this.page.getByText('Calls ring in this browser.').waitFor();
  }

  async clicks(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).first().click();
  }

  /** What comes out of their loudspeaker during the next seconds, at 8000 samples a second. */
  async hears(seconds: number): Promise<Pcm> {
    const from = await heardSoFar(this.page);
    await this.page.waitForTimeout(seconds * 1_000);
    return heardInPage(this.page, from);
  }

  /** The window is shut, as by somebody who goes home. */
  async shutsTheWindow(): Promise<void> {
    await this.page.close({ runBeforeUnload: false });
  }

  async leaves(): Promise<void> {
    await this.#browser.close();
  }
}
