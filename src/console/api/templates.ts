import { useQuery } from '@tanstack/react-query';
import {
  TemplatePreview,
  TemplatesHistory,
  TemplatesSaved,
  TemplatesView,
  type TemplateKind,
  type TemplateParts,
} from '../../contract/templates.ts';
import { ask } from './http.ts';
import { useOne, useSend } from './matters.ts';

export function useTemplates(businessId: string | null) {
  return useOne('templates', TemplatesView, businessId);
}

export function useTemplatesHistory(businessId: string) {
  return useOne('templates', TemplatesHistory, businessId, '/history');
}

export function useSaveTemplates() {
  return useSend('templates', TemplatesSaved);
}

/** How words look filled in with an example, and what is wrong in them, while they are written. */
export function useTemplatePreview(businessId: string, kind: TemplateKind, parts: TemplateParts) {
  const body = { businessId, kind, parts };
  return useQuery({
    queryKey: ['templates', 'preview', kind, body] as const,
    queryFn: () => ask(TemplatePreview, 'POST', '/api/templates/preview', body),
    staleTime: Infinity,
    // While the next answer is on its way the last one of this kind stays, so that nothing jumps at each letter.
    placeholderData: (before, query) => (query?.queryKey[2] === kind ? before : undefined),
  });
}
