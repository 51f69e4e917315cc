import { Router } from 'express';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  CallbackPage,
  CallbackRow,
  CancelCallback,
  NewCallback,
  RescheduleCallback,
  SettleCallback,
} from '../../contract/callbacks.ts';
import type { Engine } from '../../engine/engine.ts';
import { businessesAsked, businessOfNamed, ById, PageAsked } from '../../http/asked.ts';
import { byOf } from '../../http/by.ts';
import { notFound } from '../../http/problems.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../store/database.ts';
import { callbackRow } from '../../views/callback-view.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { findCall } from '../calls/calls-store.ts';
import type { CallbackCommand } from './callback-words.ts';
import { findCallback, listCallbacks } from './callbacks-store.ts';

const Filter = z.object({
  state: z.enum(['open', 'ended', 'all']).default('open'),
  business: z.string().optional(),
  number: z.string().optional(),
  case: z.string().optional(),
  ...PageAsked,
});

/** Customers who are to be rung back. */
export function callbackRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly clock: Clock;
}): Router {
  const { engine, clock } = parts;
  const { reader } = parts.database;
  const router = Router();
  const business = businessOfNamed((id) => findCallback(reader, id));
  const row = async (id: string): Promise<CallbackRow> => {
    const callback = await findCallback(reader, id);
    if (callback === null) throw notFound('call-back');
    return callbackRow(reader, id, callback);
  };
  const tell = async (id: string, command: CallbackCommand) =>
    refusalOf(await engine.submit({ noun: 'callbacks', id, command })) ?? row(id);

  router.get(
    '/callbacks',
    route({
      permission: 'callback.see',
      says: 'Call-backs: open ones soonest promised first, ended ones newest first.',
      query: Filter,
      answers: CallbackPage,
      do: async ({ query, businessIds }): Promise<CallbackPage> => {
        const [at, id] = query.cursor?.split(/~(.*)/s) ?? [];
        const ids = businessesAsked(businessIds, query.business);
        if (ids.length === 0) return { rows: [], nextCursor: null };
        const found = await listCallbacks(reader, {
          businessIds: ids,
          state: query.state,
          number: query.number ?? null,
          caseId: query.case ?? null,
          after: at === undefined || id === undefined ? null : { at: Number(at), id },
          limit: query.limit + 1,
        });
        const page = found.slice(0, query.limit);
        const last = page.at(-1);
        return {
          rows: await Promise.all(page.map((record) => callbackRow(reader, record.id, record.callback))),
          nextCursor:
            found.length <= query.limit || last === undefined ? null : `${last.sortedAt}~${last.id}`,
        };
      },
    }),
  );

  router.get(
    '/callbacks/:id',
    route({
      permission: 'callback.see',
      says: 'One call-back.',
      params: ById,
      business,
      answers: CallbackRow,
      do: ({ params }) => row(params.id),
    }),
  );

  router.post(
    '/callbacks',
    route({
      permission: 'callback.handle',
      says: 'Promises to ring a customer back, in turn or at an agreed time.',
      body: NewCallback,
      business: async ({ body }) => {
        // A call of another business tells nothing, not even that there is one.
        const call = body.callId === undefined ? null : await findCall(reader, body.callId);
        return body.callId !== undefined && call?.businessId !== body.businessId ? null : body.businessId;
      },
      answers: CallbackRow,
      do: async ({ body, identity }) => {
        const { languages } = await businessOf(reader, body.businessId);
        const call = body.callId === undefined ? null : await findCall(reader, body.callId);
        const dueAt = body.dueAt ?? null;
        const told = body.words === undefined ? null : { words: body.words, by: dueAt };
        return tell(newId(clock.now(), randomBytes(10)), {
          type: 'AskCallback',
          businessId: body.businessId,
          callId: body.callId ?? null,
          entryId: null,
          place: null,
          caseId: body.caseId ?? null,
          number: body.number,
          numberFrom: 'desk',
          name: body.name ?? null,
          topic: body.topic ?? null,
          queue: body.queue ?? null,
          personId: body.personId ?? null,
          dueAt,
          told,
          language: body.language ?? call?.language ?? languages[0] ?? 'en-GB',
          story: body.note === undefined ? [] : [`${identity.name}: ${body.note}`],
          by: byOf(identity),
        });
      },
    }),
  );

  router.post(
    '/callbacks/:id/cancel',
    route({
      permission: 'callback.handle',
      says: 'Takes a call-back back, with the reason.',
      params: ById,
      body: CancelCallback,
      business,
      answers: CallbackRow,
      do: ({ params, body, identity }) =>
        tell(params.id, { type: 'CancelCallback', by: byOf(identity), why: body.why }),
    }),
  );

  router.post(
    '/callbacks/:id/reschedule',
    route({
      permission: 'callback.handle',
      says: 'Agrees another time.',
      params: ById,
      body: RescheduleCallback,
      business,
      answers: CallbackRow,
      do: ({ params, body, identity }) =>
        tell(params.id, {
          type: 'RescheduleCallback',
          by: byOf(identity),
          dueAt: body.dueAt,
          words: body.words ?? null,
        }),
    }),
  );

  router.post(
    '/callbacks/:id/outcome',
    route({
      permission: 'callback.handle',
      says: 'Says what came of it: a voicemail is spoken to, or the customer was spoken to in another way.',
      params: ById,
      body: SettleCallback,
      business,
      answers: CallbackRow,
      do: ({ params, body, identity }) =>
        tell(params.id, {
          type: 'SettleCallback',
          by: byOf(identity),
          outcome: body.outcome,
          note: body.note ?? null,
        }),
    }),
  );

  return router;
}
