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
  readonly data: { json(): Shown } | null;
}
interface NoticeClick extends Lasting {
  readonly notification: Notification;
}
interface OpenPage {
  readonly url: string;
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
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

self.addEventListener('push', (event) => {
  const shown = event.data?.json();
  if (!shown) return;
  const { title, body, tag, url } = shown;
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: url, icon: '/favicon.svg' }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const wanted = typeof event.notification.data === 'string' ? event.notification.data : '/';
  event.waitUntil(bring(new URL(wanted, self.location.origin)));
});

/** An open page goes there; without one a new one is opened. Addresses of others are never followed. */
async function bring(address: URL): Promise<void> {
  const url = address.origin === self.location.origin ? address.href : self.location.origin;
  const [open] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!open) {
    await self.clients.openWindow(url);
    return;
  }
  await open.focus();
  // A page that no worker controls may not be led anywhere; then a new one is opened.
  await open.navigate(url).catch(() => self.clients.openWindow(url));
}
