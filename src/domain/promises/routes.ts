import { Router } from 'express';
import { z } from 'zod';
import {
  KeepPromise,
  NewPromise,
  PromiseLedger,
  PromisePage,
  PromiseRow,
  PromiseStatus,
  ReleasePromise,
} from '../../contract/promises.ts';
import type { Engine } from '../../engine/engine.ts';
import { businessesAsked, businessOfNamed, ById, PageAsked } from '../../http/asked.ts';
import { byOf } from '../../http/by.ts';
import type { Identity } from '../../http/identity.ts';
import { notFound } from '../../http/problems.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { Owner } from '../../kernel/by.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import { MINUTE } from '../../kernel/duration.ts';
import type { Database, Reader } from '../../store/database.ts';
import { promiseLedger, promiseRow } from '../../views/promise-view.ts';
import { allBusinesses, businessOf } from '../businesses/businesses-store.ts';

import { peopleOf } from '../people/people-store.ts';
import { bornId, matterOf, type Matter } from './matter-of.ts';
import type { PromiseCommand } from './promise.ts';
import { findPromise, listPromises, promisesDue } from './promises-store.ts';

const Filter = z.object({
  state: PromiseStatus.optional(),
  person: z.string().optional(),
  queue: z.string().optional(),
  business: z.string().optional(),
  case: z.string().optional(),
  call: z.string().optional(),
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
  ...PageAsked,
});
const Period = z.object({
  business: z.string().optional(),
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
});
const A_MONTH_MS = 30 * 24 * 60 * MINUTE;
const LONGEST_WARNING_MS = 30 * MINUTE;

/** What callers were told, and how it was kept. */
export function promiseRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly clock: Clock;
}): Router {
  const { engine, clock } = parts;
  const { reader } = parts.database;
  const router = Router();
  const business = businessOfNamed((id) => findPromise(reader, id));
  const row = async (id: string): Promise<PromiseRow> => {
    const promise = await findPromise(reader, id);
    if (promise === null) throw notFound('promise');
    return promiseRow(reader, { id, promise });
  };
  const tell = async (id: string, command: PromiseCommand) =>
    refusalOf(await engine.submit({ noun: 'promises', id, command })) ?? row(id);

  router.get(
    '/promises',
    route({
      permission: 'promise.see',
      says: 'Promises made to callers: what is owed soonest due first, everything else latest due first.',
      query: Filter,
      answers: PromisePage,
      do: async ({ query, businessIds }): Promise<PromisePage> => {
        const page = await listPromises(reader, {
          businessIds: businessesAsked(businessIds, query.business),
          status: query.state ?? null,
          person: query.person ?? null,
          queue: query.queue ?? null,
          caseId: query.case ?? null,
          callId: query.call ?? null,
          from: query.from ?? null,
          to: query.to ?? null,
          cursor: query.cursor ?? null,
          limit: query.limit,
        });
        return {
          rows: await Promise.all(page.rows.map((record) => promiseRow(reader, record))),
          nextCursor: page.nextCursor,
        };
      },
    }),
  );

  router.get(
    '/promises/ledger',
    route({
      permission: 'promise.see',
      says: 'How many promises that fell due in a period were kept, late and broken; the last 30 days unless said otherwise.',
      query: Period,
      answers: PromiseLedger,
      do: async ({ query, businessIds }): Promise<PromiseLedger> => {
        const to = query.to ?? clock.now();
        const from = query.from ?? to - A_MONTH_MS;
        const ids = businessesAsked(businessIds, query.business);
        const records = await promisesDue(reader, ids, from, to);
        return promiseLedger(records, await allBusinesses(reader), from, to);
      },
    }),
  );

  router.get(
    '/promises/:id',
    route({
      permission: 'promise.see',
      says: 'One promise.',
      params: ById,
      business,
      answers: PromiseRow,
      do: ({ params }) => row(params.id),
    }),
  );

  router.post(
    '/promises',
    route({
      permission: 'promise.make',
      says: 'Writes down what a caller was told, from a call or a case, with its deadline.',
      body: NewPromise,
      business: async ({ body }) => (await matterOf(reader, body))?.businessId ?? null,
      answers: PromiseRow,
      do: async ({ body, identity }) => {
        const matter = await matterOf(reader, body);
        if (matter === null) throw notFound('call or case');
        const owner = await ownerFor(reader, body, matter, identity);
        if (isRefusal(owner)) return owner;
        const now = clock.now();
        const warnBeforeMs =
          body.warnBeforeMinutes === undefined
            ? Math.min(LONGEST_WARNING_MS, Math.round((body.dueAt - now) / 4))
            : body.warnBeforeMinutes * MINUTE;
        return tell(bornId(matter.callId, 'p', now), {
          type: 'MakePromise',
          ...matter,
          what: body.what,
          words: body.words,
          dueAt: body.dueAt,
          by: byOf(identity),
          owner,
          warnBeforeMs: warnBeforeMs === 0 ? null : warnBeforeMs,
          why: `${identity.name} told the caller so.`,
        });
      },
    }),
  );

  router.post(
    '/promises/:id/keep',
    route({
      permission: 'promise.make',
      says: 'Says that a promise was kept, and how; late if its deadline has passed.',
      params: ById,
      body: KeepPromise,
      business,
      answers: PromiseRow,
      do: ({ params, body, identity }) =>
        tell(params.id, { type: 'KeepPromise', by: byOf(identity), how: body.how }),
    }),
  );

  router.post(
    '/promises/:id/release',
    route({
      permission: 'promise.make',
      says: 'Says why a promise is not owed any more.',
      params: ById,
      body: ReleasePromise,
      business,
      answers: PromiseRow,
      do: ({ params, body, identity }) =>
        tell(params.id, { type: 'ReleasePromise', by: byOf(identity), why: body.why }),
    }),
  );

  return router;
}

async function ownerFor(
  reader: Reader,
  { owner }: NewPromise,
  { businessId }: Matter,
  identity: Identity,
): Promise<Owner | Refusal> {
  if (owner === undefined) {
    return identity.key === undefined
      ? { kind: 'person', id: identity.personId, name: identity.name }
      : refuse('owner-missing', 'Say which person or queue keeps this promise: a program cannot.');
  }
  if (owner.kind === 'queue') {
    const queue = (await businessOf(reader, businessId)).queues.find(({ key }) => key === owner.id);
    return queue === undefined
      ? refuse('queue-unknown', 'This business has no such queue.')
      : { kind: 'queue', id: queue.key, name: queue.name };
  }
  const person = (await peopleOf(reader, businessId)).find(({ record }) => record.id === owner.id);
  return person === undefined
    ? refuse('person-unknown', 'Nobody of this name works for this business.')
    : { kind: 'person', id: person.record.id, name: person.record.name };
}
