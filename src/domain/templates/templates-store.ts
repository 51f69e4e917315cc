import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import type { Business } from '../businesses/business.ts';
import { TemplateWords } from './template-words.ts';
import { TemplatesState, type TemplatesVersion } from './template.ts';

/** Their id is the business's. */
export const templatesStore = nounTable<TemplatesState, 'templates'>({
  table: 'templates',
  parse: (json) => TemplatesState.parse(json),
  // Every e-mail asks for the words in force; it need not read all versions that there ever were.
  columns: (state) => ({
    current: JSON.stringify(state.status === 'none' ? {} : (state.versions.at(-1)?.words ?? {})),
  }),
});

/** What a business words for itself now: what was saved last, or else what it came with. */
export async function templateWordsOf(reader: Reader, business: Business): Promise<TemplateWords> {
  const row = await reader
    .selectFrom('templates')
    .where('id', '=', business.id)
    .select('current')
    .executeTakeFirst();
  return row === undefined ? business.templates : TemplateWords.parse(JSON.parse(row.current));
}

/** Every version that was saved, the newest first; not the one that the business came with. */
export async function savedTemplates(
  reader: Reader,
  businessId: string,
): Promise<readonly TemplatesVersion[]> {
  const state = (await templatesStore.load(reader, businessId))?.state;
  return state?.status === 'edited' ? state.versions.toReversed() : [];
}
