import { RuleDraft, type RulesView } from '../../../contract/rules.ts';
import { Refused } from '../../api/http.ts';
import { pathOf } from '../../api/matters.ts';
import { useSaveRules } from '../../api/rules.ts';
import { SaveFrame } from '../../components/versions/save-frame.tsx';
import type { useRulesDraft } from './use-rules-draft.ts';

interface Props {
  readonly view: RulesView;
  readonly edit: ReturnType<typeof useRulesDraft>;
  /** Whether exactly these rules were tried out. */
  readonly tried: boolean;
}

/** Switches the draft on as the next version. */
export function SaveBar({ view, edit, tried }: Props) {
  const save = useSaveRules();
  const { draft, changed } = edit;
  const { current } = view;
  const complete = draft.rules.every((rule) => RuleDraft.safeParse(rule).success);
  const send = (): void =>
    save.mutate(
      { method: 'PUT', path: pathOf(view.businessId), body: { asOf: draft.asOf, rules: draft.rules } },
      { onSuccess: edit.forget },
    );
  return (
    <SaveFrame
      label="Switch on"
      current={current}
      edit={edit}
      save={save}
      overtaken={save.error instanceof Refused && save.error.code === 'rules-changed'}
      yours="switch yours on"
      verb="Switch on"
      missing={complete ? null : 'Something is missing: look for the red words in the rules.'}
      onSend={send}
      state={
        save.isSuccess && !changed
          ? `Version ${save.data.version} is in force.`
          : changed
            ? `Not in force yet; kept on this computer.${tried ? '' : ' Try it above before you switch it on.'}`
            : `Version ${current.version} is in force as it stands here.`
      }
    />
  );
}
