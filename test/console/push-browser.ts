import type { CDPSession, Page, Worker } from 'playwright-core';

/** What the person answers when the browser asks whether notices may be shown. */
export type Allowed = 'granted' | 'denied' | 'default';

const ENDPOINT = 'https://push.example/laptop';

/**
 * Gives a page what a Chromium without a window lacks: a person who answers whether notices may be shown, and a push
 * service to subscribe at. Everything else, the worker above all, is the browser's own.
 */
export function withPushService(allowed: Allowed): (page: Page) => Promise<void> {
  return async (page) => {
    await page.addInitScript(`{
      let permission = 'default';
      let subscription = null;
      Object.defineProperty(Notification, 'permission', { get: () => permission });
      Notification.requestPermission = async () => (permission = '${allowed}');
      PushManager.prototype.getSubscription = async () => subscription;
      PushManager.prototype.subscribe = async () => (subscription = {
        endpoint: '${ENDPOINT}',
        toJSON: () => ({ endpoint: '${ENDPOINT}', keys: { p256dh: 'public', auth: 'shared' } }),
        unsubscribe: async () => { subscription = null; return true; },
      });
    }`);
  };
}

export interface ShownNotice {
  readonly title: string;
  readonly options: { readonly body: string; readonly tag: string; readonly data: unknown };
}
interface Noted {
  readonly shown: readonly ShownNotice[];
  readonly opened: readonly string[];
}
interface Place {
  readonly origin: string;
  readonly registrationId: string;
}

/** This browser has no place to show notices in, and opens windows only for a person: both are noted down instead. */
const NOTE_DOWN = `{
  self.noted = { shown: [], opened: [] };
  self.registration.showNotification = async (title, options) => void self.noted.shown.push({ title, options });
  self.clients.openWindow = async (url) => void self.noted.opened.push(url);
  self.isClicked = async (data) => {
    const works = [];
    const notification = { data, close() {} };
    const waitUntil = (work) => works.push(work);
    self.dispatchEvent(Object.assign(new Event('notificationclick'), { notification, waitUntil }));
    await Promise.all(works);
  };
}`;

/** The worker of a page, as a push service and a person reach it. */
export class PushedWorker {
  readonly #worker: Worker;
  readonly #session: CDPSession;
  readonly #place: Place;

  private constructor(worker: Worker, session: CDPSession, place: Place) {
    this.#worker = worker;
    this.#session = session;
    this.#place = place;
  }

  /** Of a page that has registered its worker. */
  static async of(page: Page): Promise<PushedWorker> {
    const context = page.context();
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    const session = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) =>
      session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [registration] = registrations;
        if (registration) resolve(registration.registrationId);
      }),
    );
    await session.send('ServiceWorker.enable');
    const place = { origin: new URL(page.url()).origin, registrationId: await registered };
    await worker.evaluate(NOTE_DOWN);
    return new PushedWorker(worker, session, place);
  }

  /** The push service delivers this text; gives what is shown then. @throws Error when nothing is */
  async isPushed(data: string): Promise<ShownNotice> {
    const before = (await this.#noted()).shown.length;
    await this.#session.send('ServiceWorker.deliverPushMessage', { ...this.#place, data });
    for (let looks = 0; looks < 500; looks += 1) {
      const shown = (await this.#noted()).shown.at(before);
      if (shown !== undefined) return shown;
    }
    throw new Error(`Nothing was shown for ${data}`);
  }

  /** The person clicks a notice; gives the windows that were opened since the beginning. */
  async isClicked(data: string | null): Promise<readonly string[]> {
    await this.#worker.evaluate(`self.isClicked(${JSON.stringify(data)})`);
    return (await this.#noted()).opened;
  }

  #noted(): Promise<Noted> {
    return this.#worker.evaluate<Noted>('self.noted');
  }
}
