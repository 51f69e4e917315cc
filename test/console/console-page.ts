import { execFile } from 'node:child_process';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { newestUnder, root } from '../harness/program.ts';

/** Builds the console if its sources are newer than what lies in public/console; test files that run side by side build once. */
export async function buildConsole(): Promise<void> {
  const lock = join(root, 'node_modules', '.console-build');
  for (;;) {
    if (await isBuilt()) return;
    try {
      await mkdir(lock);
    } catch {
      // Another test file is building; look again shortly.
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    try {
      await promisify(execFile)(
        process.execPath,
        [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
        {
          cwd: root,
          // jest sets NODE_ENV to test, which would build React's slow development edition.
          env: { ...process.env, NODE_ENV: 'production' },
        },
      );
    } finally {
      await rm(lock, { recursive: true, force: true });
    }
  }
}

async function isBuilt(): Promise<boolean> {
  const built = await stat(join(root, 'public/console/index.html')).catch(() => null);
  if (!built) return false;
  const sources = await Promise.all(
    ['console', 'contract'].map((room) => newestUnder(join(root, 'src', room))),
  );
  return built.mtimeMs > Math.max(...sources);
}

export interface Look {
  readonly path: string;
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Nobody is signed in. */
  readonly stranger?: boolean;
  /** Screens are read before anybody opens them, which only a test of that needs: it takes the browser a fifth longer. */
  readonly readsAhead?: boolean;
  /** What is to be so before the page is opened. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export interface ConsolePage {
  readonly page: Page;
  /** What the browser complained about: refused styles, failed scripts, errors. */
  readonly complaints: readonly string[];
}

const SAVES_DATA = 'Object.defineProperty(navigator, "connection", { value: { saveData: true } })';

/** Opens the console with Ana signed in, unless a stranger opens it. */
export async function openConsole(browser: Browser, url: string, look: Look): Promise<ConsolePage> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
    colorScheme: look.theme ?? 'light',
    // A pulse that never ends keeps a machine without a graphics card drawing all the time.
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  if (!look.stranger) await context.addCookies([{ name: 'deskbell', value: 'yes', url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  if (!look.readsAhead) await page.addInitScript(SAVES_DATA);
  await look.prepare?.(page);
  await page.goto(url + look.path);
  return { page, complaints };
}

/** By how many pixels the page is wider than the window; 0: nobody has to scroll sideways. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
