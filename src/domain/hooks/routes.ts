import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { AddHook, HookDeliveries, HookList, HookSecret, ReplayHook } from '../../contract/hooks.ts';
import type { Engine } from '../../engine/engine.ts';
import { businessesAsked } from '../../http/asked.ts';
import { HttpProblem, notFound } from '../../http/problems.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HOUR } from '../../kernel/duration.ts';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../store/database.ts';
import { AnnouncedName, type HookCommand } from './hook.ts';
import { deliveriesOf, forgetHookSecrets, hooksOf, keepHookSecret } from './hooks-store.ts';

const OneHook = z.object({ business: z.string(), id: z.string() });
const OLD_SECRET_WORKS = 24 * HOUR;
const MOST_SEARCHED = 1_000;

/** Where programs are told of what happens, what did not arrive there, and sending it once more. */
export function hookRoutes(parts: {
  readonly engine: Pick<Engine, 'submit' | 'transact'>;
  readonly database: Database;
  readonly clock: Clock;
}): Router {
  const { engine, database, clock } = parts;
  const { reader } = database;
  const router = Router();
  const permission = 'hook.manage';
  const submit = (businessId: string, command: HookCommand) =>
    engine.submit({ noun: 'hooks', id: businessId, command });
  const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
  const business = ({ params }: { readonly params: { readonly business: string } }) => params.business;
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
        const found = await Promise.all(
          asked.map(async (businessId) =>
            (await hooksOf(reader, businessId)).hooks.map((hook) => ({ businessId, ...hook })),
          ),
        );
        return { rows: found.flat(), names: [...AnnouncedName.options] };
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
      do: async ({ body, identity }) => {
        const events = z.array(AnnouncedName).safeParse(body.events);
        if (!events.success)
          throw new HttpProblem(
            400,
            'event-unknown',
            `Listen to some of: ${AnnouncedName.options.join(', ')}.`,
          );
        const id = newId(clock.now(), randomBytes(10));
        const secret = newSecret();
        const hook = {
          ...{ id, url: body.url, events: events.data },
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
      query: z.object({
        failed: z.enum(['true', 'false']).default('false'),
        cursor: z.coerce.number().int().optional(),
        limit: z.coerce.number().int().min(1).max(100).default(50),
      }),
      business,
      answers: HookDeliveries,
      do: async ({ params, query }): Promise<HookDeliveries> => {
        const found = await deliveriesOf(reader, params.business, {
          failedOnly: query.failed === 'true',
          before: query.cursor ?? null,
          limit: query.limit + 1,
        });
        const page = found.slice(0, query.limit);
        const last = found.length > query.limit ? page.at(-1) : undefined;
        return {
          rows: page.map(({ seq: _seq, ...row }) => row),
          nextCursor: last === undefined ? null : String(last.seq),
        };
      },
    }),
  );

  router.post(
    '/hooks/:business/replay',
    route({
      says: 'Sends a delivery once more, under its old name.',
      permission,
      params: z.object({ business: z.string() }),
      body: ReplayHook,
      business,
      do: async ({ params, body }) => {
        const all = await deliveriesOf(reader, params.business, {
          failedOnly: false,
          before: null,
          limit: MOST_SEARCHED,
        });
        const delivery = all.find(({ id }) => id === body.deliveryId);
        if (delivery === undefined) throw notFound('delivery');
        const { hookId, messageId, body: text } = delivery;
        const command: HookCommand = { type: 'ReplayDelivery', hookId, messageId, body: text };
        return refusalOf(await submit(params.business, command));
      },
    }),
  );

  return router;
}
