import { Router } from 'express';
import { z } from 'zod';
import { RotaPreview, RotaWritten, WriteRota } from '../../contract/rotas.ts';
import type { Engine, Outcome } from '../../engine/engine.ts';
import { route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Refusal } from '../../kernel/decision.ts';
import type { Database } from '../../store/database.ts';
import { namesOfStaff, rotaPreview, rotaWritten } from '../../views/rota-view.ts';
import { conflictOf } from './decide.ts';
import { faultOfPlan } from './change.ts';
import { rotaId, type RotaCommand, type RotaEvent, type RotaPlan } from './rota.ts';
import { findRota, rotasStore } from './rotas-store.ts';
import { begunAt } from './turns.ts';

const ByKey = z.object({ business: z.string(), key: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/) });

/** Making a rota and changing its plan, from a moment on. */
export function rotaPlanRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly clock: Clock;
}): Router {
  const { engine, database, clock } = parts;
  const { reader } = database;
  const router = Router();
  const business = ({ params }: { readonly params: z.infer<typeof ByKey> }) => params.business;

  router.put(
    '/rotas/:business/:key',
    route({
      says: 'Writes a rota: layers of people who take turns, from a moment on. Refused when somebody changed it meanwhile.',
      permission: 'rota.edit',
      params: ByKey,
      body: WriteRota,
      answers: RotaWritten,
      business,
      do: async ({ params, body, identity }): Promise<RotaWritten | Refusal> => {
        const id = rotaId(params.business, params.key);
        const before = await findRota(reader, id);
        const { effectiveFrom, asOf } = body;
        const command: RotaCommand = {
          type: 'WriteRota',
          ...{ businessId: params.business, plan: planOf(params.key, body, clock.now()) },
          ...{ asOf, effectiveFrom, by: identity.name },
        };
        const outcome = await engine.submit({ noun: 'rotas', id, command });
        if (!outcome.done) return outcome.refusal;
        const { version, fallsAway } = writtenIn(outcome) ?? { version: before?.version ?? 1, fallsAway: [] };
        const overrides = before?.overrides ?? [];
        return rotaWritten(reader, params.business, { version, before: overrides, fallsAway });
      },
    }),
  );

  router.post(
    '/rotas/:business/:key/preview',
    route({
      says: 'The weeks that a rota would bring, its holes, and who would not stand in any more; nothing is saved.',
      permission: 'rota.edit',
      params: ByKey,
      body: WriteRota,
      answers: RotaPreview,
      business,
      do: async ({ params, body }): Promise<RotaPreview | Refusal> => {
        const now = clock.now();
        const stored = await rotasStore.load(reader, rotaId(params.business, params.key));
        const rota = stored?.state ?? { status: 'none' };
        const plan = planOf(params.key, body, now);
        const { names } = await namesOfStaff(reader, params.business);
        const refusal = conflictOf(rota, body.asOf) ?? faultOfPlan(plan, [...names.keys()]);
        if (refusal !== null) return refusal;
        const begins = Math.max(body.effectiveFrom ?? now, now);
        const { business: businessId } = params;
        return rotaPreview(reader, rota.status === 'kept' ? rota : null, { businessId, plan, begins, now });
      },
    }),
  );

  return router;
}

/** A layer that does not say when it begins has its first person in the turn in which the plan begins. */
function planOf(
  key: string,
  { name, timezone, layers, effectiveFrom }: z.output<typeof WriteRota>,
  now: number,
): RotaPlan {
  const at = effectiveFrom ?? now;
  return {
    ...{ key, name, timezone },
    layers: layers.map((layer) => ({ ...layer, from: layer.from ?? begunAt(layer, timezone, at) })),
  };
}

function writtenIn(outcome: Extract<Outcome, { done: true }>) {
  const events = outcome.events.map(({ event }) => event);
  return events.find(
    (event): event is Extract<RotaEvent, { type: 'RotaWritten' }> => event.type === 'RotaWritten',
  );
}
