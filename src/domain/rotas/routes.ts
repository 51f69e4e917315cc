import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import {
  AddRotaOverride,
  OverrideIds,
  RotaDetail,
  RotaFeed,
  RotaList,
  SwapRota,
} from '../../contract/rotas.ts';
import type { Engine } from '../../engine/engine.ts';
import { businessesAsked, businessOfNamed, ById } from '../../http/asked.ts';
import { mayIn } from '../../http/identity.ts';
import { HttpProblem, notFound } from '../../http/problems.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HOUR } from '../../kernel/duration.ts';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../store/database.ts';
import { namesOfStaff, rotaDetail, rotaRow } from '../../views/rota-view.ts';
import { calendarOf } from './calendar.ts';
import type { Override, RotaCommand } from './rota.ts';
import { findRota, rotasOf } from './rotas-store.ts';
import { shiftsOf } from './turns.ts';

const DAY = 24 * HOUR;
const MOST_DAYS = 100;

interface Parts {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly calendar: (rotaId: string, feed: number) => string;
  readonly isCalendar: (rotaId: string, feed: number, token: string) => boolean;
}

/** Who is on call: seeing it, planning it, taking over, and its calendar. */
export function rotaRoutes({ engine, database, clock, calendar }: Parts): Router {
  const { reader } = database;
  const router = Router();
  const business = businessOfNamed((id) => findRota(reader, id));
  const known = async (id: string) => {
    const rota = await findRota(reader, id);
    if (rota === null) throw notFound('rota');
    return rota;
  };
  const submit = (id: string, command: RotaCommand) => engine.submit({ noun: 'rotas', id, command });
  const overrideId = () => newId(clock.now(), randomBytes(10));

  router.get(
    '/rotas',
    route({
      says: 'Who is on call now and next, and when nobody is, for each rota.',
      permission: 'rota.see',
      query: z.object({ business: z.string().optional() }),
      answers: RotaList,
      do: async ({ query, businessIds }): Promise<RotaList> => {
        const asked = businessesAsked(businessIds, query.business);
        const found = await rotasOf(reader, asked);
        return { rows: await Promise.all(found.map((record) => rotaRow(reader, record, clock.now()))) };
      },
    }),
  );

  router.get(
    '/rotas/:id',
    route({
      says: 'One rota: its layers, overrides and turns in a time.',
      permission: 'rota.see',
      params: ById,
      query: z.object({ from: z.coerce.number().int().optional(), to: z.coerce.number().int().optional() }),
      business,
      answers: RotaDetail,
      do: async ({ params, query, identity }): Promise<RotaDetail> => {
        const rota = await known(params.id);
        const from = query.from ?? clock.now();
        const to = query.to ?? from + 28 * DAY;
        if (to <= from || to - from > MOST_DAYS * DAY)
          throw new HttpProblem(400, 'wrong-time', `Ask for a time of up to ${MOST_DAYS} days.`);
        const mayShare = mayIn(identity, rota.businessId, ['manager', 'admin']);
        const feedUrl = mayShare ? calendar(params.id, rota.feed) : null;
        return rotaDetail(reader, { id: params.id, rota }, { from, to, now: clock.now(), feedUrl });
      },
    }),
  );

  router.delete(
    '/rotas/:id',
    route({
      says: 'Retires a rota; refused while the matrix, a rule or an open case still asks it who is on call.',
      permission: 'rota.edit',
      params: ById,
      query: z.object({ asOf: z.coerce.number().int().min(1).optional() }),
      business,
      do: async ({ params, query, identity }) =>
        refusalOf(
          await submit(params.id, { type: 'RetireRota', asOf: query.asOf ?? null, by: identity.name }),
        ),
    }),
  );

  router.post(
    '/rotas/:id/overrides',
    route({
      says: 'Lets a person take over for a while.',
      permission: 'rota.edit',
      params: ById,
      body: AddRotaOverride,
      business,
      answers: OverrideIds,
      do: async ({ params, body, identity }) => {
        const id = overrideId();
        const override: Override = { id, ...body, swappedFor: null, by: identity.name };
        const outcome = await submit(params.id, { type: 'AddOverride', override });
        return outcome.done ? { ids: [id] } : outcome.refusal;
      },
    }),
  );

  router.delete(
    '/rotas/:id/overrides/:override',
    route({
      says: 'Ends an override: whose turn it is has it again.',
      permission: 'rota.edit',
      params: ById.extend({ override: z.string() }),
      business,
      do: async ({ params, identity }) =>
        refusalOf(
          await submit(params.id, {
            type: 'RemoveOverride',
            ...{ overrideId: params.override, by: identity.name },
          }),
        ),
    }),
  );

  router.post(
    '/rotas/:id/swap',
    route({
      says: 'Lets two people take each other’s turns, each for a time of the other.',
      permission: 'rota.edit',
      params: ById,
      body: SwapRota,
      business,
      answers: OverrideIds,
      do: async ({ params, body, identity }) => {
        const { one, other, why } = body;
        const [first, second] = [overrideId(), overrideId()];
        const takes = (who: typeof one, turns: typeof one) => ({
          ...{ from: turns.from, to: turns.to, personId: who.personId, insteadOf: turns.personId },
          why: why === '' ? 'swapped' : why,
          by: identity.name,
        });
        const overrides = [
          { id: first, swappedFor: second, ...takes(other, one) },
          { id: second, swappedFor: first, ...takes(one, other) },
        ] as const;
        const outcome = await submit(params.id, { type: 'SwapTurns', overrides });
        return outcome.done ? { ids: overrides.map(({ id }) => id) } : outcome.refusal;
      },
    }),
  );

  router.post(
    '/rotas/:id/feed',
    route({
      says: 'Makes a new secret address of the calendar; the old one ends.',
      permission: 'rota.edit',
      params: ById,
      business,
      answers: RotaFeed,
      do: async ({ params, identity }) => {
        const outcome = await submit(params.id, { type: 'RenewFeed', by: identity.name });
        if (!outcome.done) return outcome.refusal;
        return { feedUrl: calendar(params.id, (await known(params.id)).feed) };
      },
    }),
  );

  return router;
}

const BEFORE = 28 * DAY;
const AHEAD = 84 * DAY;

/** The calendar at its secret address: whoever has it needs no sign-in, as calendar programs cannot sign in. */
export function calendarRoutes({ database, clock, isCalendar }: Omit<Parts, 'engine' | 'calendar'>): Router {
  const router = Router();
  router.get('/calendar/:id/:file', async (request, response) => {
    const { id, file } = request.params;
    const rota = await findRota(database.reader, id);
    if (rota === null || !file.endsWith('.ics') || !isCalendar(id, rota.feed, file.slice(0, -4)))
      throw new HttpProblem(404, 'not-found', 'There is no such calendar, or its address was renewed.');
    const now = clock.now();
    const { businessName, names } = await namesOfStaff(database.reader, rota.businessId);
    const text = calendarOf({
      ...{ id, name: rota.plan.name, businessName, at: now },
      shifts: shiftsOf(rota, now - BEFORE, now + AHEAD),
      nameOf: (personId) => names.get(personId) ?? personId,
    });
    response
      .set('cache-control', 'private, max-age=900')
      .set('content-type', 'text/calendar; charset=utf-8')
      .send(text);
  });
  return router;
}
