import { useCallback } from 'react';
import { z } from 'zod';
import {
  TemplateKind,
  TemplatePart,
  type TemplateParts,
  type TemplatesView,
  type TemplateWords,
} from '../../../contract/templates.ts';
import { useKeptDraft } from '../../components/versions/use-kept-draft.ts';

/** Looser than what may be saved: a draft may be half written. */
const Kept = z.object({
  asOf: z.number(),
  words: z.partialRecord(TemplateKind, z.partialRecord(TemplatePart, z.string())),
});

export interface Draft {
  /** The version that the edit began from. */
  readonly asOf: number;
  readonly words: TemplateWords;
}

type Kind = TemplatesView['kinds'][number];

/** A business's own words as they are being edited. They are kept on this computer until they are saved or thrown away. */
export function useTemplatesDraft(view: TemplatesView) {
  const edit = useKeptDraft<Draft>({
    key: `deskbell.draft.templates.${view.businessId}`,
    fresh: { asOf: view.current.version, words: view.current.words },
    parse: (kept) => Kept.safeParse(kept).data ?? null,
  });
  const { put, draft } = edit;
  const change = useCallback((words: TemplateWords) => put({ asOf: draft.asOf, words }), [put, draft.asOf]);
  return { ...edit, change };
}

/** All parts of a kind: the business's own where it has some, the usual ones for the rest. */
export function partsOf({ kind, usual }: Kind, words: TemplateWords): TemplateParts {
  return { ...usual, ...words[kind] };
}

/** With one part worded anew. What is worded as usual is not the business's own any more. */
export function worded(
  words: TemplateWords,
  { kind, usual }: Kind,
  part: TemplatePart,
  text: string,
): TemplateWords {
  const { [part]: _before, ...others } = words[kind] ?? {};
  const own = text === usual[part] ? others : { ...others, [part]: text };
  return Object.keys(own).length === 0 ? asUsual(words, kind) : { ...words, [kind]: own };
}

/** With the usual words for this kind. */
export function asUsual(words: TemplateWords, kind: TemplateKind): TemplateWords {
  const { [kind]: _own, ...others } = words;
  return others;
}
