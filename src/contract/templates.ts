import { z } from 'zod';

/** The words of e-mails and text messages, under `/api/templates`. They are written in Liquid. Times are epoch ms. */

export const TemplateKind = z.enum(['notice', 'message', 'approval', 'promise', 'reach-test']);
export type TemplateKind = z.infer<typeof TemplateKind>;
/** `text`: plain text of an e-mail. */
export const TemplatePart = z.enum(['subject', 'text', 'sms']);
export type TemplatePart = z.infer<typeof TemplatePart>;

/** How many characters each part may have. */
export const MOST_OF_PART = { subject: 300, text: 10_000, sms: 1_000 } as const;
const part = (name: TemplatePart) => z.string().min(1, 'write something').max(MOST_OF_PART[name]);
export const TemplateParts = z.strictObject({
  subject: part('subject'),
  text: part('text'),
  sms: part('sms'),
});
export type TemplateParts = z.infer<typeof TemplateParts>;

/** What a business words for itself; what is left out is said in Deskbell's words. */
export const TemplateWords = z.partialRecord(TemplateKind, TemplateParts.partial());
export type TemplateWords = z.infer<typeof TemplateWords>;

export const TemplateField = z.object({
  /** As it is written in a template: `{{ business }}`. */
  name: z.string(),
  says: z.string(),
  /** The parts in which it is ever filled. */
  parts: z.array(TemplatePart),
});
export type TemplateField = z.infer<typeof TemplateField>;

/** Version 0 is what the business came with. */
export const TemplatesVersion = z.object({
  version: z.number(),
  at: z.number(),
  by: z.string(),
  words: TemplateWords,
});
export type TemplatesVersion = z.infer<typeof TemplatesVersion>;

/** `GET /api/templates/:business` */
export const TemplatesView = z.object({
  businessId: z.string(),
  businessName: z.string(),
  timezone: z.string(),
  current: TemplatesVersion,
  kinds: z.array(
    z.object({
      kind: TemplateKind,
      name: z.string(),
      /** When it is sent. */
      says: z.string(),
      /** What is said where the business has no words of its own. */
      usual: TemplateParts,
    }),
  ),
  fields: z.array(TemplateField),
});
export type TemplatesView = z.infer<typeof TemplatesView>;

/** `GET /api/templates/:business/history`, newest first. */
export const TemplatesHistory = z.object({ versions: z.array(TemplatesVersion) });
export type TemplatesHistory = z.infer<typeof TemplatesHistory>;

/** `PUT /api/templates/:business`: `asOf` is the version that was being edited. */
export const SaveTemplates = z.object({ asOf: z.number().int(), words: TemplateWords });
export const TemplatesSaved = z.object({ version: z.number() });

/** `POST /api/templates/preview` */
export const PreviewTemplate = z.object({
  businessId: z.string(),
  kind: TemplateKind,
  // What is half written is looked at as well; the faults say what is missing.
  parts: z.strictObject({
    subject: z.string().max(MOST_OF_PART.subject),
    text: z.string().max(MOST_OF_PART.text),
    sms: z.string().max(MOST_OF_PART.sms),
  }),
});
/** Each part filled in with an example; one that is wrong is empty, and the fault says where and why. */
export const TemplatePreview = z.object({
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  sms: z.string(),
  faults: z.array(
    z.object({
      part: TemplatePart,
      /** From 1; null where no line is to blame. */
      line: z.number().nullable(),
      message: z.string(),
    }),
  ),
  /** What is allowed, and yet seldom meant. */
  hints: z.array(z.string()),
});
export type TemplatePreview = z.infer<typeof TemplatePreview>;
