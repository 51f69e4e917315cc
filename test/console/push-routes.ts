import { Router } from 'express';
import { PushBrowser, PushSubscriptionBody, type PushKey, type PushMine } from '../../src/contract/push.ts';

/** Keeps in `told` which browsers are told, as the contract says. */
export function pushRoutes(told: Set<string>): Router {
  const router = Router();
  router.get('/push/key', (_request, response) => {
    response.json({ key: 'BPublicKeyOfTheServer' } satisfies PushKey);
  });
  router.post('/push/subscriptions', (request, response) => {
    told.add(PushSubscriptionBody.parse(request.body).endpoint);
    response.status(204).end();
  });
  router.post('/push/mine', (request, response) => {
    response.json({ mine: told.has(PushBrowser.parse(request.body).endpoint) } satisfies PushMine);
  });
  router.post('/push/unsubscribe', (request, response) => {
    told.delete(PushBrowser.parse(request.body).endpoint);
    response.status(204).end();
  });
  return router;
}
