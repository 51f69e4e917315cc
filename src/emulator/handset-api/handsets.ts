import { z } from 'zod';
import { isClientAddress } from '../world/client-address.ts';
import { normaliseAddress } from '../world/phone-number.ts';
import type { World } from '../world/world.ts';
import { liveCallsByHandset, viewHandset } from './call-views.ts';
import type { Operation } from './operation.ts';
import { HandsetApiError, operation } from './operation.ts';
import { handsetSchema, modeSchema } from './schemas.ts';

/** The directory: who holds which number, how their phone behaves, and what rings there. */
export function handsetOperations(world: World): readonly Operation[] {
  return [
    operation({
      verb: 'get',
      path: '/handsets',
      summary: 'The directory of handsets, with their live calls',
      answer: z.object({ handsets: z.array(handsetSchema) }),
      handle: () => ({ handsets: directory(world) }),
    }),
    operation({
      verb: 'get',
      path: '/handsets/{number}',
      summary: 'One handset and what rings there; every number is a handset',
      refusals: [400],
      answer: handsetSchema,
      handle: ({ part }) => handsetOf(addressOf(part('number')), world),
    }),
    operation({
      verb: 'put',
      path: '/handsets/{number}',
      summary: 'Names a handset or changes what it does when it rings',
      refusals: [400],
      body: z.object({ name: z.string().trim().min(1).max(80).optional(), mode: modeSchema.optional() }),
      answer: handsetSchema,
      handle({ part, body }) {
        const number = addressOf(part('number'));
        if (body.name === undefined && body.mode === undefined) {
          throw new HandsetApiError(400, 'Nothing to change.', 'Give a name, a mode, or both.');
        }
        if (body.name !== undefined) world.handsets.name(number, body.name);
        if (body.mode !== undefined) world.handsets.setMode(number, body.mode);
        return handsetOf(number, world);
      },
    }),
  ];
}

type Handset = z.input<typeof handsetSchema>;

/** Whoever has a name or a habit, and whoever is on the telephone now without having one; never the account's own numbers. */
function directory(world: World): Handset[] {
  const own = new Set(world.numbers.list().map((number) => number.phoneNumber));
  const live = liveCallsByHandset(world);
  const known = world.handsets
    .directory()
    .map(({ number, name, mode }) => ({ number, name, mode: modeOf(mode) }));
  const named = new Set(known.map(({ number }) => number));
  // Browsers have a list of their own; of clients, only those worked by hand are handsets.
  const byHand = new Set(
    world.clients
      .list()
      .filter((client) => client.byHand)
      .map(({ identity }) => `client:${identity}`),
  );
  const others = [...live.keys()]
    .filter((number) => !named.has(number) && !own.has(number))
    .filter((number) => !isClientAddress(number) || byHand.has(number))
    .map((number) => ({ number, name: number, mode: modeOf(undefined) }));
  return [...known.filter(({ number }) => !own.has(number)), ...others].map((handset) =>
    viewHandset(handset, live.get(handset.number) ?? []),
  );
}

function handsetOf(number: string, world: World): Handset {
  const known = world.handsets.directory().find((handset) => handset.number === number);
  const handset = { number, name: known?.name ?? number, mode: modeOf(known?.mode) };
  return viewHandset(handset, liveCallsByHandset(world).get(number) ?? []);
}

const modeOrRing = modeSchema.catch('ring');

function modeOf(mode: string | undefined): Handset['mode'] {
  return modeOrRing.parse(mode);
}

function addressOf(text: string): string {
  const address = normaliseAddress(text);
  if (address !== null) return address;
  throw new HandsetApiError(
    400,
    `${text} is not a number that can be rung.`,
    'Write it with plus and country code, for example %2B442079460018, or as client:name.',
  );
}
