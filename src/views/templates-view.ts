import type { TemplatesVersion as VersionView, TemplatesView } from '../contract/templates.ts';
import type { Business } from '../domain/businesses/business.ts';
import { FIELD_WORDS, KIND_WORDS, TemplateKind, USUAL_WORDS } from '../domain/templates/template-words.ts';
import { savedTemplates } from '../domain/templates/templates-store.ts';
import { wordsOfBy } from '../kernel/by.ts';
import type { Reader } from '../store/database.ts';

/** The words of a business's e-mails and text messages as the console and programs read them. */

const MOST_VERSIONS = 50;

/** Every version, newest first, down to the one that the business came with. */
export async function templatesHistory(reader: Reader, business: Business): Promise<VersionView[]> {
  const first = { version: 0, at: 0, by: 'The business came with it', words: business.templates };
  const saved = await savedTemplates(reader, business.id);
  const later = saved.map(({ by, ...version }) => ({ ...version, by: wordsOfBy(by) }));
  return [...later, first].slice(0, MOST_VERSIONS);
}

/** Everything that the editor needs. */
export async function templatesView(reader: Reader, business: Business): Promise<TemplatesView> {
  const [current] = await templatesHistory(reader, business);
  return {
    businessId: business.id,
    businessName: business.name,
    timezone: business.timezone,
    current: current as VersionView,
    kinds: TemplateKind.options.map((kind) => ({ kind, ...KIND_WORDS[kind], usual: USUAL_WORDS[kind] })),
    fields: Object.entries(FIELD_WORDS).map(([name, { says, parts }]) => ({ name, says, parts: [...parts] })),
  };
}
