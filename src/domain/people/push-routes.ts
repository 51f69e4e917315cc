import { Router } from 'express';
import {
  PushBrowser,
  PushKey,
  PushMine,
  PushSubscriptionBody,
  PushSubscriptionNearby,
} from '../../contract/push.ts';
import { route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../store/database.ts';
import { forgetPushSubscription, keepPushSubscription, pushSubscriptionsOf } from './push-store.ts';

/** Browsers in which people want to be told while no page is open. */
export function pushRoutes(parts: {
  readonly database: Database;
  readonly clock: Clock;
  /** Our public key. */
  readonly key: string;
  /** Push services may be on this computer or in a private network. */
  readonly toPrivate: boolean;
}): Router {
  const { database, clock, key, toPrivate } = parts;
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
      body: toPrivate ? PushSubscriptionNearby : PushSubscriptionBody,
      do: async ({ body, identity }) => {
        const { endpoint, keys } = body;
        await database.transact((writer) =>
          keepPushSubscription(writer, identity.personId, { endpoint, ...keys }, clock.now()),
        );
      },
    }),
  );

  router.post(
    '/push/mine',
    route({
      says: 'Whether whoever asks is told in this browser; somebody else may have used it since.',
      permission,
      body: PushBrowser,
      answers: PushMine,
      do: async ({ body, identity }): Promise<PushMine> => {
        const browsers = await pushSubscriptionsOf(database.reader, identity.personId);
        return { mine: browsers.some(({ endpoint }) => endpoint === body.endpoint) };
      },
    }),
  );

  router.post(
    '/push/unsubscribe',
    route({
      says: 'Tells whoever asks in this browser no more.',
      permission,
      body: PushBrowser,
      do: async ({ body, identity }) => {
        await database.transact((writer) => forgetPushSubscription(writer, body.endpoint, identity.personId));
      },
    }),
  );

  return router;
}
