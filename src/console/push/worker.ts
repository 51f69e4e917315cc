// The bundler makes this default export: the address of the built worker.
// oxlint-disable-next-line import/default
import workerUrl from './push-worker.ts?worker&url';

/** The worker that shows notices. It lies among the hashed files; pushes reach it whatever its scope is. */
export async function pushWorker(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(workerUrl);
  const coming = registration.installing ?? registration.waiting;
  if (registration.active === null && coming !== null)
    await new Promise<void>((resolve) =>
      coming.addEventListener('statechange', () => {
        if (coming.state === 'activated') resolve();
      }),
    );
  return registration;
}

/** The worker of an earlier version would stay for ever: where there is one, it is replaced. */
export async function renewPushWorker(): Promise<void> {
  const registrations = await navigator.serviceWorker.getRegistrations();
  if (registrations.length > 0) await navigator.serviceWorker.register(workerUrl);
}
