import { Router } from 'express';
import { PushKey, PushSubscriptionBody, PushUnsubscribe } from '../../contract/push.ts';
import { route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../store/database.ts';
import { forgetPushSubscription, keepPushSubscription } from './push-store.ts';

/** Browsers in which people want to be told while no page is open. */
export function pushRoutes(parts: {
  readonly database: Database;
  readonly clock: Clock;
  /** Our public key. */
  readonly key: string;
}): Router {
  const { database, clock, key } = parts;
  const router = Router();
  const permission = 'push.use';

  router.get(
    '/push/key',
    route({
      says: 'What a browser subscribes with.',
      permission,
      answers: PushKey,
      do: (): PushKey => ({ key }),
    }),
  );

  router.post(
    '/push/subscriptions',
    route({
      says: 'Tells whoever asks in this browser, too.',
      permission,
      body: PushSubscriptionBody,
      do: async ({ body, identity }) => {
        const { endpoint, keys } = body;
        await database.transact((writer) =>
          keepPushSubscription(writer, identity.personId, { endpoint, ...keys }, clock.now()),
        );
      },
    }),
  );

  router.post(
    '/push/unsubscribe',
    route({
      says: 'Tells whoever asks in this browser no more.',
      permission,
      body: PushUnsubscribe,
      do: async ({ body, identity }) => {
        await database.transact((writer) => forgetPushSubscription(writer, body.endpoint, identity.personId));
      },
    }),
  );

  return router;
}
