import { Router } from 'express';
import { z } from 'zod';
import { ApiKeyList, ApiKeyMade, MakeApiKey } from '../contract/api-keys.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ApiKeys } from './api-keys.ts';
import { GRANTABLE, isGrantable, SCOPE_WORDS } from './permissions.ts';
import { HttpProblem } from './problems.ts';
import { route } from './route.ts';

const ById = z.object({ id: z.string() });

/** Mounted at `/api`: the keys of a business, for its admins. */
export function apiKeyRoutes(parts: { readonly keys: ApiKeys; readonly clock: Clock }): Router {
  const { keys, clock } = parts;
  const router = Router();

  router.get(
    '/keys',
    route({
      permission: 'key.manage',
      says: 'Lists the keys of my businesses, newest first.',
      answers: ApiKeyList,
      do: async ({ businessIds }) => ({
        rows: await keys.list(businessIds),
        grantable: GRANTABLE.map((scope) => ({ scope, says: SCOPE_WORDS[scope] })),
      }),
    }),
  );

  router.post(
    '/keys',
    route({
      permission: 'key.manage',
      says: 'Makes a key. Its secret is in this answer and nowhere else.',
      body: MakeApiKey,
      answers: ApiKeyMade,
      secret: true,
      business: ({ body }) => body.businessId,
      do: ({ body, identity }) => {
        const unknown = body.scopes.find((scope) => !isGrantable(scope));
        if (unknown !== undefined)
          throw wrong('scopes', `No key can be given "${unknown}". Choose from: ${GRANTABLE.join(', ')}.`);
        if (body.expiresAt !== null && body.expiresAt <= clock.now())
          throw wrong('expiresAt', 'Choose a time to come, or none.');
        return keys.make({ ...body, by: identity });
      },
    }),
  );

  router.delete(
    '/keys/:id',
    route({
      permission: 'key.manage',
      says: 'Takes a key back at once.',
      params: ById,
      business: ({ params }) => keys.businessOf(params.id),
      do: ({ params }) => keys.revoke(params.id),
    }),
  );

  return router;
}

function wrong(path: string, message: string): HttpProblem {
  return new HttpProblem(400, 'wrong-shape', message, [{ path, message }]);
}
