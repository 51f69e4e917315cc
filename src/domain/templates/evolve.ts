import type { TemplatesEvent, TemplatesState } from './template.ts';

/** What the templates of a business are after an event: versions are only ever added. */
export function evolveTemplates(state: TemplatesState, event: TemplatesEvent): TemplatesState {
  const versions = state.status === 'none' ? [] : state.versions;
  return { status: 'edited', businessId: event.businessId, versions: [...versions, event.saved] };
}
