import { Router } from 'express';
import { ChooseDevice, ChoosePresence } from '../../contract/api.ts';
import type { Engine } from '../../engine/engine.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { PersonCommand } from './person.ts';

/** What a person says of themselves: available or away, and when the write-up is done. */
export function peopleRoutes({ engine }: { readonly engine: Pick<Engine, 'submit'> }): Router {
  const router = Router();
  const tell = async (id: string, command: PersonCommand) =>
    refusalOf(await engine.submit({ noun: 'people', id, command }));

  router.put(
    '/me/presence',
    route({
      permission: 'presence.choose',
      says: 'Says whether I can be rung.',
      body: ChoosePresence,
      do: ({ identity, body: { presence, reason } }) =>
        tell(identity.personId, { type: 'ChoosePresence', presence, reason: reason ?? null }),
    }),
  );

  router.put(
    '/me/device',
    route({
      permission: 'presence.choose',
      says: 'Chooses where I take calls.',
      body: ChooseDevice,
      do: ({ identity, body: { device } }) => tell(identity.personId, { type: 'ChooseDevice', device }),
    }),
  );

  router.post(
    '/me/wrap-up/finish',
    route({
      permission: 'presence.choose',
      says: 'Ends writing up: I am free again.',
      do: ({ identity }) => tell(identity.personId, { type: 'EndWrapUp' }),
    }),
  );

  return router;
}
