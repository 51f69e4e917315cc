/**
 * Shows what happened while no page of ours is open. It keeps nothing and answers no requests: the console is always
 * asked for anew.
 */
/** What the server sends, see `PushMessage` of the contract. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly url: string;
}

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface PushEvent extends Lasting {
  readonly data: { json(): unknown } | null;
}
interface NoticeClick extends Lasting {
  readonly notification: Notification;
}
interface OpenPage {
  focus(): Promise<unknown>;
  postMessage(message: unknown, transfer: readonly Transferable[]): void;
}

declare global {
  // What a service worker has, and a page has not.
  interface WindowEventMap {
    push: PushEvent;
    notificationclick: NoticeClick;
  }
  interface Window {
    readonly registration: ServiceWorkerRegistration;
    readonly clients: {
      matchAll(of: {
        readonly type: 'window';
        readonly includeUncontrolled: boolean;
      }): Promise<readonly OpenPage[]>;
      openWindow(url: string): Promise<unknown>;
    };
  }
}

/** Browsers ask that every push is shown, also one that cannot be read. */
const UNREADABLE: Shown = {
  title: 'Deskbell',
  body: 'Something needs you. Open Deskbell to see what.',
  tag: 'deskbell',
  url: '/',
};
/** A page that does not answer for this long is none of the console, or asleep. Milliseconds. */
const PATIENCE = 500;

self.addEventListener('push', (event) => {
  const { title, body, tag, url } = read(event.data);
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: url, icon: '/favicon.svg' }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const wanted = typeof event.notification.data === 'string' ? event.notification.data : '/';
  event.waitUntil(bring(new URL(wanted, self.location.origin)));
});

function read(data: PushEvent['data']): Shown {
  try {
    const found: unknown = data?.json();
    return isShown(found) ? found : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

function isShown(found: unknown): found is Shown {
  if (typeof found !== 'object' || found === null) return false;
  return ['title', 'body', 'tag', 'url'].every((name) => typeof Reflect.get(found, name) === 'string');
}

/**
 * The page that was used last goes there by itself, so that a call in it goes on; where none does, a new one is opened.
 * Addresses of others are never followed.
 */
async function bring(address: URL): Promise<void> {
  const path = address.origin === self.location.origin ? address.pathname + address.search : '/';
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) {
    if (!(await goes(page, path))) continue;
    // It has gone there, whether or not the browser lets it come to the front.
    await page.focus().catch(() => undefined);
    return;
  }
  await self.clients.openWindow(path);
}

/** Whether this page says that it goes there, see `useLed`. */
function goes(page: OpenPage, path: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), PATIENCE);
    port1.addEventListener('message', () => resolve(true));
    port1.start();
    page.postMessage({ open: path }, [port2]);
  });
}
