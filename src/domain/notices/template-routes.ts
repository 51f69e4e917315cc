import { Router } from 'express';
import { z } from 'zod';
import { PreviewTemplate, TemplateList, TemplatePreview } from '../../contract/notices.ts';
import { route } from '../../http/route.ts';
import type { Database } from '../../store/database.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { FIELD_WORDS, TemplateKind, USUAL_WORDS, type TemplateParts } from './template-words.ts';

/** The words of e-mails and text messages: what they are, and how they would look. */
export function templateRoutes(parts: {
  readonly database: Database;
  readonly preview: (parts: TemplateParts, businessName: string) => z.output<typeof TemplatePreview>;
}): Router {
  const { database, preview } = parts;
  const router = Router();

  router.get(
    '/templates',
    route({
      says: 'The words of e-mails and text messages of a business, and the fields that they may use.',
      permission: 'template.see',
      query: z.object({ business: z.string() }),
      business: ({ query }) => query.business,
      answers: TemplateList,
      do: async ({ query }): Promise<TemplateList> => {
        const { templates } = await businessOf(database.reader, query.business);
        const fields = Object.entries(FIELD_WORDS).map(([name, says]) => ({ name, says }));
        return {
          rows: TemplateKind.options.map((kind) => ({
            ...{ kind, fields },
            parts: { ...USUAL_WORDS[kind], ...templates[kind] },
            own: templates[kind] !== undefined,
          })),
        };
      },
    }),
  );

  router.post(
    '/templates/preview',
    route({
      says: 'How words would look with sample fields; faults in them are told in words.',
      permission: 'template.see',
      body: PreviewTemplate,
      business: ({ body }) => body.businessId,
      answers: TemplatePreview,
      do: async ({ body }) => {
        const { name } = await businessOf(database.reader, body.businessId);
        return preview(body.parts, name);
      },
    }),
  );

  return router;
}
