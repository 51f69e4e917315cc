import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import { decideTemplates } from './decide.ts';
import { evolveTemplates } from './evolve.ts';
import type { TemplatesCommand, TemplatesEvent, TemplatesState } from './template.ts';
import { templatesStore } from './templates-store.ts';

/** Its id is the business's. */
export const templatesNoun: Noun<TemplatesState, TemplatesCommand, TemplatesEvent, Effect, null> = {
  name: 'templates',
  initial: { status: 'none' },
  gather: async () => null,
  decide: decideTemplates,
  evolve: evolveTemplates,
  store: templatesStore,
};
