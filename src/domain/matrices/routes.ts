import { Router } from 'express';
import { z } from 'zod';
import * as words from '../../contract/matrices.ts';
import type { Engine } from '../../engine/engine.ts';
import { byOf } from '../../http/by.ts';
import { HttpProblem, notFound } from '../../http/problems.ts';
import { route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../store/database.ts';
import { matrixPreview, matrixTried, matrixView, surroundingsOf } from '../../views/matrix-view.ts';
import type { Business } from '../businesses/business.ts';
import { businessesStore } from '../businesses/businesses-store.ts';
import type { HolidayLookup } from '../businesses/hours.ts';
import { findCase } from '../cases/cases-store.ts';
import { warningsOf } from './check.ts';
import { matrixOf } from './matrices-store.ts';
import type { MatrixCommand } from './matrix.ts';

const OfBusiness = z.object({ business: z.string() });

/** Escalation matrices: read, tried out, and edited by those who lead. */
export function matrixRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Pick<Database, 'reader'>;
  readonly clock: Clock;
  readonly holidays: HolidayLookup;
}): Router {
  const { engine, database, clock, holidays } = parts;
  const { reader } = database;
  const router = Router();
  const served = async (id: string): Promise<Business | null> => {
    const stored = await businessesStore.load(reader, id);
    return stored?.state.status === 'served' ? stored.state.business : null;
  };
  const known = async (id: string): Promise<Business> => {
    const business = await served(id);
    if (business === null) throw notFound('business');
    return business;
  };
  const business = async ({ params }: { readonly params: z.infer<typeof OfBusiness> }) =>
    (await served(params.business)) === null ? null : params.business;
  const now = () => clock.now();

  router.get(
    '/matrices/:business',
    route({
      permission: 'matrix.see',
      says: 'The newest version of a matrix, with its sentences, its holes, and who can be reached.',
      params: OfBusiness,
      answers: words.MatrixView,
      business,
      do: async ({ params }) => matrixView(reader, await known(params.business), now()),
    }),
  );

  router.get(
    '/matrices/:business/history',
    route({
      permission: 'matrix.see',
      says: 'Every version, newest first.',
      params: OfBusiness,
      answers: words.MatrixHistory,
      business,
      do: async ({ params }): Promise<words.MatrixHistory> => {
        const { history } = await matrixOf(reader, await known(params.business), now());
        return { versions: [...history] };
      },
    }),
  );

  router.put(
    '/matrices/:business',
    route({
      permission: 'matrix.edit',
      says: 'Saves a new version; refused when somebody saved another one meanwhile.',
      params: OfBusiness,
      body: words.SaveMatrix,
      answers: words.MatrixSaved,
      business,
      do: async ({ params, body, identity }) => {
        const by = byOf(identity);
        if (by.kind !== 'person')
          throw new HttpProblem(403, 'person-needed', 'A matrix is edited by a person, who answers for it.');
        const { asOf, effectiveFrom, matrix } = body;
        const command: MatrixCommand = { type: 'SaveMatrix', by, asOf, effectiveFrom, matrix };
        const outcome = await engine.submit({ noun: 'matrices', id: params.business, command });
        if (!outcome.done) return outcome.refusal;
        const around = await surroundingsOf(reader, await known(params.business), matrix, now());
        return { version: asOf + 1, warnings: [...warningsOf(matrix, around)] } satisfies words.MatrixSaved;
      },
    }),
  );

  router.get(
    '/matrices/:business/preview',
    route({
      permission: 'matrix.see',
      says: 'What the newest version does by itself to a case that nobody resolves.',
      params: OfBusiness,
      query: words.PreviewAsked,
      answers: words.MatrixPreview,
      business,
      do: async ({ params, query }) => {
        const found = await known(params.business);
        const { newest } = await matrixOf(reader, found, now());
        return matrixPreview(reader, found, { ...query, matrix: newest.matrix }, { at: now(), holidays });
      },
    }),
  );

  router.post(
    '/matrices/:business/preview',
    route({
      permission: 'matrix.see',
      says: 'The same of a draft, which is not saved.',
      params: OfBusiness,
      body: words.PreviewDraft,
      answers: words.MatrixPreview,
      business,
      do: async ({ params, body }) =>
        matrixPreview(reader, await known(params.business), body, { at: now(), holidays }),
    }),
  );

  router.post(
    '/matrices/:business/try',
    route({
      permission: 'matrix.see',
      says: 'What a draft would have done to a case of the past, beside what happened.',
      params: OfBusiness,
      body: words.TryMatrix,
      answers: words.MatrixTried,
      business,
      do: async ({ params, body }) => {
        const state = await findCase(reader, body.caseId);
        if (state === null || state.businessId !== params.business) throw notFound('case');
        const found = await known(params.business);
        return matrixTried(reader, found, { id: body.caseId, state }, body.matrix, { at: now(), holidays });
      },
    }),
  );

  return router;
}
