import { Router } from 'express';
import { z } from 'zod';
import * as contract from '../../contract/templates.ts';
import type { Engine } from '../../engine/engine.ts';
import { byOf } from '../../http/by.ts';
import { HttpProblem } from '../../http/problems.ts';
import { route } from '../../http/route.ts';
import type { Database } from '../../store/database.ts';
import { templatesHistory, templatesView } from '../../views/templates-view.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { faultSentence, faultsIn } from './decide.ts';
import type { TemplateKind, TemplateParts, TemplateWords } from './template-words.ts';
import type { TemplatesCommand } from './template.ts';

const OfBusiness = z.object({ business: z.string() });
const business = ({ params }: { readonly params: z.infer<typeof OfBusiness> }) => params.business;

/** The words of e-mails and text messages: what they are, how they would look, and editing them. */
export function templateRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Pick<Database, 'reader'>;
  readonly preview: (
    kind: TemplateKind,
    parts: TemplateParts,
    businessName: string,
  ) => contract.TemplatePreview;
}): Router {
  const { engine, database, preview } = parts;
  const { reader } = database;
  const router = Router();

  router.get(
    '/templates/:business',
    route({
      says: 'The words of e-mails and text messages of a business, and the fields that they may use.',
      permission: 'template.see',
      params: OfBusiness,
      business,
      answers: contract.TemplatesView,
      do: async ({ params }) => templatesView(reader, await businessOf(reader, params.business)),
    }),
  );

  router.get(
    '/templates/:business/history',
    route({
      says: 'Every version of the words that was saved, the newest first.',
      permission: 'template.see',
      params: OfBusiness,
      business,
      answers: contract.TemplatesHistory,
      do: async ({ params }): Promise<contract.TemplatesHistory> => ({
        versions: await templatesHistory(reader, await businessOf(reader, params.business)),
      }),
    }),
  );

  router.put(
    '/templates/:business',
    route({
      says: "Saves all of a business's own words as a new version, which is used from the next message on.",
      permission: 'template.edit',
      params: OfBusiness,
      body: contract.SaveTemplates,
      business,
      answers: contract.TemplatesSaved,
      do: async ({ params, body, identity }) => {
        refuseWrong(body.words);
        const command: TemplatesCommand = { type: 'SaveTemplates', by: byOf(identity), ...body };
        const outcome = await engine.submit({ noun: 'templates', id: params.business, command });
        return outcome.done ? { version: body.asOf + 1 } : outcome.refusal;
      },
    }),
  );

  router.post(
    '/templates/preview',
    route({
      says: 'How words would look, filled in with an example; faults in them are told by line. Saves nothing.',
      permission: 'template.see',
      body: contract.PreviewTemplate,
      business: ({ body }) => body.businessId,
      answers: contract.TemplatePreview,
      do: async ({ body }) => {
        const { name } = await businessOf(reader, body.businessId);
        return preview(body.kind, body.parts, name);
      },
    }),
  );

  return router;
}

/** @throws HttpProblem that names each part that is wrong, its line, and what is wrong in it */
function refuseWrong(words: TemplateWords): void {
  const faults = faultsIn(words);
  if (faults.length === 0) return;
  throw new HttpProblem(
    422,
    'template-wrong',
    'Nothing was saved: these words could not be sent.',
    faults.map((fault) => ({ path: `words.${fault.kind}.${fault.part}`, message: faultSentence(fault) })),
  );
}
