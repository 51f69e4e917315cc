import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import {
  AddHook,
  ChangeHook,
  DeliveriesAsked,
  HookDeliveries,
  HookList,
  HookReplayed,
  HookSecret,
  ReplayHook,
} from '../../contract/hooks.ts';
import type { Engine } from '../../engine/engine.ts';
import { businessesAsked } from '../../http/asked.ts';
import { HttpProblem, notFound } from '../../http/problems.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HOUR } from '../../kernel/duration.ts';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../store/database.ts';
import { deliveryView, hookRows } from '../../views/hook-view.ts';
import {
  deadLettersOf,
  deliveriesNamed,
  deliveriesOf,
  deliveryOf,
  type DeliveryRow,
} from './deliveries-store.ts';
import { ANNOUNCED_WORDS, AnnouncedName, type HookCommand } from './hook.ts';
import { forgetHookSecrets, hooksOf, keepHookSecret } from './hooks-store.ts';

const OneHook = z.object({ business: z.string(), id: z.string() });
const OLD_SECRET_WORKS = 24 * HOUR;
/** Dead letters that are sent once more in one go. */
const MOST_AT_ONCE = 200;

/** Where programs are told of what happens, what did not arrive there, and sending it once more. */
export function hookRoutes(parts: {
  readonly engine: Pick<Engine, 'submit' | 'transact'>;
  readonly database: Database;
  readonly clock: Clock;
  /** Why nothing may be sent to this address, in words; null: it may. */
  readonly barredAddress: (url: string) => string | null;
}): Router {
  const { engine, database, clock, barredAddress } = parts;
  const { reader } = database;
  const router = Router();
  const permission = 'hook.manage';
  const submit = (businessId: string, command: HookCommand) =>
    engine.submit({ noun: 'hooks', id: businessId, command });
  const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
  const business = ({ params }: { readonly params: { readonly business: string } }) => params.business;
  /** @throws HttpProblem when the address or an event cannot be had */
  const wanted = ({ url, events }: z.output<typeof ChangeHook>) => {
    const known = z.array(AnnouncedName).safeParse(events);
    if (!known.success)
      throw new HttpProblem(400, 'event-unknown', `Listen to some of: ${AnnouncedName.options.join(', ')}.`);
    const barred = barredAddress(url);
    if (barred !== null)
      throw new HttpProblem(422, 'address-private', `Nothing may be sent to this address: ${barred}.`);
    return { url, events: known.data };
  };
  const sendAgain = ({ id: deliveryId, hookId, messageId, body }: DeliveryRow): HookCommand => ({
    ...{ type: 'ReplayDelivery', deliveryId, hookId, messageId, body },
  });
  const mustKnow = async (businessId: string, hookId: string) => {
    const { hooks } = await hooksOf(reader, businessId);
    if (!hooks.some(({ id }) => id === hookId)) throw notFound('webhook');
  };

  router.get(
    '/hooks',
    route({
      says: 'The webhooks of the businesses, and what can be listened to.',
      permission,
      query: z.object({ business: z.string().optional() }),
      answers: HookList,
      do: async ({ query, businessIds }): Promise<HookList> => {
        const asked = businessesAsked(businessIds, query.business);
        const found = await Promise.all(asked.map((businessId) => hookRows(reader, businessId)));
        const names = AnnouncedName.options.map((name) => ({ name, says: ANNOUNCED_WORDS[name] }));
        return { rows: found.flat(), names };
      },
    }),
  );

  router.post(
    '/hooks',
    route({
      says: 'Adds a webhook. Its secret is in the answer and is never shown again.',
      permission,
      body: AddHook,
      business: ({ body }) => body.businessId,
      answers: HookSecret,
      secret: true,
      do: async ({ body, identity }) => {
        const { url, events } = wanted(body);
        const id = newId(clock.now(), randomBytes(10));
        const secret = newSecret();
        const hook = {
          ...{ id, url, events },
          ...{ madeBy: identity.name, madeAt: clock.now(), disabled: null },
        };
        const outcome = await engine.transact(async (inside) => {
          await keepHookSecret(inside.writer, id, secret, clock.now());
          const command: HookCommand = { type: 'AddHook', hook };
          return inside.submit({ noun: 'hooks', id: body.businessId, command });
        });
        return outcome.done ? { id, secret } : outcome.refusal;
      },
    }),
  );

  router.put(
    '/hooks/:business/:id',
    route({
      says: 'Changes where a webhook leads and what it listens to; its secret stays.',
      permission,
      params: OneHook,
      body: ChangeHook,
      business,
      do: async ({ params, body, identity }) => {
        const change = { hookId: params.id, ...wanted(body), by: identity.name };
        return refusalOf(await submit(params.business, { type: 'ChangeHook', ...change }));
      },
    }),
  );

  router.delete(
    '/hooks/:business/:id',
    route({
      says: 'Removes a webhook and its secrets.',
      permission,
      params: OneHook,
      business,
      do: async ({ params, identity }) => {
        const command: HookCommand = { type: 'RemoveHook', hookId: params.id, by: identity.name };
        await engine.transact(async (inside) => {
          await forgetHookSecrets(inside.writer, params.id);
          await inside.submit({ noun: 'hooks', id: params.business, command });
        });
      },
    }),
  );

  router.post(
    '/hooks/:business/:id/secret',
    route({
      says: 'Makes a new secret; messages are signed with the old one as well for a day.',
      permission,
      params: OneHook,
      business,
      answers: HookSecret,
      secret: true,
      do: async ({ params }): Promise<HookSecret> => {
        await mustKnow(params.business, params.id);
        const secret = newSecret();
        await engine.transact((inside) =>
          keepHookSecret(inside.writer, params.id, secret, clock.now() + OLD_SECRET_WORKS),
        );
        return { id: params.id, secret };
      },
    }),
  );

  router.post(
    '/hooks/:business/:id/enable',
    route({
      says: 'Sends there again after the other side had ended it.',
      permission,
      params: OneHook,
      business,
      do: async ({ params, identity }) =>
        refusalOf(
          await submit(params.business, { type: 'EnableHook', hookId: params.id, by: identity.name }),
        ),
    }),
  );

  router.post(
    '/hooks/:business/:id/test',
    route({
      says: 'Sends a test message there.',
      permission,
      params: OneHook,
      business,
      do: async ({ params }) =>
        refusalOf(await submit(params.business, { type: 'TestHook', hookId: params.id })),
    }),
  );

  router.get(
    '/hooks/:business/deliveries',
    route({
      says: 'What was sent to the webhooks of a business, newest first; with failed=true only dead letters.',
      permission,
      params: z.object({ business: z.string() }),
      query: DeliveriesAsked,
      business,
      answers: HookDeliveries,
      do: async ({ params, query }): Promise<HookDeliveries> => {
        const { hook: hookId = null, cursor: before = null, limit } = query;
        const found =
          query.failed === 'true'
            ? await deadLetters(params.business, { hookId, before, limit: limit + 1 })
            : await deliveriesOf(reader, params.business, { hookId, before, limit: limit + 1 });
        const page = found.slice(0, limit);
        const last = found.length > limit ? page.at(-1) : undefined;
        return { rows: page.map(deliveryView), nextCursor: last === undefined ? null : String(last.seq) };
      },
    }),
  );

  async function deadLetters(
    businessId: string,
    of: { readonly hookId: string | null; readonly before: number | null; readonly limit: number },
  ): Promise<readonly DeliveryRow[]> {
    const { hooks } = await hooksOf(reader, businessId);
    const hookIds = hooks.map(({ id }) => id).filter((id) => of.hookId === null || of.hookId === id);
    const dead = await deadLettersOf(reader, businessId, hookIds);
    const page = dead.filter(({ seq }) => of.before === null || seq < of.before).slice(0, of.limit);
    return deliveriesNamed(
      reader,
      businessId,
      page.map(({ id }) => id),
    );
  }

  router.post(
    '/hooks/:business/replay',
    route({
      says: 'Sends a delivery once more, under its old name.',
      permission,
      params: z.object({ business: z.string() }),
      body: ReplayHook,
      business,
      do: async ({ params, body }) => {
        const delivery = await deliveryOf(reader, params.business, body.deliveryId);
        if (delivery === null) throw notFound('delivery');
        return refusalOf(await submit(params.business, sendAgain(delivery)));
      },
    }),
  );

  router.post(
    '/hooks/:business/:id/replay',
    route({
      says: 'Sends every dead letter of a webhook once more, the oldest first, a few hundred in one go.',
      permission,
      params: OneHook,
      business,
      answers: HookReplayed,
      do: async ({ params }) => {
        await mustKnow(params.business, params.id);
        const dead = (await deadLettersOf(reader, params.business, [params.id])).toReversed();
        const now = dead.slice(0, MOST_AT_ONCE).map(({ id }) => id);
        const letters = (await deliveriesNamed(reader, params.business, now)).toReversed();
        for (const letter of letters) {
          const outcome = await submit(params.business, sendAgain(letter));
          if (!outcome.done) return outcome.refusal;
        }
        return { sent: letters.length, left: dead.length - letters.length } satisfies HookReplayed;
      },
    }),
  );

  return router;
}
