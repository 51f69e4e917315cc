import { z } from 'zod';
import { By } from '../../kernel/by.ts';
import { TemplateWords } from './template-words.ts';

/**
 * The words in which a business tells people, as they are edited: one instance for each business. Every version that
 * was saved is kept; version 0 is what the business came with. A version is the whole of what a business words for
 * itself; what it leaves out is said in Deskbell's words.
 */

export const TemplatesVersion = z.object({
  version: z.number().int(),
  /** Epoch ms. */
  at: z.number(),
  by: By,
  words: TemplateWords,
});
export type TemplatesVersion = z.infer<typeof TemplatesVersion>;

export const TemplatesState = z.discriminatedUnion('status', [
  /** Nobody has edited them: what the business came with holds. */
  z.object({ status: z.literal('none') }),
  z.object({
    status: z.literal('edited'),
    businessId: z.string(),
    versions: z.array(TemplatesVersion).min(1),
  }),
]);
export type TemplatesState = z.infer<typeof TemplatesState>;

export interface TemplatesCommand {
  readonly type: 'SaveTemplates';
  readonly by: By;
  /** The version that was being edited. */
  readonly asOf: number;
  readonly words: TemplateWords;
}

export interface TemplatesEvent {
  readonly type: 'TemplatesSaved';
  readonly businessId: string;
  readonly saved: TemplatesVersion;
}
