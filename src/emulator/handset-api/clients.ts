import { z } from 'zod';
import type { World } from '../world/world.ts';
import type { Operation } from './operation.ts';
import { HandsetApiError, operation } from './operation.ts';
import { clientSchema } from './schemas.ts';

/** Voice SDK clients: who is registered and talks, and registering one that has no browser. */
export function clientOperations(world: World): readonly Operation[] {
  return [
    operation({
      verb: 'get',
      path: '/clients',
      summary: 'Voice SDK clients: their tabs, what rings there and who talks',
      answer: z.object({ clients: z.array(clientSchema) }),
      handle: () => ({ clients: world.clients.list().map(viewClient) }),
    }),
    operation({
      verb: 'put',
      path: '/clients/{identity}',
      summary:
        'Registers a client without a browser, or ends that: its calls are worked like those of a handset',
      refusals: [400],
      body: z.object({ byHand: z.boolean() }),
      answer: z.object({ clients: z.array(clientSchema) }),
      handle({ part, body }) {
        const identity = part('identity');
        if (!/^[^\s?]{1,256}$/.test(identity)) {
          throw new HandsetApiError(
            400,
            `${identity} cannot be the identity of a client.`,
            'Write up to 256 characters without blanks and question marks.',
          );
        }
        world.clients.setByHand(identity, body.byHand);
        return { clients: world.clients.list().map(viewClient) };
      },
    }),
  ];
}

function viewClient(client: ReturnType<World['clients']['list']>[number]): z.input<typeof clientSchema> {
  return { ...client, calls: client.calls.map((call) => ({ ...call })) };
}
