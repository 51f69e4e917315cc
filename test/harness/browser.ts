import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);

/** The one without any window at all comes first: it costs a fraction of the others. */
const USUAL_PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Where Chromium is: `CHROMIUM_PATH`, else the usual places. @throws when there is none, saying how to install it. */
export function findBrowser(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  exists: (path: string) => boolean = existsSync,
): string {
  const named = environment.CHROMIUM_PATH;
  if (named) {
    if (exists(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, but there is no such file. Correct it, or unset it.`);
  }
  const found = USUAL_PLACES.find((path) => exists(path));
  if (found) return found;
  throw new Error(
    'The browser tests need Chromium or Chrome. Install it (Debian, Ubuntu: "sudo apt-get install chromium-headless-shell"; macOS: ' +
      '"brew install --cask google-chrome") or set CHROMIUM_PATH to the program.',
  );
}

/** Chromium's own words for a microphone that nobody must allow and that says what is in a WAV file, over and over. */
export function microphoneThatPlays(wavFile: string): readonly string[] {
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${wavFile}`,
    '--autoplay-policy=no-user-gesture-required',
  ];
}

/** A Chromium without a window that speaks to nobody but the pages under test. Close it when the test ends. */
export async function launchBrowser(moreArguments: readonly string[] = []): Promise<Browser> {
  await bringBrowser();
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...moreArguments,
    ],
  });
}

const LOCK = join(tmpdir(), 'deskbell-chromium-install');

/** A new machine has no browser: where this process may install one (root on Debian, say in CI), it does so once. */
async function bringBrowser(): Promise<void> {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall || process.env['CHROMIUM_PATH'] || USUAL_PLACES.some((path) => existsSync(path))) return;
  try {
    await mkdir(LOCK);
  } catch {
    // Another test file installs it at this moment.
    while (existsSync(LOCK)) await pause(500);
    return;
  }
  try {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env: environment });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell'], {
      env: environment,
    });
  } finally {
    await rm(LOCK, { recursive: true, force: true });
  }
}
