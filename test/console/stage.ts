import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { busyHouse, type House } from './busy-house.ts';
import { buildConsole, openConsole, type ConsolePage, type Look } from './console-page.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

/** What tests of the console stand on: one browser a file; for each test a busy house of its own and a fresh page. */
export interface Stage {
  /** Of the running test. */
  readonly server: FakeServer;
  /** The page that was opened last. @throws Error before one was */
  readonly page: Page;
  /** What the browser complained about on that page. */
  readonly complaints: readonly string[];
  opens(look: Look): Promise<void>;
}

interface Setting {
  /** A browser that has more than a window. */
  readonly launch?: () => Promise<Browser>;
  /** Another house than the ordinary busy one. */
  readonly house?: () => House;
}

/** Sets the stage for all tests of the file that calls this. */
export function consoleStage({
  launch = launchBrowser,
  house = () => busyHouse(Date.now()),
}: Setting = {}): Stage {
  let browser: Browser | null = null;
  let server: FakeServer | null = null;
  let shown: ConsolePage | null = null;

  beforeAll(async () => {
    await buildConsole();
    browser = await launch();
  }, 120_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    server = await startFakeServer(house());
  });
  afterEach(async () => {
    await shown?.page.context().close();
    shown = null;
    await server?.close();
    server = null;
  });

  return {
    get server() {
      return there(server, 'server outside a test');
    },
    get page() {
      return there(shown, 'page before one was opened').page;
    },
    get complaints() {
      return there(shown, 'page before one was opened').complaints;
    },
    opens: async (look) => {
      await shown?.page.context().close();
      shown = await openConsole(there(browser, 'browser'), there(server, 'server outside a test').url, look);
    },
  };
}

function there<T>(thing: T | null, name: string): T {
  if (thing === null) throw new Error(`There is no ${name}.`);
  return thing;
}
