import { useCallback } from 'react';
import { z } from 'zod';
import { RuleDraft, type RulesView } from '../../../contract/rules.ts';
import { useKeptDraft } from '../../components/versions/use-kept-draft.ts';

/** Looser than what may be saved: a draft may be half written. */
const Kept = z.object({
  asOf: z.number(),
  rules: z.array(RuleDraft.extend({ name: z.string(), actions: RuleDraft.shape.actions.or(z.tuple([])) })),
});

export interface Draft {
  /** The version that the edit began from. */
  readonly asOf: number;
  readonly rules: readonly RuleDraft[];
}

/** The rules as they are being edited. They are kept on this computer until they are saved or thrown away. */
export function useRulesDraft(view: RulesView) {
  const edit = useKeptDraft<Draft>({
    key: `deskbell.draft.rules.${view.businessId}`,
    fresh: { asOf: view.current.version, rules: view.current.rules.map(plain) },
    parse: (kept) => Kept.safeParse(kept).data ?? null,
  });
  const { put, draft } = edit;
  const change = useCallback(
    (rules: readonly RuleDraft[]) => put({ asOf: draft.asOf, rules }),
    [put, draft.asOf],
  );
  return { ...edit, change };
}

/** Without what the server says of it. */
export function plain({ id, name, on, trigger, when, form, actions }: RuleDraft): RuleDraft {
  return { id, name, on, trigger, when, form, actions };
}

/** An id that no rule of the list has. */
export function freshId(rules: readonly RuleDraft[]): string {
  let count = rules.length + 1;
  while (rules.some(({ id }) => id === `rule-${count}`)) count += 1;
  return `rule-${count}`;
}
