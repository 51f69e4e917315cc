import { Router } from 'express';
import { RefuseOffer } from '../../contract/api.ts';
import type { Engine } from '../../engine/engine.ts';
import { ById } from '../../http/asked.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { Database } from '../../store/database.ts';
import type { OfferCommand } from './offer.ts';
import { offersStore } from './offers-store.ts';

/** Saying yes or no to a call that rings for me. */
export function offerRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
}): Router {
  const { engine, database } = parts;
  const router = Router();
  const tell = async (id: string, command: OfferCommand) =>
    refusalOf(await engine.submit({ noun: 'offers', id, command }));
  const business = async ({ params }: { readonly params: { readonly id: string } }) => {
    const stored = await offersStore.load(database.reader, params.id);
    return stored === null || stored.state.status === 'none' ? null : stored.state.briefing.businessId;
  };

  router.post(
    '/offers/:id/accept',
    route({
      permission: 'offer.answer',
      says: 'Takes the call that rings for me.',
      params: ById,
      business,
      do: ({ identity, params }) => tell(params.id, { type: 'AcceptOffer', personId: identity.personId }),
    }),
  );

  router.post(
    '/offers/:id/refuse',
    route({
      permission: 'offer.answer',
      says: 'Lets the call that rings for me go on to the next person.',
      params: ById,
      body: RefuseOffer,
      business,
      do: ({ identity, params, body }) =>
        tell(params.id, { type: 'RefuseOffer', personId: identity.personId, reason: body.reason ?? null }),
    }),
  );

  return router;
}
